/** That what is counted and what is a machine's speaks of no telephone, and that whom one reaches still does. */
import { describe, expect, it } from 'vitest';
import { cue, cuesIn } from '../../../../../src/egress/detect/words/cues.js';
import { hint, hintOf } from '../../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const phones = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.phone')
    .map(({ start, end }) => text.slice(start, end));

describe('a word that may name a telephone', () => {
  it.each([
    ['Mobile crane 2417784 lifts 40 t', 'Mobile 2417784 is hers'],
    ['Cell tower 9823532423 idle', 'Cell 9823532423 (home)'],
    ['Ring furnace 57028930', 'Ring 57028930'],
    ['dial gauge 2124877 reads 75', 'dial 2124877'],
    ['Call volume in May fell to 8028230', 'Call after May: 8028230'],
    ['mobile_sessions: 577 863 7820', 'mobile: 577 863 7820'],
    ['{"cell_id": 25596754, "lac": 7}', '{"cell": 25596754, "lac": 7}'],
    ['lot 13306931, pH 3.6', 'lot, ph 13306931'],
  ])('does not in %j, and does in %j', (thing, telephone) => {
    expect(phones(thing)).toEqual([]);
    expect(phones(telephone)).toHaveLength(1);
  });

  it('is one before whom one reaches', () => {
    for (const text of [
      'call centre',
      'mobile phone',
      'phone desk',
      'call dispatch',
      'cell number',
      'call main',
      'contact press',
    ])
      expect([text, cuesIn(text).bits & cue.phone]).toEqual([text, cue.phone]);
  });

  it.each([
    ['we reached 6512796 rows by May', 'we reached 6512796 by May'],
    ['dial 36807592 attempts', 'dial 36807592 after nine'],
    ['the queue held 3696715 messages; calls to it', 'at 3696715; calls to it'],
  ])('speaks of no count, as in %j, but of a number, as in %j', (count, telephone) => {
    expect(phones(count)).toEqual([]);
    expect(phones(telephone)).toHaveLength(1);
  });

  it('speaks of a number that is written as one, whatever is counted behind it', () =>
    expect(phones('call 0171 2345678 messages')).toEqual(['0171 2345678']));
});

describe('the last word of a key', () => {
  const people = hint.phone | hint.passport | hint.card | hint.name | hint.person;
  it.each([
    ['phone_sessions'],
    ['mobile_users'],
    ['passports_checked'],
    ['phone_stand'],
    ['Mobile crane'],
    ['card_views'],
  ])('counts or is a thing’s in %s', (key) => expect(hintOf(key) & people).toBe(0));

  it.each([
    ['sessions_phone'],
    ['user_phone'],
    ['phone_user'],
    ['phone_display'],
    ['stand_phone_no'],
    ['passport_scan'],
    ['card holder'],
  ])('does neither in %s', (key) => expect(hintOf(key) & people).not.toBe(0));
});
