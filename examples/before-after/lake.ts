// Lays out one run's directory: configuration, credential, lake and bucket. It refuses to build on a directory that already holds something.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { schemas, type Table } from './tables.js';

/** The installed package: the nearest directory above, for this file's source and for what is built from it. */
function rootAbove(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const above = dirname(directory);
  if (above === directory) throw new Error('the demo does not lie in a package');
  return rootAbove(above);
}
export const packageRoot = rootAbove(dirname(fileURLToPath(import.meta.url)));

export interface Place {
  readonly directory: string;
  readonly config: string;
  readonly lake: string;
  readonly bucket: string;
  /** Every byte that the agent received lies here. */
  readonly received: string;
}

function fill(file: string, tables: readonly Table[]): void {
  const database = new Sqlite(file);
  try {
    for (const { name, columns, rows } of tables) {
      database.prepare(`CREATE TABLE ${name} (${columns})`).run();
      const [first] = rows;
      if (first === undefined) continue;
      const insert = database.prepare(`INSERT INTO ${name} VALUES (${first.map(() => '?').join(', ')})`);
      database.transaction(() => {
        for (const row of rows) insert.run(...row);
      })();
    }
  } finally {
    database.close();
  }
}

export type Rows = readonly (readonly unknown[])[];

/** What keeps the tables of both runs, one run after the other. */
export interface Lake {
  readonly layOut: (directory: string, config: string, alsoCopied?: readonly string[]) => Place;
  /** Before each run: its tables as they are at the start, where they do not lie in its own directory. */
  readonly fill: () => Promise<void>;
  /** For good: what it made elsewhere is gone, and it fills nothing more. */
  readonly leave: () => Promise<void>;
  /** Undefined when the table is not there. */
  readonly rows: (place: Place, schema: string, table: string) => Promise<Rows | undefined>;
}

export interface Ground {
  /** Files of the example's; the first is the configuration. */
  readonly names: readonly [string, ...string[]];
  /** What the secret of the system `postgres` holds. */
  readonly address: string;
  /** The manifest of the system `postgres`. */
  readonly manifest: string;
}

/** The YAML is copied, so that what a reader of the directory sees is what ran. */
function copyConfig(directory: string, { names, manifest }: Ground): void {
  for (const name of names) {
    const text = readFileSync(join(packageRoot, 'examples', 'before-after', name), 'utf8');
    writeFileSync(
      join(directory, name),
      text.replace('/manifests/postgres.yaml"', `/manifests/${manifest}"`),
    );
  }
}

/** One database a schema, in a directory that is there and empty. */
export function fillLake(directory: string): void {
  for (const [schema, tables] of Object.entries(schemas)) fill(join(directory, `${schema}.db`), tables);
}

/** A run's directory without a lake in it. */
export function layGround(directory: string, ground: Ground): Place {
  mkdirSync(directory, { recursive: true });
  if (readdirSync(directory).length > 0) throw new Error(`\`${directory}\` is not empty`);
  const place = {
    directory,
    config: join(directory, ground.names[0]),
    lake: join(directory, 'lake'),
    bucket: join(directory, 'bucket'),
    received: join(directory, 'received.jsonl'),
  };
  const secrets = join(directory, 'secrets');
  for (const made of [place.bucket, secrets]) mkdirSync(made, { mode: 0o700 });
  writeFileSync(join(secrets, 'lake-dsn'), ground.address, { mode: 0o600 });
  copyConfig(directory, ground);
  return place;
}

export function layOut(directory: string, config: string, alsoCopied: readonly string[] = []): Place {
  const address = `sqlite:${join(directory, 'lake')}`;
  const place = layGround(directory, { names: [config, ...alsoCopied], address, manifest: 'postgres.yaml' });
  mkdirSync(place.lake, { mode: 0o700 });
  fillLake(place.lake);
  return place;
}

async function rowsIn(place: Place, schema: string, table: string): Promise<Rows | undefined> {
  const database = new Sqlite(join(place.lake, `${schema}.db`), { readonly: true });
  try {
    const isThere = database
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
      .get(table);
    if (isThere === undefined) return undefined;
    // With raw(true) each row is an array; the driver's types do not say so.
    return database.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw(true).all() as unknown[][];
  } finally {
    database.close();
  }
}

export const fileLake: Lake = {
  layOut,
  fill: async () => undefined,
  leave: async () => undefined,
  rows: rowsIn,
};
