// What the engine's program of a statement opens, by EXPLAIN. It refuses to guess which of its programs runs: who calls it says which triggers did
// nothing.
import type Sqlite from 'better-sqlite3';

/** Which table stands at which page, by the number of the schema. */
export function pagesOf(db: Sqlite.Database): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  // `as`: the columns that the two queries name.
  const listed = db.prepare('SELECT seq, name FROM pragma_database_list').all() as {
    seq: number;
    name: string;
  }[];
  for (const { seq, name: schema } of listed) {
    const found = db.prepare(`SELECT tbl_name, rootpage FROM "${schema}".sqlite_schema`).all();
    for (const { tbl_name, rootpage } of found as { tbl_name: string; rootpage: number }[])
      if (rootpage > 0) pages.set(`${seq}:${rootpage}`, `${schema}.${tbl_name}`);
    pages.set(`${seq}:1`, `${schema}.sqlite_schema`);
  }
  return pages;
}

// What of EXPLAIN's columns is asked.
interface Step {
  readonly addr: number;
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: string | null;
  readonly p5: number;
}

/** Its operand names a register and no page. */
const byRegister = 16;

const openedBy = (steps: readonly Step[], pages: ReadonlyMap<string, string>): readonly string[] => {
  const keys = steps.flatMap(({ opcode, p1, p2, p3, p5 }) => {
    if (opcode === 'Clear') return [`${p2}:${p1}`];
    return /^(?:OpenRead|OpenWrite|ReopenIdx)$/.test(opcode) && (p5 & byRegister) === 0
      ? [`${p3}:${p2}`]
      : [];
  });
  return [...new Set(keys.flatMap((key) => pages.get(key) ?? []))];
};

export interface Part {
  /** Of the trigger whose program it is; '' of the statement itself. */
  readonly trigger: string;
  readonly opened: readonly string[];
}

const TRIGGER = '-- TRIGGER ';

/** The statement's own program and, behind it, that of each trigger that it may set off. */
export function partsOf(
  db: Sqlite.Database,
  pages: ReadonlyMap<string, string>,
  sql: string,
): readonly Part[] {
  // `as`: the columns of EXPLAIN.
  const program = db.prepare(`EXPLAIN ${sql}`).all() as Step[];
  const starts = program.flatMap(({ addr }, at) => (addr === 0 ? [at] : []));
  return starts.map((start, at) => {
    const p4 = program[start]?.p4 ?? '';
    return {
      trigger: p4.startsWith(TRIGGER) ? p4.slice(TRIGGER.length) : '',
      opened: openedBy(program.slice(start, starts[at + 1]), pages),
    };
  });
}

/** The schema of a trigger that runs under a condition alone; undefined of any other. */
export function conditional(db: Sqlite.Database, trigger: string): string | undefined {
  // `as`: one column of names.
  const schemas = db.prepare('SELECT name FROM pragma_database_list').pluck().all() as string[];
  return schemas.find((schema) => {
    const find = `SELECT sql FROM "${schema}".sqlite_schema WHERE type = 'trigger' AND name = ?`;
    return /\bWHEN\b/i.test(String(db.prepare(find).pluck().get(trigger) ?? ''));
  });
}
