// JSON that has one reading: the case file, and random texts with a fault planted in them, against an oracle that reads by another way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/call/inspect.js';
import { createScanner } from '../../../src/call/scan.js';
import { createStrictReader, type Strict } from '../../../src/call/strict-json.js';
import { agentRules, systemRules } from '../../../src/call/strict-rules.js';
import { fc } from '../../property.js';
import { isStrict } from './oracle.js';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly agent: string;
  readonly system: string;
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'cases', 'json', 'strict.json'), 'utf8'),
) as readonly Case[];

const rules = { agent: agentRules, system: systemRules } as const;
type Who = keyof typeof rules;
const readers = { agent: createStrictReader(agentRules), system: createStrictReader(systemRules) };
const read = (text: string, who: Who): Strict => readers[who]({ text, bytes: Buffer.from(text) });
const verdict = (strict: Strict): string => (strict.ok ? 'ok' : strict.flaw.flaw);

describe.each(['agent', 'system'] as const)('what the %s says', (who) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s is read as the case says', (_name, one) => {
    const strict = read(one.text, who);
    expect(verdict(strict)).toBe(one[who]);
    if (strict.ok) expect(isDeepStrictEqual(strict.value, JSON.parse(one.text))).toBe(true);
  });

  it('is judged by the oracle as the cases say', () => {
    expect(cases.filter((one) => isStrict(one.text, who) !== (one[who] === 'ok'))).toEqual([]);
  });

  it('is plain to the scan only where the inspection finds nothing', () => {
    const scanner = createScanner(rules[who]);
    const isJson = (text: string): boolean =>
      inspect(text, systemRules).flaw?.flaw !== 'not-json' && !text.startsWith('\ufeff');
    const bold = cases.filter(
      ({ text }) =>
        isJson(text) && scanner.isPlain(Buffer.from(text)) && inspect(text, rules[who]).flaw !== undefined,
    );
    expect(bold).toEqual([]);
  });
});

/** Keys that meet each other often, and numbers at every edge. */
const key = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'A',
    'id',
    'ID',
    'k\u0301',
    '\u017f',
    's',
    'constructor',
    '__proto__',
    '',
    'a\n',
    '\u200b',
  ),
  fc.string({ maxLength: 4 }),
);
const number = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '9007199254740991',
    '9007199254740992',
    '1e400',
    '-0.0',
    '1e-400',
    '1e21',
    '0.1e1',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }).map(String),
);
/** A character as it is or by its escape, whole or not. */
const quoted = (words: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(words, fc.boolean()).map(([word, isEscaped]) => {
    const plain = JSON.stringify(word);
    if (!isEscaped) return plain;
    const escapes = Array.from(
      { length: word.length },
      (_, at) => `\\u${word.charCodeAt(at).toString(16).padStart(4, '0')}`,
    );
    return `"${escapes.join('')}"`;
  });
const words = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('\ud800', 'x\udc00', '\u{1f600}'),
);
const space = fc.constantFrom('', '', '', ' ', '\n', '\t ');
const { text: jsonText } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constantFrom('true', 'false', 'null'), number, quoted(words)),
    fc
      .tuple(space, fc.array(tie('text'), { maxLength: 4 }))
      .map(([gap, items]) => `[${gap}${items.join(`,${gap}`)}]`),
    fc
      .tuple(space, fc.array(fc.tuple(quoted(key), tie('text')), { maxLength: 5 }))
      .map(
        ([gap, members]) =>
          `{${gap}${members.map(([name, value]) => `${name}:${gap}${value}`).join(`${gap},`)}}`,
      ),
  ),
}));
/** Some texts are cut or changed in one place; all are what UTF-8 can carry. */
const anyText = fc
  .oneof(
    jsonText,
    fc
      .tuple(jsonText, fc.nat(), fc.constantFrom('', '"', '\\', ',', '}', ']', '{', '-', 'e', '0', '\u0000'))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + 1);
      }),
  )
  .map((text) => Buffer.from(text).toString());

describe.each(['agent', 'system'] as const)('any text of the %s', (who) => {
  it('is taken exactly where the oracle takes it, as what `JSON.parse` makes of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const strict = read(text, who);
        expect(strict.ok).toBe(isStrict(text, who));
        if (strict.ok) expect(isDeepStrictEqual(strict.value, JSON.parse(text))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('that is refused is refused by name and place, and holds nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const strict = read(text, who);
        if (!strict.ok) expect(strict.flaw.at).toMatch(/^(\/(\*|\d+|[A-Za-z_][A-Za-z0-9_-]{0,63}))*$/);
      }),
      { numRuns: 500 },
    );
  });
});

/** Each fault, as a value that can stand anywhere. */
const faults: readonly (readonly [string, string])[] = [
  ['duplicate-key', '{"x":1,"x":2}'],
  ['ambiguous-key', '{"x":1,"X":2}'],
  ['reserved-key', '{"__proto__":1}'],
  ['control-in-key', '{"x\\u0000":1}'],
  ['inexact-number', '9007199254740993'],
  ['inexact-number', '-1e999'],
  ['lone-surrogate', '"\\udfff"'],
];
const clean = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.stringify(value))
  .filter((text) => isStrict(text, 'agent'));

describe.each(faults)('%s (%s)', (flaw, fault) => {
  it('is found wherever it is planted, and told with its place', () => {
    const nest = fc.array(fc.oneof(fc.constant(undefined), fc.constantFrom('p', 'q')), { maxLength: 12 });
    fc.assert(
      fc.property(nest, clean, (path, other) => {
        let text = fault;
        for (const step of path)
          text = step === undefined ? `[${other},${text}]` : `{"r":${other},"${step}":${text}}`;
        const strict = read(text, 'agent');
        const place = [...path]
          .reverse()
          .map((step) => `/${step ?? 1}`)
          .join('');
        expect(strict).toMatchObject({ ok: false, flaw: { flaw } });
        expect(strict.ok ? '' : strict.flaw.at.startsWith(place)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

it('a text of 4 MiB of opening brackets is refused before anything is parsed', () => {
  expect(verdict(read('['.repeat(4 * 1024 * 1024), 'agent'))).toBe('too-deep');
});

it('no prototype is touched by a text that tries', () => {
  read('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', 'system');
  expect(Reflect.has({}, 'polluted')).toBe(false);
});
