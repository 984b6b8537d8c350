// Makes a small bronze, silver, gold and protected store for one test; refuses nothing.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { connect, type Downstream, scratch } from './subprocess.js';

const SILVER = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, country TEXT, age INTEGER);
  INSERT INTO customers VALUES (1,'ada@example.org','GB',36),(2,'bob@example.org','US',200),(3,'cyd@example.org',NULL,41);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, total REAL);
  INSERT INTO orders VALUES (10,1,9.5),(11,1,9.5),(12,99,1.0);
  CREATE TABLE parents (id INTEGER PRIMARY KEY);
  CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents(id) ON DELETE CASCADE);
  INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1,1),(2,1),(3,1);
  CREATE VIEW adults AS SELECT id, email FROM customers WHERE age >= 18;
  CREATE TRIGGER adults_gone INSTEAD OF DELETE ON adults BEGIN DELETE FROM customers; END;
  CREATE INDEX orders_by_customer ON orders(customer_id);
`;

const ODD = `
  CREATE TABLE odd (big INTEGER, bytes BLOB, huge REAL);
  INSERT INTO odd VALUES (9007199254740993, x'DEADBEEF', 9e999);
`;

const TRAPS = `
  CREATE TABLE logged (id INTEGER PRIMARY KEY, email TEXT, country TEXT, age INTEGER);
  CREATE TABLE log (id INTEGER);
  CREATE TRIGGER on_logged AFTER INSERT ON logged BEGIN INSERT INTO log VALUES (new.id); END;
  CREATE TABLE picky (id INTEGER PRIMARY KEY, email TEXT, country TEXT, age INTEGER);
  CREATE TRIGGER on_picky BEFORE INSERT ON picky WHEN new.id = 2 BEGIN SELECT RAISE(IGNORE); END;
  CREATE TABLE narrow (id INTEGER PRIMARY KEY);
  CREATE VIEW seen AS SELECT * FROM logged;
`;

export function file(directory: string, schema: string): string {
  return join(directory, `${schema}.db`);
}

/** A write by somebody else: another connection, that no tool knows of. */
export function writeDirectly(directory: string, schema: string, sql: string): void {
  const other = new Sqlite(file(directory, schema));
  other.exec(sql);
  other.close();
}

export function readDirectly(directory: string, schema: string, sql: string): unknown {
  const other = new Sqlite(file(directory, schema), { readonly: true });
  const value = other.prepare(sql).pluck().get();
  other.close();
  return value;
}

export function makeStore(): string {
  const directory = scratch();
  writeDirectly(directory, 'bronze', ODD);
  writeDirectly(directory, 'silver', SILVER);
  writeDirectly(directory, 'gold', TRAPS);
  writeDirectly(directory, 'protected', 'CREATE TABLE salaries (id INTEGER PRIMARY KEY, pay INTEGER);');
  return directory;
}

export type Running = { readonly directory: string; readonly store: Downstream };

/** One store and one subprocess for each test, or for a whole block whose tests change nothing that another of them reads. */
export function useStore(scope: 'each' | 'all'): Running {
  let running: Running | undefined;
  const [before, after] = scope === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    const directory = makeStore();
    running = { directory, store: await connect('postgres', { DATABASE_URL: `sqlite:${directory}` }) };
  });
  after(async () => {
    await running?.store.close();
    if (running) rmSync(running.directory, { recursive: true, force: true });
  });
  const now = (): Running => {
    if (running === undefined) throw new Error('no store is running outside a test');
    return running;
  };
  return {
    get directory() {
      return now().directory;
    },
    get store() {
      return now().store;
    },
  };
}
