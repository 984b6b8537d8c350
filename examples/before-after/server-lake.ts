// The lake on a PostgreSQL server: four schemas, made for one run and dropped after it. It refuses to touch a schema that it did not make.
// It speaks to the server through the downstream's own program, past the kernel: what that asks of a login and of TLS holds here too, and no
// word of an error tells where the server is.
import { devNull } from 'node:os';
import { join } from 'node:path';
import { type Lake, layGround, packageRoot, type Rows } from './lake.js';
import { schemas, type Table } from './tables.js';
import { type Answer, connect, type Hand } from './wire.js';

const program = join(packageRoot, 'dist', 'downstreams', 'postgres', 'main.js');

async function asOwner<T>(address: string, work: (hand: Hand) => Promise<T>): Promise<T> {
  const said: string[] = [];
  const connection = await connect({
    argv: [process.execPath, program],
    cwd: packageRoot,
    env: { DATABASE_URL: address, TZ: 'UTC' },
    received: devNull,
    stderr: (text) => said.push(text),
  }).catch(() => {
    throw new Error(`the server cannot be used: ${said.join('').trim()}`);
  });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

const codeOf = ({ content }: Answer): string => String(content.code);

async function execute(hand: Hand, sql: string): Promise<void> {
  const answer = await hand.call('execute', { sql });
  if (answer.isError) throw new Error(`the server refused \`${sql.slice(0, 40)}\`: ${codeOf(answer)}`);
}

async function select(hand: Hand, sql: string): Promise<Rows | undefined> {
  const answer = await hand.call('query', { sql });
  const { rows } = answer.content;
  if (!answer.isError && Array.isArray(rows)) return rows;
  if (codeOf(answer) === 'no-such-table') return undefined;
  throw new Error(`the server refused to be looked at: ${codeOf(answer)}`);
}

const literal = (value: string | number | null): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');

async function makeTable(hand: Hand, schema: string, { name, columns, rows }: Table): Promise<void> {
  await execute(hand, `CREATE TABLE ${schema}.${name} (${columns})`);
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
  await execute(hand, `INSERT INTO ${schema}.${name} VALUES ${values.join(', ')}`);
}

async function refuseTaken(hand: Hand): Promise<void> {
  const names = Object.keys(schemas).map(literal).join(', ');
  const taken = await select(hand, `SELECT nspname FROM pg_namespace WHERE nspname IN (${names}) ORDER BY 1`);
  if (taken?.length === 0) return;
  const told = (taken ?? []).map(([name]) => `\`${String(name)}\``).join(', ');
  throw new Error(`the database has the schema ${told} already; give the demo a database without it`);
}

/** All or none; what was not dropped stays on the list. */
async function drop(hand: Hand, made: string[]): Promise<void> {
  if (made.length === 0) return;
  await execute(hand, `DROP SCHEMA ${made.join(', ')} CASCADE`);
  made.length = 0;
}

export function serverLake(address: string): Lake {
  const made: string[] = [];
  let filling: Promise<void> = Promise.resolve();
  /** Twice told, it goes once, and both wait for it. */
  let leaving: Promise<void> | undefined;
  async function make(hand: Hand): Promise<void> {
    await drop(hand, made);
    await refuseTaken(hand);
    for (const [schema, tables] of Object.entries(schemas)) {
      if (leaving !== undefined) throw new Error('told to stop');
      await execute(hand, `CREATE SCHEMA ${schema}`);
      made.push(schema);
      for (const table of tables) await makeTable(hand, schema, table);
    }
  }
  async function end(): Promise<void> {
    // What it was making is known when that has ended, well or not; whoever asked for it hears of that.
    await filling.catch(() => undefined);
    if (made.length > 0) await asOwner(address, (hand) => drop(hand, made));
  }
  return {
    layOut: (directory, config, alsoCopied = []) =>
      layGround(directory, { names: [config, ...alsoCopied], address, manifest: 'postgres-server.yaml' }),
    fill: () => {
      filling = asOwner(address, make);
      return filling;
    },
    leave: () => {
      leaving ??= end();
      return leaving;
    },
    rows: (_place, schema, table) =>
      asOwner(address, (hand) => select(hand, `SELECT * FROM ${schema}.${table} ORDER BY 1`)),
  };
}
