// One real run of the demo and what it left: facts, databases, bytes, chains. It reads them with its own eyes, not with the demo's.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

export const main = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

export type Which = 'off' | 'on';

export interface Step {
  readonly id: string;
  readonly verdict: string;
  readonly code: string;
  readonly rule: string;
  readonly decision: string;
}
export interface Facts {
  readonly ok: boolean;
  readonly claims: readonly { readonly id: string; readonly text: string; readonly ok: boolean }[];
  readonly off: { readonly steps: readonly Step[] };
  readonly on: { readonly steps: readonly Step[] };
  readonly audit: { readonly entries: readonly { readonly decision: string; readonly type: string }[] };
  readonly ms: number;
}

export const filesBelow = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const lines = (bytes: Buffer): readonly Buffer[] => {
  const end = bytes.indexOf(0x0a);
  if (end < 0) return bytes.length === 0 ? [] : [bytes];
  return [bytes.subarray(0, end), ...lines(bytes.subarray(end + 1))];
};

export function runDemo() {
  const kept = mkdtempSync(join(tmpdir(), 'aegis-demo-test-'));
  const ran = spawnSync(process.execPath, [main, 'demo', '--json', '--keep', kept], {
    encoding: 'utf8',
    timeout: 110_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!ran.stdout.startsWith('{')) throw new Error(`the demo printed no facts: ${ran.stderr}`);
  const facts = JSON.parse(ran.stdout) as Facts;

  const rows = (which: Which, schema: string, sql: string): readonly (readonly unknown[])[] => {
    const database = new Sqlite(join(kept, which, 'lake', `${schema}.db`), { readonly: true });
    // With raw(true) each row is an array; the driver's types do not say so.
    const found = database.prepare(sql).raw(true).all() as unknown[][];
    database.close();
    return found;
  };
  /** From the bronze rows, which neither run may change; not from the seed's source. */
  const personal = (column: string): readonly string[] => {
    const sql = `SELECT DISTINCT lower(${column}) FROM customers_raw WHERE ${column} IS NOT NULL`;
    return rows('on', 'bronze', sql).flat().map(String);
  };
  const state = (which: Which): readonly string[] => filesBelow(join(kept, which, 'state'));

  return {
    ...ran,
    facts,
    rows,
    personal,
    file: (which: Which, ...path: readonly string[]) => join(kept, which, ...path),
    /** The values of a column that stand in a text, in any case, as they are or with their letters escaped. */
    inClear: (text: string, column: string) => {
      const plain = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      return personal(column).filter((value) => plain.toLowerCase().includes(value.toLowerCase()));
    },
    tables: (which: Which, schema: string) =>
      rows(which, schema, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").flat(),
    received: (which: Which) => readFileSync(join(kept, which, 'received.jsonl'), 'utf8'),
    /** Everything the kernel wrote for itself: its state directory and what it said on stderr. */
    written: (which: Which) =>
      [...state(which), join(kept, which, 'kernel.log')]
        .filter(existsSync)
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n'),
    chains: (which: Which) => state(which).filter((file) => file.endsWith('.jsonl')),
    linesOf: (file: string) => lines(readFileSync(file)),
    step: (which: Which, id: string) => facts[which].steps.find((one) => one.id === id),
    remove: () => rmSync(kept, { recursive: true, force: true }),
  };
}
export type Demo = ReturnType<typeof runDemo>;
