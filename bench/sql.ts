/** Reading SQL: how long a caller waits for what a statement would do, warm, a new text each time and the same text again; beside node-sql-parser's syntax tree of the same texts, in the same run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import parsers from 'node-sql-parser';
import { packageRoot } from './place.js';
import { statements, textsOf } from './sql/texts.js';
import { rounded } from './yardstick.js';

const dialects = ['sqlite', 'postgres'] as const;
type Dialect = (typeof dialects)[number];

export interface SqlFigures {
  readonly dialect: Dialect;
  /** Milliseconds from the question to the answer, a worker thread between them. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** The same median early on, while the optimiser is at work beside it. */
  readonly early_p50_ms: number;
  /** Microseconds for a text that was asked about before. */
  readonly again_us: number;
  /** The median over the median of node-sql-parser's `astify`. */
  readonly over_syntax_tree: number;
}

const rounds = 360;
/**
 * Rounds that are not counted, until the optimiser has settled: a figure for the first ones would be one for the compiler. In twenty rounds it compiles
 * some 40 functions at first, 24 at the hundredth and from the 260th on 5.
 */
const warming = 300;
/** Rounds of that figure, which is told beside the other. */
const early = { from: 20, to: 60 } as const;

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** Asks one after the other, as a kernel with one call in flight does; the `ms` of each answer. */
async function waits(dialect: Dialect, texts: readonly string[]): Promise<readonly number[]> {
  const place = join(packageRoot, 'bench', 'sql');
  const files = ['--catalog', join(place, 'catalog.json'), '--schema', join(place, `${dialect}.sql`)];
  const program = join(packageRoot, 'dist', 'cli', 'main.js');
  const child = spawn(process.execPath, [program, 'sql', '--json', '--dialect', dialect, ...files], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const found: number[] = [];
  const ask = (): void => {
    const sql = texts[found.length];
    if (sql === undefined) child.stdin.end();
    else child.stdin.write(`${JSON.stringify({ id: String(found.length), dialect, sql })}\n`);
  };
  lines.on('line', (line) => {
    // `as`: the answer's form is the one that `aegis sql` documents.
    found.push((JSON.parse(line) as { readonly ms: number }).ms);
    ask();
  });
  ask();
  await once(child, 'close');
  return found;
}

/** Milliseconds for a syntax tree of each text; one that it cannot parse is left out. */
function treeWaits(dialect: Dialect, texts: readonly string[]): readonly number[] {
  const parser = new parsers.Parser();
  const database = dialect === 'sqlite' ? 'sqlite' : 'postgresql';
  const found: number[] = [];
  for (const text of texts) {
    const start = performance.now();
    try {
      parser.astify(text, { database });
      found.push(performance.now() - start);
    } catch {
      // What it does not know is no figure of it.
    }
  }
  return found;
}

async function measure(dialect: Dialect): Promise<SqlFigures> {
  const fresh = Array.from({ length: rounds }, (_, round) => textsOf(round)).flat();
  const last = textsOf(rounds - 1);
  const found = await waits(dialect, [...fresh, ...last, ...last]);
  const at = (round: number): number => round * statements.length;
  const asked = found.slice(at(warming), fresh.length);
  const trees = treeWaits(dialect, fresh).slice(at(warming));
  return {
    dialect,
    p50_ms: rounded(quantile(asked, 0.5)),
    p99_ms: rounded(quantile(asked, 0.99)),
    early_p50_ms: rounded(quantile(found.slice(at(early.from), at(early.to)), 0.5)),
    again_us: rounded(quantile(found.slice(fresh.length), 0.5) * 1_000, 0),
    over_syntax_tree: rounded(quantile(asked, 0.5) / quantile(trees, 0.5)),
  };
}

export async function measureSql(): Promise<readonly SqlFigures[]> {
  const figures: SqlFigures[] = [];
  for (const dialect of dialects) figures.push(await measure(dialect));
  return figures;
}
