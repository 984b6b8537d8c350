/** COPY: which rows leave or come, and by what. Files and programs are told, and never which. */
import { isObject, type JsonObject, own } from '../../../../call/json.js';
import { type Desk, doubt, emptyEnv } from '../desk/ink.js';
import type { Told } from '../desk/record.js';
import { has, isTrue, list, type Node, textIn } from '../tree/tree.js';
import { stroke } from '../writes/strokes.js';
import { conditioned, open } from '../writes/targets.js';

const columnNamed = (name: string): Node => ({
  ResTarget: { val: { ColumnRef: { fields: [name === '' ? { A_Star: {} } : { String: { sval: name } }] } } },
});

/** The columns of one table, as a query that shows them. */
const shownBy = (range: JsonObject, names: readonly string[]): Node => ({
  SelectStmt: {
    targetList: (names.length === 0 ? [''] : names).map((name) => columnNamed(name) ?? null),
    fromClause: [{ RangeVar: range }],
    op: 'SETOP_NONE',
  },
});

function bring(desk: Desk, body: JsonObject, columns: readonly string[]): void {
  const opened = open(desk, body);
  if (opened === undefined) return;
  const { relation, source } = opened;
  conditioned(desk, body, { ...emptyEnv, sources: [source] });
  // What comes is somebody's who is not here.
  stroke(desk, {
    relation,
    isOnly: false,
    mode: 'insert',
    columns: columns.length === 0 ? relation.columns : columns,
    scope: 'not-applicable',
    sources: [],
  });
}

export function copy(desk: Desk, body: JsonObject): Told {
  const isBrought = isTrue(body, 'is_from');
  const [relation, query] = [own(body, 'relation'), own(body, 'query')];
  const names = list(body, 'attlist').map(textIn);
  const way = isBrought ? 'read' : 'write';
  desk.ink.control.add('copy');
  if (isTrue(body, 'is_program')) desk.ink.programs.add(way);
  else if (has(body, 'filename')) desk.ink.files.add(way);
  else desk.ink.network.add('client');
  const range = relation !== undefined && isObject(relation) ? relation : undefined;
  if (range === undefined && query === undefined) doubt(desk, 'control statement');
  if (isBrought) {
    bring(desk, body, names);
    return { kind: 'insert', columns: [] };
  }
  return {
    kind: 'select',
    columns: desk.query(desk, range === undefined ? query : shownBy(range, names), emptyEnv),
  };
}
