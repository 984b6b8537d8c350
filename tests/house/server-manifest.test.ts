// The manifest of a real PostgreSQL is the shipped one: what differs is where it is, and whose SQL is read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const lines = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, '..', '..', 'manifests', name), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'));

it('the manifest of a real server differs from the shipped one in its dialect alone', () => {
  const server = lines('postgres-server.yaml');
  const shipped = lines('postgres.yaml').map((line) =>
    line.replace('dialect: sqlite', 'dialect: postgres').replace('sql/sqlite', 'sql/postgres'),
  );
  expect(server).toEqual(shipped);
});
