/** Strict JSON: reading a line in full, scan and parse, over `JSON.parse` of the same text in the same run. */
import { Buffer } from 'node:buffer';
import { agentRules, createStrictReader, type Line, type StrictRules, systemRules } from 'aegis-kernel';
import { fastest, median, rounded } from './yardstick.js';

export interface StrictFigure {
  readonly line: string;
  readonly bytes: number;
  readonly over_parse: number;
  /** The scan was sure of it; else every key and number was looked at again. */
  readonly isPlain: boolean;
}

const person = (id: number) => ({
  id,
  full_name: `Person Number ${id}`,
  email: `p${id}@example.com`,
  phone: '+31 6 2847 5913',
  country: 'NL',
  amount: id * 3.5,
});
const people = Array.from({ length: 100 }, (_, at) => person(at + 1));
const answer = (result: object): string => JSON.stringify({ jsonrpc: '2.0', id: 7, result });
const sql = "SELECT id, country FROM silver.customers WHERE id = 3 AND status = 'open' ORDER BY id LIMIT 20";
const call = (args: object): string =>
  JSON.stringify({
    ...{ method: 'tools/call', params: { name: 'postgres__query', arguments: args } },
    ...{ jsonrpc: '2.0', id: 12 },
  });

const doubted = 'a call that is looked at twice';

const lines: readonly (readonly [string, string, StrictRules])[] = [
  ['a call', call({ sql }), agentRules],
  ['100 rows as objects', answer({ content: [], structuredContent: { rows: people } }), systemRules],
  [
    '100 rows as lists',
    answer({ content: [], structuredContent: { rows: people.map((one) => Object.values(one)) } }),
    systemRules,
  ],
  ['100 rows as a text', answer({ content: [{ type: 'text', text: JSON.stringify(people) }] }), systemRules],
  [
    '216 kB of prose',
    answer({ content: [{ type: 'text', text: 'lorem ipsum dolor sit amet '.repeat(8_000) }] }),
    systemRules,
  ],
  [
    '100 rows past ASCII',
    answer({
      content: [],
      structuredContent: { rows: people.map((one) => ({ ...one, full_name: 'Zoë 北京' })) },
    }),
    systemRules,
  ],
  [doubted, call({ sql, größe: 1 }), agentRules],
];

export function measureStrict(): readonly StrictFigure[] {
  return lines.map(([name, source, rules]) => {
    const bytes = Buffer.from(source);
    const line: Line = { bytes, text: bytes.toString('utf8') };
    const read = createStrictReader(rules);
    if (!read(line).ok) throw new Error(`${name} is refused`);
    const size = Math.max(10, Math.floor(500_000 / bytes.length));
    const over = Array.from({ length: 5 }, () => {
      const plain = fastest(() => void JSON.parse(line.text), size);
      return fastest(() => void read(line), size) / plain;
    });
    return { line: name, bytes: bytes.length, over_parse: rounded(median(over)), isPlain: name !== doubted };
  });
}
