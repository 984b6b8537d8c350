/** Reading SQL: how long a caller waits for what a statement would do, warm, a new text each time and the same text again; beside node-sql-parser's syntax tree of the same texts, in the same run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import parsers from 'node-sql-parser';
import { packageRoot } from './place.js';
import { rounded } from './yardstick.js';

const dialects = ['sqlite', 'postgres'] as const;
type Dialect = (typeof dialects)[number];

export interface SqlFigures {
  readonly dialect: Dialect;
  /** Milliseconds from the question to the answer, a worker thread between them. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Microseconds for a text that was asked about before. */
  readonly again_us: number;
  /** The median over the median of node-sql-parser's `astify`. */
  readonly over_syntax_tree: number;
}

/** What an agent that cleans data runs, and what it must not. A `#` stands for a number that makes each text a new one. */
const statements = [
  'SELECT id, country FROM silver.customers WHERE id = #',
  "SELECT email, phone FROM silver.customers WHERE country = 'c#'",
  'SELECT upper(contact) AS c, label FROM silver.contacts WHERE id > #',
  'SELECT o.status, count(*) AS n, sum(o.amount) AS total FROM silver.orders o WHERE o.customer_id > # GROUP BY o.status',
  'SELECT c.country, avg(o.amount) AS mean FROM silver.customers c JOIN silver.orders o ON o.customer_id = c.id WHERE o.id > # GROUP BY c.country ORDER BY 2 DESC',
  'WITH big AS (SELECT customer_id, sum(amount) AS total FROM silver.orders GROUP BY customer_id HAVING sum(amount) > #) SELECT c.full_name, b.total FROM big b JOIN silver.customers c ON c.id = b.customer_id',
  'SELECT id, row_number() OVER (PARTITION BY status ORDER BY created_at) AS at FROM silver.orders WHERE amount > #',
  'SELECT CASE WHEN amount > # THEN status ELSE created_at END AS what FROM silver.orders',
  'SELECT id FROM silver.customers WHERE id IN (SELECT customer_id FROM silver.orders WHERE amount > #) LIMIT 10',
  'SELECT country FROM silver.customers UNION ALL SELECT full_name FROM staging.customers_raw WHERE id < #',
  'UPDATE staging.customers_raw SET country = upper(country) WHERE id = #',
  "UPDATE silver.orders SET status = 'late' WHERE amount > #",
  'DELETE FROM staging.orders_raw WHERE id = #',
  'DELETE FROM silver.orders WHERE 1 = 1 OR id = #',
  'INSERT INTO silver.orders (id, customer_id, amount, status, created_at) SELECT id, customer_id, amount, status, created_at FROM staging.orders_raw WHERE id > #',
  "INSERT INTO gold.daily_revenue (day, revenue, orders) VALUES ('2026-01-01', #, 1)",
  'SELECT employee FROM protected.salaries WHERE amount > #',
  'DROP TABLE silver.orders /* # */',
];
const rounds = 60;
/** Rounds that warm up and are not counted. */
const warming = 20;

const textsOf = (round: number): readonly string[] =>
  statements.map((text, at) => text.replaceAll('#', String(1_000 + round * statements.length + at)));

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
  const first = warming * statements.length;
  const asked = found.slice(first, fresh.length);
  const trees = treeWaits(dialect, fresh).slice(first);
  return {
    dialect,
    p50_ms: rounded(quantile(asked, 0.5)),
    p99_ms: rounded(quantile(asked, 0.99)),
    again_us: rounded(quantile(found.slice(fresh.length), 0.5) * 1_000, 0),
    over_syntax_tree: rounded(quantile(asked, 0.5) / quantile(trees, 0.5)),
  };
}

export async function measureSql(): Promise<readonly SqlFigures[]> {
  const figures: SqlFigures[] = [];
  for (const dialect of dialects) figures.push(await measure(dialect));
  return figures;
}
