import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gather } from '../../examples/before-after/evidence.js';
import { layOut, type Place } from '../../examples/before-after/lake.js';
import { emails } from '../../examples/before-after/seed.js';
import { serverLake } from '../../examples/before-after/server-lake.js';

let base: string;
let place: Place;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'aegis-evidence-'));
  place = layOut(join(base, 'on'), 'aegis.yaml');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function change(schema: string, sql: string): void {
  const database = new Sqlite(join(place.lake, `${schema}.db`));
  database.prepare(sql).run();
  database.close();
}

describe('a laid-out run', () => {
  it('keeps the credential for its owner', () => {
    expect(statSync(join(place.directory, 'secrets', 'lake-dsn')).mode & 0o777).toBe(0o600);
  });

  it('is on the server whose address its secret holds when it is laid out for one', () => {
    const ground = serverLake('postgresql://x').layOut(join(base, 'server'), 'aegis-off.yaml');
    expect(readFileSync(ground.config, 'utf8')).toMatch(/\/postgres-server\.yaml", [^,]*\/s3\.yaml"/);
    const secret = join(ground.directory, 'secrets', 'lake-dsn');
    expect([readFileSync(secret, 'utf8'), statSync(secret).mode & 0o777]).toEqual(['postgresql://x', 0o600]);
  });

  it('is refused on a directory that holds something', () => {
    expect(() => layOut(place.directory, 'aegis.yaml')).toThrow('not empty');
  });

  it('starts with a full silver, an empty gold and nothing received', async () => {
    expect(await gather(place)).toMatchObject({
      silverRows: 60,
      goldRows: 0,
      goldEqualsSilver: false,
      receivedBytes: 0,
    });
  });
});

describe('the evidence', () => {
  it('tells a table that is gone from one that is empty', async () => {
    change('silver', 'DELETE FROM customers');
    expect((await gather(place)).silverRows).toBe(0);
    change('silver', 'DROP TABLE customers');
    expect((await gather(place)).silverRows).toBe(-1);
  });

  it('counts gold rows without an address or with one that repeats', async () => {
    change('gold', "INSERT INTO customers VALUES (1, 'A', NULL, NULL, 'DE', 'retail')");
    change('gold', "INSERT INTO customers VALUES (2, 'B', 'b@x', NULL, 'DE', 'retail')");
    change('gold', "INSERT INTO customers VALUES (3, 'C', 'B@X', NULL, 'DE', 'retail')");
    expect(await gather(place)).toMatchObject({ goldRows: 3, goldUnfit: 2 });
  });

  it('finds an address in what was received, in any case', async () => {
    writeFileSync(place.received, `{"rows":[["${emails[0]?.toUpperCase()}"]]}`);
    expect((await gather(place)).received).toEqual({ emails: 1, names: 0, phones: 0 });
  });

  it('finds a name whose letters were written as escapes', async () => {
    writeFileSync(place.received, '{"rows":[["Bj\\u00f8rn Almqvist"]]}');
    expect((await gather(place)).received.names).toBe(1);
  });

  it('finds an address anywhere below the state directory', async () => {
    mkdirSync(join(place.directory, 'state', 'deep'), { recursive: true });
    writeFileSync(
      join(place.directory, 'state', 'deep', 'x.bin'),
      Buffer.from(`\u0000\u00ff${emails[1]}\u0000`),
    );
    expect((await gather(place)).kept.emails).toBe(1);
  });

  it('reads the objects under gold', async () => {
    mkdirSync(join(place.bucket, 'gold', 'exports'), { recursive: true });
    writeFileSync(join(place.bucket, 'gold', 'exports', 'partner.csv'), `id,email\n1,${emails[2]}\n`);
    expect((await gather(place)).objects).toEqual({
      'gold/exports/partner.csv': { emails: 1, names: 0, phones: 0, lines: 2 },
    });
  });
});
