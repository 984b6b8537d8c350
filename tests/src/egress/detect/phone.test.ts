/** That a telephone number which nothing calls one is asked for where it is written as one, and where there are too many to ask. */
import { describe, expect, it } from 'vitest';
import { phone } from '../../../../src/egress/detect/phone.js';
import { hintOfKey } from '../../../../src/egress/detect/words/code.js';
import { cuesIn } from '../../../../src/egress/detect/words/cues.js';
import { hint } from '../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../src/egress/net/text/scan.js';

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

  it('is asked about once in a result, and is what was said of it then', () => {
    const plans = new Map<string, string | undefined>();
    const reading = (text: string) => ({ text, hint: 0, cues: cuesIn(text), isPlain: true, plans });
    expect(phone.detect(reading('back at 212-736-5000'))).toHaveLength(1);
    expect(phone.detect(reading('call 111111111111111'))).toEqual([]);
    expect([...plans]).toEqual([
      ['212-736-5000', '212-736-5000'],
      ['111111111111111', undefined],
    ]);
    plans.set('212-736-5000', undefined).set('111111111111111', '11111111');
    expect(phone.detect(reading('back at 212-736-5000'))).toEqual([]);
    expect(phone.detect(reading('call 111111111111111'))).toEqual([{ start: 5, end: 13 }]);
  });

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

describe('the number of a part, written in groups', () => {
  const part = '973-274-5575';
  it.each([
    [`Replace part number ${part} per notice 4471`],
    [`Model ${part} supersedes it`],
    [`id,part_no,qty\na,${part},4\n`],
    [`id\talt_part_no\tqty\na\t(973) 274-5575\t4\n`],
    [`| part no | supplier |\n|---|---|\n| 1-${part} | Globex |\n`],
    [`{"model": "${part}", "qty": 4}\n{"model": "${part}", "qty": 5}`],
    [`{"part_no": "${part}", "qty": 4}\n{"part_no": "${part}", "qty": 5}`],
  ])('is none: %j', (text) => expect(phones(text)).toEqual([]));

  it.each([
    [`call about part number ${part}`],
    [`Model S, mobile ${part}`],
    [`row,id,qty\na,${part},4\n`],
    [`row,phone_model_no,qty\na,${part},4\n`],
    [`"id": "${part}"`],
    [part],
  ])('is one where a word says that it is called, or none says of what it is: %j', (text) =>
    expect(phones(text)).toEqual([part]),
  );

  it('is one under its own key in what a statement made, and none under that of a column', () => {
    expect(scan(part, hintOfKey('part_no'))).toEqual([]);
    expect(scan(part, hintOfKey('part_no') | hint.made)).toHaveLength(1);
    expect(scan(`id,part_no,qty\na,${part},4\n`, hint.made)).toHaveLength(1);
    expect(scan(`part number ${part}`, hint.made)).toHaveLength(1);
    expect(scan(part, hintOfKey('order_id'))).toEqual([]);
    expect(scan(part, hintOfKey('user_id'))).toHaveLength(1);
  });
});

describe('an amount', () => {
  it.each([
    ['The phone model X5 costs 94545.39', []],
    ['call 1234567.89', []],
    ['call the valve by clause 13.3.20.13', []],
    ['Telefon 030 1234567 1.299,00 netto', ['030 1234567']],
    ['Tel 0711 123456 - 1234,50 EUR', ['0711 123456']],
    ['Tel. 030 1234567 250 EUR', ['030 1234567']],
    ['Mobil +49 30 901820 99,- Euro', ['+49 30 901820']],
    ['Tel. 089 123456 - 94545.39', ['089 123456']],
    ['Tel. 0711 1234567,42', ['0711 1234567']],
    ['name,tel,n\nA,0711 1234 567,42\n', ['0711 1234 567']],
    ['tél. 01.42.68.53.00', ['01.42.68.53.00']],
    ['gsm 0475/12.34.56', ['0475/12.34.56']],
    ['Telefon 1234567 EUR', ['1234567']],
  ])('is no part of a telephone number: %j', (text, found) => expect(phones(text)).toEqual(found));
});
