// Lays out one run's directory: configuration, credential, lake and bucket. It refuses to build on a directory that already holds something.
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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

/** The YAML is copied, so that what a reader of the directory sees is what ran. */
function copyConfig(directory: string, names: readonly string[]): void {
  for (const name of names)
    copyFileSync(join(packageRoot, 'examples', 'before-after', name), join(directory, name));
}

/** One database a schema, in a directory that is there and empty. */
export function fillLake(directory: string): void {
  for (const [schema, tables] of Object.entries(schemas)) fill(join(directory, `${schema}.db`), tables);
}

export function layOut(directory: string, config: string, alsoCopied: readonly string[] = []): Place {
  mkdirSync(directory, { recursive: true });
  if (readdirSync(directory).length > 0) throw new Error(`\`${directory}\` is not empty`);
  const place = {
    directory,
    config: join(directory, config),
    lake: join(directory, 'lake'),
    bucket: join(directory, 'bucket'),
    received: join(directory, 'received.jsonl'),
  };
  const secrets = join(directory, 'secrets');
  for (const made of [place.lake, place.bucket, secrets]) mkdirSync(made, { mode: 0o700 });
  writeFileSync(join(secrets, 'lake-dsn'), `sqlite:${place.lake}`, { mode: 0o600 });
  fillLake(place.lake);
  copyConfig(directory, [config, ...alsoCopied]);
  return place;
}
