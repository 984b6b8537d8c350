// Patterns that a backtracking engine never comes back from, in a policy and in what is scanned (row 52): every call is answered, and the next.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Met, meet } from './hostile.js';

/** The longest leaf that is scanned. */
const cap = 1_048_576;
const full = (unit: string, end = ''): string => unit.repeat(cap).slice(0, cap - end.length) + end;

/** A pattern, what it almost takes, and what it takes. */
const patterns: Readonly<Record<string, readonly [string, string, string]>> = {
  nested: ['^(a+)+$', `${'a'.repeat(5_000)}!`, 'a'.repeat(5_000)],
  alternatives: ['^(b|bb)+$', `${'b'.repeat(5_000)}!`, 'b'.repeat(5_000)],
  optional: ['^(c|c?)+$', `${'c'.repeat(5_000)}!`, 'c'.repeat(5_000)],
  words: ['^(([d-f])+.)+[A-Z]([d-f])+$', 'd'.repeat(5_000), 'ddXd'],
  twice: ['^(g+g+)+h$', 'g'.repeat(5_000), 'ggh'],
};
const rule = ([name, [pattern]]: readonly [string, readonly [string, string, string]]): string =>
  `  - { id: ${name}, when: '"say" in arguments && string(arguments.say).matches("${pattern}")' }`;
const policy = ['version: 1', 'forbid:', ...Object.entries(patterns).map(rule), ''].join('\n');

let met: Met;
beforeAll(async () => {
  met = await meet({ policies: { 'evil.yaml': policy } });
});
afterAll(async () => {
  // A kernel that is still at work would not leave: it has been seen to answer, or the tests are red.
  await met.kernel.signal('SIGKILL');
  met.ground.remove();
});

const arrived = (): number => met.ground.arrived().length;

describe.each(Object.entries(patterns))('the pattern of the rule %s', (name, [, almost, whole]) => {
  it('is answered for what it almost takes, and takes what it is for', async () => {
    const sent = arrived();
    expect((await met.kernel.call('foe__echo', { say: almost })).code).toBe('allowed');
    expect(arrived()).toBe(sent + 1);
    expect(await met.kernel.call('foe__echo', { say: whole })).toMatchObject({
      code: 'forbidden',
      rule: name,
    });
    expect(arrived()).toBe(sent + 1);
  });
});

/** One for each pattern that scans: what it takes at length, but for its end. */
const evil: Readonly<Record<string, string>> = {
  'a local part': full('a.', '@'),
  'a host': full('a.', ''),
  'a host after its sign': `a@${'a'.repeat(cap - 3)}!`,
  'a host of many labels': `a@${'a.'.repeat(cap / 2 - 2)}!`,
  'many signs': full('@'),
  'many addresses almost': full('a@b'),
  'a spelt sign': full('a (at) '),
  'spelt hosts': full('a[at]b[dot]'),
  brackets: full('[ '),
  digits: full('1'),
  'digits and spaces': full('1 '),
  'digits and dashes': full('12-'),
  'telephone numbers almost': full('+1 (2 '),
  'telephone groups': full('(555)-'),
  'cards almost': full('4111 1111 1111 1112 '),
  'groups of one': full('4 '),
  'account numbers almost': full('DE89 3704 0044 0532 0130 01 '),
  'account heads': full('DE89'),
  'addresses of hosts almost': full('1.2.3.'),
  'colons and digits': full('1:'),
  'double colons': full('::1'),
  'hardware almost': full('aa:bb:cc:dd:ee:'),
  'tokens almost': full('eyJaaaaaaaaa.'),
  'a token that never ends': full('eyJ', ''),
  'key blocks': full('-----BEGIN PRIVATE KEY'),
  'keys almost': full('sk-ant-sk-proj-'),
  'credentials in addresses': full('https://a:'),
  'one run of base64': full('aB3/'),
  'wrapped base64': full(`${'aB3/'.repeat(19)}\n`),
  'spaces between': full('aB3 '),
  'pairs of hex': full('6a '),
  'a run of hex': full('6a6B'),
  'percent signs': full('%'),
  'percent codes': full('%61'),
  escapes: full('\\u0061'),
  entities: full('&#97;'),
  'entities almost': full('&#'),
  'foreign digits': full('\u0661 '),
  'marks that are not seen': full('a\u200b'),
  'full-width': full('\uff41\uff20'),
  'open lists': full('['),
  'open objects': full('{"a":'),
  quotes: full('"@'),
};

describe.each(Object.entries(evil))('a leaf of %s', (_, say) => {
  it('is answered, and so is what was asked behind it', async () => {
    const sent = arrived();
    const [answer] = await Promise.all([met.kernel.call('foe__echo', { say }), met.kernel.client.ping()]);
    expect(['allowed', 'limit-exceeded']).toContain(answer.code);
    expect(arrived()).toBe(sent + 1);
  });
});

describe('what is longer than is scanned', () => {
  it('is withheld by its size', async () => {
    const { code, content } = await met.kernel.call('foe__echo', { say: 'z'.repeat(cap + 1) });
    expect([code, content.say]).toEqual(['allowed', `[WITHHELD: ${cap + 1} bytes]`]);
  });

  it('in an encoding within an encoding is withheld', async () => {
    const inner = Buffer.from(Buffer.from('mail qzvxk7jw@canary.example today').toString('base64'));
    const say = `see ${inner.toString('base64')}`;
    const { content } = await met.kernel.call('foe__echo', { say });
    expect(content.say).toBe(`see [WITHHELD: ${say.length - 4} bytes]`);
    expect(met.kernel.received()).not.toContain(inner.toString('base64'));
  });
});
