/** `aegis sql`: what each statement would do, by the reader that the kernel uses. It runs no statement, and opens a live system only to ask for its structure. */
import { isFailed } from '../actors/outside/manifests.js';
import {
  isReadable,
  type Lake,
  lakeOf,
  liveLake,
  openStatements,
  type Statements,
} from '../actors/outside/statements.js';
import { placesOf } from './manifest/pins.js';
import { type Args, type Doors, type ExitCode, flag, isSet, listed, type Verb } from './shell/doors.js';
import { readQuestion } from './sql/question.js';
import { inWords } from './sql/words.js';

const help = `aegis sql [statement] --catalog FILE --schema FILE [--dialect sqlite|postgres] [--json]
aegis sql [statement] --manifest FILE [--config aegis.yaml] [--dev] [--json]

What a statement would do: what it reads and writes, how tightly its rows are pinned, which of its
output columns hold personal values, which columns it chooses by. The statement is the argument, the
whole of --file, or each line of stdin: {"id": …, "dialect": …, "sql": …}. Nothing is run.
What is not understood is told as the worst: destructive, not a read, every column personal.

  --catalog FILE    JSON: which columns are personal, which schemas are protected
  --schema FILE     the CREATE statements; for SQLite an ATTACH names a layer (no file is opened).
                    Given twice, as sqlite=FILE and postgres=FILE, lines of both dialects are read
  --manifest FILE   the catalog of a manifest, and the structure as its live system tells it
  --dialect NAME    of the schema, and of a statement that names none (default: sqlite)
  --file FILE       read one statement from there
  --json            one line a statement
Exit codes: 0 every question is answered, 1 the one statement is not understood or would destroy, or a
line of stdin is no question, 2 the call or a file is wrong, 3 the live system or the reader failed.`;

const refuse = (doors: Doors, why: string): 2 => {
  doors.err(`aegis sql: ${why}; see aegis sql --help`);
  return 2;
};

const dialectOf = (args: Args): string => flag(args, 'dialect') ?? 'sqlite';

function fileLake(args: Args, doors: Doors, named: string): Lake | string {
  const [, prefix, path = ''] = /^(?:(sqlite|postgres)=)?(.*)$/s.exec(named) ?? [];
  const dialect = prefix ?? dialectOf(args);
  const catalogPath = flag(args, 'catalog');
  if (!isReadable(dialect)) return `no reader knows the dialect \`${dialect}\``;
  if (catalogPath === undefined) return 'name the catalog with --catalog';
  const catalog = doors.readFile(catalogPath);
  const schema = doors.readFile(path);
  if ('why' in catalog) return `\`${catalogPath}\` ${catalog.why}`;
  if ('why' in schema) return `\`${path}\` ${schema.why}`;
  const lake = lakeOf({ catalog: catalog.text, schema: schema.text, dialect }, doors.digest);
  return isFailed(lake) ? lake.failed : lake;
}

async function manifestLake(args: Args, doors: Doors, named: string): Promise<Lake | ExitCode> {
  const found = doors.readFile(named);
  if ('why' in found) return refuse(doors, `\`${named}\` ${found.why}`);
  const context = { ...placesOf(args, doors, named), today: new Date().toISOString().slice(0, 10) };
  const source = { file: named, text: found.text };
  const { signal } = doors.abort();
  const lake = await liveLake(doors.survey(isSet(args, 'dev')), { source, context, signal });
  if (!isFailed(lake)) return lake;
  doors.err(`aegis sql: ${lake.failed}`);
  return 3;
}

async function lakesOf(args: Args, doors: Doors): Promise<readonly Lake[] | ExitCode> {
  const manifest = flag(args, 'manifest');
  const schemas = listed(args, 'schema');
  if ((manifest === undefined) === (schemas.length === 0))
    return refuse(doors, 'name a --schema with its --catalog, or a --manifest');
  if (manifest !== undefined) {
    const lake = await manifestLake(args, doors, manifest);
    return typeof lake === 'number' ? lake : [lake];
  }
  const lakes: Lake[] = [];
  for (const named of schemas) {
    const lake = fileLake(args, doors, named);
    if (typeof lake === 'string') return refuse(doors, lake);
    lakes.push(lake);
  }
  return lakes;
}

interface Question {
  readonly id: string | number;
  readonly dialect: string;
  readonly sql: string;
}

interface Counter {
  readonly args: Args;
  readonly doors: Doors;
  readonly statements: Statements;
}

async function answer({ args, doors, statements }: Counter, question: Question): Promise<boolean> {
  const start = performance.now();
  const told = await statements.tell(question.dialect, question.sql);
  const ms = Math.round((performance.now() - start) * 1000) / 1000;
  doors.out(
    isSet(args, 'json')
      ? JSON.stringify({ id: question.id, ...told.answer, ms })
      : inWords(String(question.id), question.sql, told),
  );
  return told.answer.understood && !told.answer.destructive;
}

/** One after the other, so that answers come in the order of the questions. */
async function answerLines(counter: Counter, dialect: string): Promise<ExitCode> {
  let code: ExitCode = 0;
  for await (const line of counter.doors.input()) {
    if (line.trim() === '') continue;
    const question = readQuestion(line, dialect);
    if (!('why' in question)) await answer(counter, question);
    else {
      counter.doors.out(JSON.stringify({ id: question.id, understood: false, why: [question.why] }));
      code = 1;
    }
  }
  return code;
}

async function answerAll(counter: Counter, dialect: string): Promise<ExitCode> {
  const { args, doors } = counter;
  const [word] = args.positionals;
  const path = flag(args, 'file');
  if (word !== undefined && path !== undefined) return refuse(doors, 'give a statement or --file, not both');
  if (word === undefined && path === undefined) return answerLines(counter, dialect);
  const found = path === undefined ? { text: word ?? '' } : doors.readFile(path);
  if ('why' in found) return refuse(doors, `\`${path}\` ${found.why}`);
  return (await answer(counter, { id: '', dialect, sql: found.text })) ? 0 : 1;
}

export const sql: Verb = {
  name: 'sql',
  about: 'say what a statement would read, write and destroy',
  help,
  async run(args, doors) {
    if (args.positionals.length > 1) return refuse(doors, 'give one statement, in quotes');
    const lakes = await lakesOf(args, doors);
    if (typeof lakes === 'number') return lakes;
    const reader = doors.reader();
    try {
      const statements = await openStatements(reader, lakes);
      if (!isFailed(statements))
        return await answerAll({ args, doors, statements }, lakes[0]?.dialect ?? 'sqlite');
      doors.err(`aegis sql: ${statements.failed}`);
      return 3;
    } finally {
      await reader.close();
    }
  },
};
