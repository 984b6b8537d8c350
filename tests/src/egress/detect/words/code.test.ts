/** Which names call a number a thing's, and that no such name keeps a card that is called one from being masked. */

import { describe, expect, it } from 'vitest';
import { hintOfKey, namesCode, namesGoods } from '../../../../../src/egress/detect/words/code.js';
import { hint } from '../../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import type { EgressColumn } from '../../../../../src/intercept/effects.js';
import { fc } from '../../../../property.js';
import { text as block, column, masked, raw, released } from '../../fixtures.js';

const card = '4539148803436467';
const made = (name: string): EgressColumn => ({
  ...column(name),
  how: 'transformed',
  from: ['lake.sales.country'],
});
const shown = (value: object): string => JSON.stringify(released({}, raw({ out: value } as never)).result);

describe('a name of what is sold or sent', () => {
  it.each(['part_no', 'alt_part_no', 'order_id', 'model', 'Artikelnummer', 'invoice number', 'sku'])(
    '%s is one',
    (name) => expect(namesGoods(name)).toBe(true),
  );
  it.each(['id', 'ref_no', 'ticket_id', 'phone_model', 'customer_order_phone', 'count', 'party', ''])(
    '%s is none',
    (name) => expect(namesGoods(name)).toBe(false),
  );
});

describe('a name', () => {
  it.each([
    'order_id',
    'orderId',
    'Tracking number',
    'invoice no',
    'EAN',
    'created_ms',
    'trace-id',
    'resourceVersion',
    'case number',
    'page_id',
    'product_id',
    'part_no',
    'Artikelnummer',
    'count',
  ])('%s is of things', (name) => expect(namesCode(name)).toBe(true));

  it.each([
    'card_id',
    'cc_number',
    'payment',
    'ref',
    'number',
    'customer_id',
    'patient_id',
    'account_number',
    'national_id',
    'pan',
    'note',
    'payment_id',
    'charge_id',
    'refund_no',
    'visa_ref',
    'time',
    'case',
    'next',
    'page',
  ])('%s is not', (name) => expect(namesCode(name)).toBe(false));

  it('of things still says what else it says', () =>
    expect(hintOfKey('resourceVersion')).toBe(hint.code | hint.version));
});

describe('a number of a card’s form', () => {
  it('stays under a key of things, alone and in a list', () => {
    const value = { order_id: card, event: { id: Number(card) }, ids: [card, card] };
    expect(released({}, raw({ out: value })).result.structuredContent).toEqual({ out: value });
  });

  it('is masked under every other key, in groups under any, and below a key of things', () => {
    for (const value of [
      { note: card },
      { card_id: card },
      { order_id: '4539 1488 0343 6467' },
      { order_id: `paid with ${card}` },
      { order: { card } },
      { order: { number: { pan: card } } },
    ])
      expect(shown(value)).not.toMatch(/4539148803436467|4539 1488/);
  });

  it.each([
    ['behind the name itself', 'order_id'],
    ['behind a name as long as one may be', `${'\u{10400}'.repeat(24)}_order_id`],
    ['behind words and blanks', 'Order number'],
    ['under a name, at the end of a list of six others', 'ids: [12345, 12345, 12345, 12345, 12345, 12345,'],
  ])('is of things %s', (_, label) => {
    expect(scan(`x ${label}: ${card} y`.replace(',:', ','), 0)).toEqual([]);
    expect(scan(`x ${label}> ${card} y`.replace(',>', '>'), 0)).toHaveLength(1);
  });

  it('is found wherever a word of cards stands beside it, whatever else does', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('card', 'Kreditkarte', 'visa', 'credit card', 'cardholder'),
        fc.constantFrom('order', 'id', 'invoice no.', 'order ref', 'tracking number'),
        fc.constantFrom(' ', ': ', ' # '),
        (cue, thing, sign) => {
          const text = `${cue} ${thing}${sign}${card}`;
          expect([text, scan(text, 0).map((hit) => hit.class)]).toEqual([text, ['pii.card']]);
        },
      ),
    ));

  it.each([
    `the next ${card} is mine`,
    `this time ${card}`,
    `please block ${card}`,
    `on receipt ${card}`,
    `payment id ${card}`,
    `in case ${card} is lost`,
    `that event (${card})`,
  ])('is masked behind a word of a sentence: %s', (text) => expect(masked(text)).not.toContain(card));

  it.each([
    `order ${card} was sent`,
    `block #${card}`,
    `batch: ${card}`,
    `trace_id ${card}`,
    `Bestellung ${card}`,
    `case no. ${card}`,
    `ids [${card}, ${card}]`,
    `${card}.log`,
  ])('stays behind what a thing is called: %s', (text) => expect(masked(text)).toBe(text));
});

describe('in what a statement made', () => {
  it.each([
    `order id ${card}`,
    `${card}.log`,
    `order_id=${card}`,
    `{"order_id":"${card}"}`,
    `{"order ${card}":1}`,
    `id,order_id\n1,${card}\n`,
    `x${card}y`,
    Buffer.from(`order id ${card}`).toString('hex'),
  ])('no word keeps a card from being masked: %s', (text) => {
    const shown = JSON.stringify(
      released(
        { result: { rows: 'arrays' }, egress: [made('out')] },
        raw({ columns: ['out'], rows: [[text]] }),
      ).result,
    );
    expect(shown).not.toContain(card);
    expect(shown).not.toContain(Buffer.from(card).toString('hex'));
  });

  it.each([
    'version 85.214.132.117',
    '## 35.214.132.117',
    'a/85.214.132.117',
    '{"version":"85.214.132.117"}',
    'v=85.214.132.117',
    'x85.214.132.117',
  ])('nor an address: %s', (text) =>
    expect(
      JSON.stringify(
        released(
          { result: { rows: 'arrays' }, egress: [made('version')] },
          raw({ columns: ['version'], rows: [[text]] }),
        ).result,
      ),
    ).not.toContain('214.132.117'),
  );

  it('nor a telephone', () => {
    const text = 'mobile order id 07400312741';
    expect(masked(text)).toBe(text);
    expect(masked(text, hint.made)).not.toContain('07400312741');
  });

  it('nor does a key keep a name', () => {
    const setting = { result: { rows: 'arrays' as const }, egress: [made('out')] };
    const rows = [['{"product":"Dear Anna Bell,"}']];
    expect(JSON.stringify(released(setting, raw({ columns: ['out'], rows })).result)).not.toContain('Anna');
  });

  it('a name that a statement gives to a column rules nothing out', () => {
    const of = (name: string, from: string) => ({ ...column(name), from: [`lake.sales.${from}`] });
    const egress = [
      of('order_id', 'country'),
      of('version', 'country'),
      of('v', 'version'),
      of('no', 'order_id'),
    ];
    const rows = [[card, '85.214.132.117', '85.214.132.117', card]];
    const { result } = released(
      { result: { rows: 'arrays' }, egress },
      raw({ columns: ['order_id', 'version', 'v', 'no'], rows }),
    );
    expect(result.structuredContent?.rows).toEqual([
      ['[CARD:*6467]', '[REDACTED:pii.ip]', '85.214.132.117', card],
    ]);
  });

  it('but a column of things in which a statement changed nothing is one, under any name', () => {
    const egress = [{ ...column('x'), from: ['lake.sales.order_id'] }];
    const given = { columns: ['x'], rows: [[card]] };
    expect(
      released({ result: { rows: 'arrays' }, egress }, raw(given)).result.structuredContent?.rows,
    ).toEqual([[card]]);
  });

  it('where a tool that takes a statement gives no rows, no name and no word is heard', () => {
    const said = (isStatement: boolean, text: string): string =>
      JSON.stringify(released({ isStatement }, raw({ out: { order_id: card } }, [block(text)])).result);
    expect(said(true, `order id ${card}`)).not.toContain(card);
    expect(said(false, `order id ${card}`).split(card)).toHaveLength(3);
  });
});

describe('numbers under one name of things', () => {
  const cards = ['4539148803436467', '4111111111111111', '5555555555554444'];
  const ids = ['4539148803436467', '4539148803436468', '4539148803436469'];
  const forms: Readonly<Record<string, (values: readonly string[]) => object | string>> = {
    'rows of objects': (values) => ({ rows: values.map((order_id) => ({ order_id, n: 1 })) }),
    'rows with numbers': (values) => ({ rows: values.map((one) => ({ order_id: Number(one) })) }),
    'rows beside their columns': (values) => ({
      columns: ['n', 'order_id'],
      rows: values.map((one) => [1, one]),
    }),
    'a list': (values) => ({ order_ids: values }),
    'delimited lines': (values) => `n,order_id,to\n${values.map((one) => `1,${one},x\n`).join('')}`,
    'a table': (values) =>
      `| n | order_id | to |\n|---|---|---|\n${values.map((one) => `| 1 | ${one} | x |\n`).join('')}`,
    'lines of JSON': (values) => values.map((order_id) => JSON.stringify({ n: 1, order_id })).join('\n'),
    'lines of a log': (values) => values.map((one) => `took order #${one} in`).join('\n'),
    'names of files': (values) => values.map((one) => `${one}.json`).join('\n'),
  };
  const left = (form: object | string, all: readonly string[]): readonly string[] => {
    const [body, content] = typeof form === 'string' ? [undefined, [block(form)]] : [form, []];
    const text = JSON.stringify(released({}, raw(body as never, content)).result);
    return all.filter((one) => text.includes(one));
  };
  it.each(Object.entries(forms))('are cards where each of three is: %s', (_, form) =>
    expect(left(form(cards), cards)).toEqual([]),
  );

  it.each(Object.entries(forms))(
    'are not where one in three is, nor where one is repeated: %s',
    (_, form) => {
      expect(left(form(ids), ids)).toEqual(ids);
      expect(left(form(Array.from({ length: 5 }, () => ids[0] ?? '')), [ids[0] ?? ''])).toHaveLength(1);
    },
  );

  it('are cards in a column of a statement as well', () => {
    const egress = [{ ...column('order_id'), from: ['lake.sales.order_id'] }];
    const rows = (values: readonly string[]) =>
      released(
        { result: { rows: 'arrays' }, egress },
        raw({ columns: ['order_id'], rows: values.map((one) => [one]) }),
      ).result.structuredContent?.rows;
    expect(rows(cards)).toEqual([['[CARD:*6467]'], ['[CARD:*1111]'], ['[CARD:*4444]']]);
    expect(rows(ids)).toEqual(ids.map((one) => [one]));
  });
});
