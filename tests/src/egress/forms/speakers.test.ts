/** Who speaks in a chat, a call or a subtitle is masked in every form in which these are written out; what a machine logs in such a form stays. */
import { describe, expect, it } from 'vitest';
import { masked } from '../fixtures.js';

const chats: readonly (readonly [string, string])[] = [
  [
    'an export with a day and a stroke',
    '27/11/2026, 09:14 - Edda Lindqvist: hej\n27/11/2026, 09:15 - Tomás: qué tal',
  ],
  [
    'an export between brackets',
    '[27.11.26, 09:14:03] Edda Lindqvist: hej\n[27.11.26, 09:14:09] Tomás: hola',
  ],
  [
    'an export of twelve hours',
    '11/27/26, 9:14\u202fPM - Edda Lindqvist: hej\n11/27/26, 9:15\u202fPM - Tomás: hola',
  ],
  [
    'an export without a comma',
    '27-11-2026 09:14 - Edda Lindqvist: hej\n27-11-2026 09:15 - Tomás Ybarra: hola',
  ],
  [
    'an export with a small word',
    '27/11/2026 à 09:14 - Edda Lindqvist: hej\n27/11/2026 à 09:15 - Tomás: salut',
  ],
  ['heads with a day', 'Edda Lindqvist, [27.11.2026 09:14]\nhej\n\nTomás Ybarra, [27.11.2026 09:15]\nhola'],
  ['heads with a minute', 'Edda Lindqvist  9:14 AM\nhej\nTomás Ybarra  9:15 AM\nhola'],
  ['heads of today', 'Edda Lindqvist — Today at 9:14 AM\nhej\n\nTomás Ybarra — 27/11/2026 09:15\nhola'],
  ['nicks', '[09:14] <Edda Lindqvist> hej\n[09:15] <Tomás Ybarra> hola'],
  ['a meeting', '09:14:03 From Edda Lindqvist to Everyone:\n\thej\n09:15:03 From Tomás Ybarra : hola'],
  ['a transcript', 'Edda Lindqvist (00:12:04): hej\nTomás Ybarra [00:12:44]: hola'],
  ['heads of a transcript', 'Edda Lindqvist 00:12:04\nhej\n\nTomás Ybarra 00:12:44\nhola'],
  [
    'voices of subtitles',
    'WEBVTT\n\n00:01.000 --> 00:04.000\n<v Edda Lindqvist>hej</v>\n\n00:05.000 --> 00:08.000\n<v.loud Tomás>hola',
  ],
  [
    'subtitles',
    '1\n00:00:01,000 --> 00:00:04,000\n- EDDA LINDQVIST: hej\n\n2\n00:00:05,000 --> 00:00:08,000\n<i>Tomás:</i> hola',
  ],
];

describe('who speaks', () => {
  it.each(chats)('is masked in %s', (_, text) => {
    const shown = masked(text);
    expect(['Edda', 'Lindqvist', 'EDDA', 'LINDQVIST', 'Tomás'].filter((one) => shown.includes(one))).toEqual(
      [],
    );
    expect(shown).toMatch(/hej[\s\S]*(?:hola|qué tal|salut)/);
  });

  it.each([
    '[10:02:03] Worker: started\n[10:02:04] Server: up',
    '[2026-11-27 09:14:03] Build Server: started job 7\n[2026-11-27 09:14:04] Build Server: done',
    '27/11/2026, 09:14 - Error: disk full\n27/11/2026, 09:15 - Warning: swap',
    '27/11/2026, 09:14 - Messages and calls are end-to-end encrypted.',
    'Team Meeting  9:14 AM\nLunch Break  12:00 PM',
    'Opening Hours 09:00\nMain Street 10:00',
    '[12:00] Release Candidate: v1.2.3',
    'Flight Departure (10:30): gate 5',
    '1\n00:00:01,000 --> 00:00:04,000\nNARRATOR: hello\n\n2\n00:00:05,000 --> 00:00:08,000\nSPEAKER 1: hi',
    '<Card Title>\n<Button Primary> click',
  ])('is nobody in %j', (text) => expect(masked(text)).toBe(text));

  it('is asked by one who has a name, and answers over the lines that tell when', () => {
    const text =
      'WEBVTT\n\n1\n00:01.000 --> 00:04.000\n<v Agent>And your date of birth?\n\n2\n00:05.000 --> 00:08.000\n<v Caller>August 19, 1954.\n';
    expect(masked(text)).toBe(text.replace('August 19, 1954', '[REDACTED:pii.birth_date]'));
    const chat = 'Ann Bell  9:14 AM\nYour passport number?\n\nBo Marsh  9:15 AM\nXK4412873';
    expect(masked(chat)).not.toMatch(/XK4412873|Ann Bell|Bo Marsh/);
  });
});
