// A small seeded lake with its configuration in a directory of its own. It refuses to hold a person whose traces could come about by chance.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { main } from './demo-run.js';

export { main };

type Cell = string | number | null;
type Row = readonly Cell[];
interface Table {
  readonly columns: string;
  readonly rows: readonly Row[];
}

const names = ['Xenobia Quillfeather', 'Wolfgang Zwiebeltwist', 'Yolanthe Kjaerhauge', 'Oktavian Brzezicki'];
const locals = ['qzvxk7jw', 'wjqhz9vk', 'kxqv3zjh', 'zzqy8wxv'];
const phones = ['+31 6 2847 5913', '+49 1523 7748 196', '+45 3174 8862', '+48 512 907 338'];

/** Eight people: each of the four, and a namesake with a number behind. */
export const people = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => ({
  id: at + 1,
  full_name: `${names[at % 4]}${at < 4 ? '' : ' II'}`,
  email: `${locals[at % 4]}${at < 4 ? '' : 'b'}@canary.example`,
  phone: at < 4 ? (phones[at] ?? '') : `${phones[at % 4]?.slice(0, -1)}0`,
  country: at % 2 === 0 ? 'NL' : 'DE',
}));

const person = 'id INTEGER PRIMARY KEY, full_name TEXT, email TEXT, phone TEXT, country TEXT';
const rowOf = (one: (typeof people)[number]): Row => [
  one.id,
  one.full_name,
  one.email,
  one.phone,
  one.country,
];

const seed = (orders: number): Readonly<Record<string, Readonly<Record<string, Table>>>> => ({
  bronze: {
    customers_raw: {
      columns: `${person}, notes TEXT`,
      rows: people.slice(0, 3).map((one) => [...rowOf(one), `call ${one.full_name} on ${one.phone}`]),
    },
  },
  silver: {
    customers: {
      columns: `${person}, segment TEXT`,
      rows: people.map((one) => [...rowOf(one), one.id < 3 ? 'retail' : 'business']),
    },
    orders: {
      columns: 'id INTEGER PRIMARY KEY, customer_id INTEGER, amount INTEGER, status TEXT',
      rows: Array.from({ length: orders }, (_, at) => [at + 1, (at % 8) + 1, at * 3, 'open']),
    },
  },
  gold: {
    customers: { columns: `${person}, segment TEXT`, rows: [[100, 'seed', 'seed', 'seed', 'NL', 'retail']] },
    daily_revenue: {
      columns: 'day TEXT PRIMARY KEY, revenue INTEGER, orders INTEGER',
      rows: [['2026-03-02', 4120, 31]],
    },
  },
  protected: {
    salaries: {
      columns: 'employee_id INTEGER PRIMARY KEY, amount INTEGER',
      rows: [
        [1, 61234],
        [2, 58567],
      ],
    },
  },
});

function fill(file: string, tables: Readonly<Record<string, Table>>): void {
  const database = new Sqlite(file);
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    database.prepare(`CREATE TABLE ${name} (${columns})`).run();
    const insert = database.prepare(`INSERT INTO ${name} VALUES (${columns.split(',').map(() => '?')})`);
    database.transaction(() => rows.forEach((row) => void insert.run(...row)))();
  }
  database.close();
}

export interface LakeTerms {
  readonly orders?: number;
  readonly role?: string;
  /** Further manifests, by file name. */
  readonly manifests?: Readonly<Record<string, string>>;
  readonly limits?: string;
  /** In place of the shipped manifest of the tables. */
  readonly postgres?: string;
  /** In place of the shipped policy. */
  readonly policy?: string;
  /** More policies beside the shipped one, by file name. */
  readonly policies?: Readonly<Record<string, string>>;
}

const list = (shipped: readonly string[], own: object): string =>
  JSON.stringify([...shipped, ...Object.keys(own).map((name) => `{config}/${name}`)]);

function configure(directory: string, terms: LakeTerms): string {
  const { role = 'cleaner', manifests = {}, policies = {}, limits = '' } = terms;
  for (const [name, text] of Object.entries({ ...manifests, ...policies }))
    writeFileSync(join(directory, name), text);
  if (terms.policy !== undefined) writeFileSync(join(directory, 'default.yaml'), terms.policy);
  if (terms.postgres !== undefined) writeFileSync(join(directory, 'postgres.yaml'), terms.postgres);
  const tables = terms.postgres === undefined ? '{package}/manifests' : '{config}';
  const shipped = [`${tables}/postgres.yaml`, '{package}/manifests/s3.yaml'];
  const policy = terms.policy === undefined ? '{package}/policies/default.yaml' : '{config}/default.yaml';
  const config = join(directory, 'aegis.yaml');
  const lines = [
    'version: 1',
    `role: ${role}`,
    `manifests: ${list(shipped, manifests)}`,
    `policies: ${list([policy], policies)}`,
    'state: ./state',
    limits,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  return config;
}

/** Every schema's file of the lake, and every object of the bucket, in words that can be compared. */
function everything(directory: string): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const schema of ['bronze', 'silver', 'gold', 'protected']) {
    const database = new Sqlite(join(directory, 'lake', `${schema}.db`), { readonly: true });
    const objects = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
    found[schema] = objects;
    // `as`: the query above names the columns.
    for (const { type, name } of objects as { type: string; name: string }[])
      if (type === 'table') found[`${schema}.${name}`] = database.prepare(`SELECT * FROM "${name}"`).all();
    database.close();
  }
  const bucket = join(directory, 'bucket');
  for (const entry of readdirSync(bucket, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && !entry.name.startsWith('.'))
      found[join(entry.parentPath, entry.name)] = readFileSync(join(entry.parentPath, entry.name), 'utf8');
  return found;
}

export function makeLake(terms: LakeTerms = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'aegis-acceptance-'));
  for (const made of ['lake', 'bucket', 'bucket/silver', 'secrets'])
    mkdirSync(join(directory, made), { mode: 0o700 });
  writeFileSync(join(directory, 'secrets', 'lake-dsn'), `sqlite:${join(directory, 'lake')}`, { mode: 0o600 });
  writeFileSync(join(directory, 'bucket', 'silver', 'people.txt'), people.map((one) => one.email).join('\n'));
  for (const [schema, tables] of Object.entries(seed(terms.orders ?? 4)))
    fill(join(directory, 'lake', `${schema}.db`), tables);
  const config = configure(directory, terms);

  /** All schemas on one connection, as the downstream has them. */
  const open = (readonly: boolean): Sqlite.Database => {
    const database = new Sqlite(':memory:');
    for (const schema of ['bronze', 'silver', 'gold', 'protected'])
      database.prepare('ATTACH ? AS ?').run(join(directory, 'lake', `${schema}.db`), schema);
    if (readonly) database.pragma('query_only = 1');
    return database;
  };
  return {
    directory,
    config,
    state: join(directory, 'state'),
    /** What a reader with no kernel before it would get. */
    rows: (sql: string): readonly (readonly unknown[])[] => {
      const database = open(true);
      // With raw(true) each row is an array; the driver's types do not say so.
      const found = database.prepare(sql).raw(true).all() as unknown[][];
      database.close();
      return found;
    },
    /** A write by somebody who does not go through the kernel. */
    write: (sql: string): void => {
      const database = open(false);
      database.exec(sql);
      database.close();
    },
    /** Somebody else's open transaction: until it is released nobody writes to the schema. */
    hold: (schema: string): { readonly release: () => void } => {
      const database = new Sqlite(join(directory, 'lake', `${schema}.db`));
      database.exec('BEGIN IMMEDIATE');
      return { release: () => void database.close() };
    },
    everything: () => everything(directory),
    has: (...path: readonly string[]) => existsSync(join(directory, ...path)),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
export type Lake = ReturnType<typeof makeLake>;
