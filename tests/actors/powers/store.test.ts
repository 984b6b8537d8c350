// The state store on SQLite and the one that tests use, by one contract; then what the file itself must be.
import { fork } from 'node:child_process';
import {
  chmodSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../actors/powers/store/sqlite.js';
import { storeContract } from '../../contracts/store.js';
import { createMemoryStore } from '../../fakes/store.js';
import { placesFor } from './places.js';

const { place, last } = placesFor('store');

storeContract('the store in memory', { fresh: createMemoryStore });
storeContract('the store on SQLite', {
  fresh: () => openStore(place()),
  again: () => openStore(last()),
});

describe('the store on SQLite', () => {
  it('is for its owner alone, with everything that the engine lays beside it', async () => {
    const path = place();
    const store = openStore(path);
    await store.swap('epoch', 'n', { expected: 0, value: 1 });
    const files = readdirSync(path);
    expect(files.sort()).toEqual(['state.db', 'state.db-shm', 'state.db-wal']);
    expect(files.map((file) => statSync(join(path, file)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    await store.close();
  });

  it('refuses a file that others may read, and one that is a link', async () => {
    const path = place();
    await openStore(path).close();
    chmodSync(join(path, 'state.db'), 0o640);
    expect(() => openStore(path)).toThrow('can be read by others; run chmod 600 on it');
    chmodSync(join(path, 'state.db'), 0o600);
    renameSync(join(path, 'state.db'), join(path, 'elsewhere.db'));
    symlinkSync(join(path, 'elsewhere.db'), join(path, 'state.db'));
    expect(() => openStore(path)).toThrow('ELOOP');
  });

  it('keeps its cells over a restart', async () => {
    const path = place();
    const first = openStore(path);
    await first.swap('epoch', 'silver.customers', { expected: 0, value: { n: 3 } });
    const before = await first.get('epoch', 'silver.customers');
    await first.close();
    const second = openStore(path);
    expect(await second.get('epoch', 'silver.customers')).toEqual(before);
    await second.close();
  });

  it('refuses a file that is no store', () => {
    const path = place();
    writeFileSync(join(path, 'state.db'), 'x'.repeat(4096), { mode: 0o600 });
    expect(() => openStore(path)).toThrow('not a database');
  });

  it('waits for another that is about to make the same file, where the engine itself does not', async () => {
    const path = place();
    const program = join(path, 'first.mjs');
    writeFileSync(
      program,
      `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
const db = new Database(process.argv[2]);
db.exec('CREATE TABLE t (a); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
process.send('holding', () => setTimeout(() => { db.exec('COMMIT'); db.close(); process.disconnect(); }, 300));
`,
    );
    writeFileSync(join(path, 'state.db'), '', { mode: 0o600 });
    const other = fork(program, [join(path, 'state.db')], { stdio: 'inherit' });
    await new Promise((holding) => other.once('message', holding));
    const store = openStore(path);
    expect(await store.swap('epoch', 'n', { expected: 0, value: 1 })).toBe(true);
    await store.close();
  });

  it('loses no count between two processes', async () => {
    const path = place();
    const program = join(path, 'count.mjs');
    const sqlite = import.meta.resolve('better-sqlite3');
    // Another writer of the same table, as another kernel would be: compare and swap by version, in a loop.
    writeFileSync(
      program,
      `import Database from ${JSON.stringify(sqlite)};
const db = new Database(process.argv[2], { timeout: 5000 });
const get = db.prepare("SELECT value, version FROM cell WHERE kind = 'epoch' AND key = 'n'");
const put = db.prepare("UPDATE cell SET value = ?, version = version + 1 WHERE kind = 'epoch' AND key = 'n' AND version = ?");
for (let left = 50; left > 0; ) {
  const { value, version } = get.get();
  if (put.run(String(Number(value) + 1), version).changes === 1) left -= 1;
}
`,
    );
    const store = openStore(path);
    await store.swap('epoch', 'n', { expected: 0, value: 0 });
    const other = fork(program, [join(path, 'state.db')], { stdio: 'inherit' });
    const ended = new Promise((done) => other.once('exit', done));
    for (let left = 50; left > 0; ) {
      const cell = await store.get('epoch', 'n');
      const n = typeof cell?.value === 'number' ? cell.value : 0;
      if (await store.swap('epoch', 'n', { expected: cell?.version ?? 0, value: n + 1 })) left -= 1;
      await new Promise((turn) => setImmediate(turn));
    }
    expect(await ended).toBe(0);
    expect((await store.get('epoch', 'n'))?.value).toBe(100);
    await store.close();
  });
});

// Node aborts there when an object is collected while no context is entered: https://github.com/nodejs/node/issues/65446
it('the driver as it was compiled takes back no cleanup hook', () => {
  const driver = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  const code = readFileSync(join(driver, 'build', 'Release', 'better_sqlite3.node'));
  expect([code.includes('AddEnvironmentCleanupHook'), code.includes('RemoveEnvironmentCleanupHook')]).toEqual(
    [true, false],
  );
});
