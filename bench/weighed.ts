/** A program of its own, so that nothing else weighs in: it reads statements as a kernel does, tells in JSON what that took of memory and of the event loop, and ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import type { CatalogWire, Schema } from 'aegis-kernel/kernel';
import { createReader } from 'aegis-kernel/powers';
import { packageRoot } from './place.js';
import { hostile, textsOf } from './sql/texts.js';

const fileOf = (name: string): string => readFileSync(join(packageRoot, 'bench', 'sql', name), 'utf8');

const creates = [...fileOf('sqlite.sql').matchAll(/CREATE (TABLE|VIEW) (\w+)\.(\w+)[^;]*/g)];
const tables = creates.map(([sql, kind = '', schema = '', name = '']) => ({
  ...{ schema, name, kind: kind.toLowerCase(), sql },
}));
const script = { schema: 'public', name: 'script', kind: 'script', sql: fileOf('postgres.sql') };
const schemas: Readonly<Record<string, Schema>> = {
  sqlite: { digest: 'bench', engine: { name: 'sqlite', version: '3.53.0' }, statements: tables },
  postgres: { digest: 'bench', engine: { name: 'postgres', version: '18' }, statements: [script] },
};

const columns = { id: 'clear', email: 'pii.email', full_name: 'pii.name', country: 'clear', amount: 'clear' };
const catalog: CatalogWire = {
  version: 'bench',
  protectedPatterns: ['protected.*'],
  datasets: tables.map(({ schema, name }) => {
    const rest = { tier: 'silver', form: 'table', key: ['id'], columns, isProtected: false, checks: {} };
    return [`${schema}.${name}`, { name: `${schema}.${name}`, system: 'lake', ...rest }];
  }),
};

const resident = (): number => process.memoryUsage.rss() / 2 ** 20;
const rounds = 100;
/** After a question the loop goes around, so that what it waited counts. */
const around = 10;

const dialects = Object.keys(schemas);
/** Refuses to weigh what was not read. */
async function mustRead(dialect: string): Promise<void> {
  const { opaque } = await reader.read({ system: dialect, dialect, text: 'SELECT id FROM silver.orders' });
  if (opaque.length > 0) throw new Error(`${dialect} is not read: ${opaque.join()}`);
}

const before = resident();
const reader = createReader();
for (const [dialect, schema] of Object.entries(schemas)) await reader.load(dialect, schema, catalog);
for (const dialect of dialects) await mustRead(dialect);
for (let round = 0; round < rounds; round += 1)
  for (const text of textsOf(round))
    for (const dialect of dialects) await reader.read({ system: dialect, dialect, text });
const ordinary = resident() - before;

const delay = monitorEventLoopDelay({ resolution: 1 });
let most = ordinary;
for (const dialect of dialects)
  for (const text of hostile) {
    delay.enable();
    await reader.read({ system: dialect, dialect, text });
    await after(around);
    delay.disable();
    most = Math.max(most, resident() - before);
  }
process.stdout.write(JSON.stringify({ ordinary, most, stall: delay.max / 1e6 }));
await reader.close();
