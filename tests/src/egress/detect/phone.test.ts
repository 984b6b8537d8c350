/** That a telephone number which nothing calls one is asked for where it is written as one, and where there are too many to ask. */
import { describe, expect, it } from 'vitest';
import { cuesIn } from '../../../../src/egress/detect/cues.js';
import { phone } from '../../../../src/egress/detect/phone.js';
import { scan } from '../../../../src/egress/net/scan.js';

const phones = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.phone')
    .map(({ start, end }) => text.slice(start, end));

describe('a number that nothing calls a telephone', () => {
  it.each([['+49 30 901820'], ['0049 30 901820'], ['(212) 736-5000'], ['212.736.5000'], ['212-736-5000']])(
    'is one where it is written as %s',
    (number) => {
      expect(phones(`${number} (desk)`)).toEqual([number]);
      expect(phones(`back in 2024-000123; ${number}`)).toEqual([number]);
    },
  );

  it.each([['ORD-2024-276940'], ['7654321'], ['30 901820'], ['112.736.5000']])('is none in %s', (text) => {
    expect(phones(text)).toEqual([]);
  });

  it.each([
    ['ご注文39026049の件でお電話します'],
    ['order 39026049 is late, please call'],
    ['(tel. above). Ref ORD-23293873'],
    ['please call, ref 6978483558'],
  ])('is none where it is called an order: %s', (text) => expect(phones(text)).toEqual([]));

  it.each([['Callback: 020 7946 0958'], ['bereikbaar op 06-28095201'], ['رقم الجوال 01013075988']])(
    'is one where it is called a telephone: %s',
    (text) => expect(phones(text)).toHaveLength(1),
  );

  it('is not asked for where it is found under a name', () => {
    const text = 'desk\n+49 30 901820';
    const reading = { text, hint: 0, cues: cuesIn(text), isPlain: true };
    expect(phone.detect(reading)).toEqual([{ start: 5, end: 18 }]);
    const known = [{ start: 5, end: 18, detector: 'phone' }];
    expect(phone.detect({ ...reading, known })).toEqual([]);
    expect(phone.detect({ ...reading, known: [{ start: 5, end: 18, detector: 'email' }] })).toHaveLength(1);
    expect(phones(`team,phone\n${text.replace('\n', ',')}`)).toEqual(['+49 30 901820']);
  });

  it('is one past so many that the plans are not asked any more', () => {
    expect(phones('(999) 911-5000;'.repeat(400))).toEqual([]);
    expect(phones('(999) 911-5000;'.repeat(500))).toHaveLength(100);
  });

  it('is none in a long text of times, of which the plans are never asked', () => {
    const lines = Array.from(
      { length: 900 },
      (_, i) => `2024-03-02 10:11:12 INFO job ${i} sha 9e3779b${i % 9}`,
    );
    expect(phones(lines.join('\n'))).toEqual([]);
    expect(phones('7654321;'.repeat(500))).toEqual([]);
  });
});
