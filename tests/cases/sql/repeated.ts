// Texts that say the same thing again and again, of any length. What they are made of stands in `repeated.yaml`.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Shapes {
  readonly repeated: Readonly<Record<string, readonly string[]>>;
  readonly nested: Readonly<Record<string, readonly string[]>>;
}
// `as`: the file beside this one has this form.
const shapes = parse(readFileSync(new URL('./repeated.yaml', import.meta.url), 'utf8')) as Shapes;

const times = (unit: string, count: number): string =>
  Array.from({ length: count }, (_, at) => unit.replaceAll('#', `${at + 1}`).replaceAll('@', `${at}`)).join('');

export interface Repeated {
  readonly name: string;
  readonly of: (count: number) => string;
  /** How often it fits into so many characters. */
  readonly within: (characters: number) => number;
}

const shape = (name: string, of: Repeated['of']): Repeated => ({
  name,
  of,
  within: (characters) => {
    const [one, many] = [of(1).length, of(101).length];
    return Math.max(1, Math.floor((characters - one) / ((many - one) / 100)));
  },
});

/** A wide table and views of views, for both dialects. */
export const moreTables: readonly { readonly name: string; readonly kind: string; readonly sql: string }[] = [
  {
    name: 'wide',
    kind: 'table',
    sql: `CREATE TABLE silver.wide(${Array.from({ length: 400 }, (_, at) => `c${at} text`).join(', ')})`,
  },
  { name: 'v0', kind: 'view', sql: 'CREATE VIEW silver.v0 AS SELECT * FROM customers' },
  ...Array.from({ length: 9 }, (_, at) => ({
    name: `v${at + 1}`,
    kind: 'view',
    sql: `CREATE VIEW silver.v${at + 1} AS SELECT * FROM v${at}`,
  })),
];

export const repeated: readonly Repeated[] = Object.entries(shapes.repeated).map(
  ([name, [head = '', unit = '', tail = '']]) => shape(name, (count) => head + times(unit, count) + tail),
);

export const nested: readonly Repeated[] = Object.entries(shapes.nested).map(
  ([name, [head = '', open = '', middle = '', close = '', tail = '']]) =>
    shape(name, (count) => head + times(open, count) + middle + times(close, count) + tail),
);
