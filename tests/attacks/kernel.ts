// A real kernel over stdio on a seeded lake of its own, and what came of a call in one word. Each attack file has one.
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { serveArgv } from '../../examples/before-after/kernel.js';
import { layOut, type Place } from '../../examples/before-after/lake.js';
import { emails, names, phones } from '../../examples/before-after/seed.js';
import { type Answer, type Connection, connect } from '../../examples/before-after/wire.js';

export type Args = Readonly<Record<string, unknown>>;

export interface Entry {
  readonly type: string;
  readonly decision: string;
  readonly body: {
    readonly tool?: string;
    readonly masked?: readonly { readonly class: string; readonly count: number }[];
  };
}

export interface Attacked {
  readonly place: Place;
  readonly call: (tool: string, args: Args) => Promise<Answer>;
  /** The denial's code, or `allowed`. */
  readonly judge: (tool: string, args: Args) => Promise<string>;
  readonly query: (sql: string) => Promise<string>;
  readonly execute: (sql: string) => Promise<string>;
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /** What stands in a database file, read past the kernel. */
  readonly stored: (schema: string, sql: string) => readonly (readonly unknown[])[];
  readonly outside: (schema: string, sql: string) => void;
  readonly journal: () => readonly Entry[];
  /** Personal values of the seed in any byte that the agent received. */
  readonly leaked: () => readonly string[];
  readonly close: () => Promise<number | null>;
}

/** Rows of the seed that no check passes. */
const dirty =
  'DELETE FROM customers WHERE id > 54 OR email IS NULL OR full_name IS NULL OR country IS NULL OR phone IS NULL';

const codeOf = (answer: Answer): string =>
  answer.isError ? String(answer.content.code ?? 'no code') : 'allowed';

function inside(place: Place, schema: string, sql: string, isReading: boolean) {
  const database = new Sqlite(join(place.lake, `${schema}.db`), { readonly: isReading });
  try {
    const statement = database.prepare(sql);
    if (isReading) return statement.raw(true).all() as unknown[][];
    statement.run();
    return [];
  } finally {
    database.close();
  }
}

function journalOf(place: Place) {
  const directory = join(place.directory, 'state', 'audit');
  const chains = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  return chains.flatMap((name) =>
    readFileSync(join(directory, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Entry),
  );
}

function leaksOf(place: Place): readonly string[] {
  const received = existsSync(place.received) ? readFileSync(place.received, 'utf8').toLowerCase() : '';
  return [...emails, ...names, ...phones].filter((value) => received.includes(value));
}

/** A policy of its own beside the shipped one. */
function addPolicy(place: Place, text: string): void {
  writeFileSync(join(place.directory, 'own.yaml'), text);
  const config = readFileSync(place.config, 'utf8');
  writeFileSync(place.config, config.replace(/^policies: \[/m, 'policies: ["{config}/own.yaml", '));
}

export async function attacked(isClean = false, policy = ''): Promise<Attacked> {
  const kept = mkdtempSync(join(tmpdir(), 'aegis-attack-'));
  const place = layOut(join(kept, 'on'), 'aegis.yaml');
  if (policy !== '') addPolicy(place, policy);
  if (isClean) inside(place, 'silver', dirty, false);
  appendFileSync(place.received, '');
  const [program = '', ...argv] = serveArgv(place);
  const launch = { argv: [program, ...argv], cwd: place.directory, received: place.received };
  const wire: Connection = await connect({ ...launch, stderr: () => undefined });
  /** A busy machine reads late, which denies by a code of its own; the question here is what the reader would have said. */
  const ask = async (tool: string, args: Args, left = 4): Promise<Answer> => {
    const answer = await wire.call(tool, args);
    return codeOf(answer) === 'not-read-in-time' && left > 0 ? ask(tool, args, left - 1) : answer;
  };
  const judge = async (tool: string, args: Args): Promise<string> => codeOf(await ask(tool, args));
  return {
    place,
    call: (tool, args) => ask(tool, args),
    judge,
    query: (sql) => judge('postgres__query', { sql }),
    execute: (sql) => judge('postgres__execute', { sql }),
    rows: async (sql) => {
      const { content } = await ask('postgres__query', { sql });
      return Array.isArray(content.rows) ? (content.rows as readonly (readonly unknown[])[]) : [];
    },
    stored: (schema, sql) => inside(place, schema, sql, true),
    outside: (schema, sql) => void inside(place, schema, sql, false),
    journal: () => journalOf(place),
    leaked: () => leaksOf(place),
    close: async () => {
      const code = await wire.close();
      rmSync(kept, { recursive: true, force: true });
      return code;
    },
  };
}
