// Places of PostgreSQL's grammar where a classified column, a subquery or a protected table can stand: each is looked at, whatever kind of query it belongs to. It refuses a clause that is read in a SELECT and not where rows are written down or arms are put together.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { freshInk } from '../../../../../src/intercept/sql/postgres/desk/ink.js';
import { freshPad, meet } from '../../../../../src/intercept/sql/postgres/desk/pad.js';
import { below, statementsIn } from '../../../../../src/intercept/sql/postgres/tree/tree.js';
import { metAll } from '../../../../../src/intercept/sql/postgres/values/unseen.js';
import { placeLines, plantedIn, strangeIn } from '../../../../cases/sql/places-postgres.js';
import {
  pgCases,
  pgLabels,
  pgReaderOf,
  pgTree,
  pgTreeReaderOf,
} from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const readTree = pgTreeReaderOf();

/** Every kind of query with a tail of its own. */
const queries = [
  'SELECT o.id FROM silver.orders o',
  'SELECT o.id FROM silver.orders o UNION ALL SELECT o.id FROM silver.orders o',
  '(SELECT o.id FROM silver.orders o LIMIT 3) EXCEPT SELECT 1',
  'VALUES (1), (2), (3)',
  'TABLE silver.v_orders',
];

describe('how many rows there are', () => {
  it.each(queries)('%s', (query) => {
    for (const tail of ['LIMIT', 'OFFSET', 'FETCH FIRST']) {
      const count = (sql: string) =>
        tail === 'FETCH FIRST' ? `${tail} (${sql}) ROWS ONLY` : `${tail} (${sql})`;
      const asked = answerOf(
        read(`${query} ${count('SELECT length(email) FROM silver.customers WHERE id = 1')}`),
      );
      expect([tail, asked.filters_on, asked.reads.includes('silver.customers')]).toEqual([
        tail,
        ['silver.customers.email'],
        true,
      ]);
      const guarded = answerOf(read(`${query} ${count('SELECT s.id FROM protected.salaries s')}`));
      expect(guarded.reads).toContain('protected.salaries');
    }
  });
});

describe('the order of rows that are written down', () => {
  const first = (order: string) =>
    `SELECT c.id, v.b FROM silver.customers c, LATERAL (VALUES (c.email, 1), ('m', 2) ${order} LIMIT 1) v(a, b)`;
  it.each([
    ['ORDER BY column1', ['silver.customers.email']],
    ['ORDER BY 1', ['silver.customers.email']],
    ['ORDER BY lower(column1)', ['silver.customers.email']],
    ['ORDER BY "*VALUES*".column1', ['silver.customers.email']],
    ['ORDER BY column2, c.email', ['silver.customers.email']],
    ['ORDER BY column2', []],
  ])('%s', (order, asked) => {
    const told = answerOf(read(first(order)));
    expect(told).toMatchObject({ understood: true, filters_on: asked });
  });
});

describe('an upsert of one row', () => {
  const many = `CREATE FUNCTION silver.some(int) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1 UNION ALL SELECT $1';`;
  const scopeOf = (value: string) =>
    pgReaderOf(many)(
      `INSERT INTO silver.orders (id, status) VALUES (${value}, 'x') ON CONFLICT (id) DO UPDATE SET status = 'gone'`,
    ).writes.find(({ mode }) => mode === 'merge' || mode === 'update')?.scope;
  it.each([
    'generate_series(1, 9)',
    '1 + generate_series(1, 9)',
    'unnest(ARRAY[1, 2])',
    "jsonb_path_query_tz('[1, 2]', '$[*]')::int",
    'silver.some(2)',
  ])('an upsert of %s is one of as many', (value) => {
    expect(scopeOf(value)).toBe('predicate');
  });
  it('an upsert of a value is one', () => {
    for (const value of ['1', 'abs(-1)', '$1'])
      expect([value, scopeOf(value)]).toEqual([value, 'key-pinned']);
  });
});

/** Of a table that no reading may keep back, and of a class. */
const [secret] = [...below(pgTree('SELECT (SELECT s.secret FROM protected.api_keys s)'))]
  .filter(({ tag }) => tag === 'SubLink')
  .map(({ body }) => ({ SubLink: body }));

/** Which are known to be looked at, one and all: these a test must have been at. */
const places =
  `SelectStmt.distinctClause SelectStmt.whereClause SelectStmt.groupClause SelectStmt.havingClause SelectStmt.limitCount
SelectStmt.limitOffset SelectStmt.larg.limitCount SelectStmt.rarg.whereClause SelectStmt.rarg.limitOffset ResTarget.val SortBy.node GroupingSet.content
FuncCall.over.partitionClause FuncCall.over.startOffset FuncCall.over.endOffset WindowDef.startOffset WindowDef.endOffset JoinExpr.quals
RangeTableSample.args RangeTableSample.repeatable RangeTableFunc.docexpr RangeTableFunc.rowexpr RangeTableFuncCol.colexpr RangeTableFuncCol.coldefexpr
JsonTable.context_item.raw_expr JsonTable.pathspec.string JsonTableColumn.on_empty.expr JsonTableColumn.on_error.expr JsonFuncExpr.context_item.raw_expr
JsonFuncExpr.pathspec JsonFuncExpr.on_empty.expr JsonFuncExpr.on_error.expr JsonArgument.val.raw_expr JsonKeyValue.key JsonKeyValue.value.raw_expr
JsonObjectAgg.arg.key JsonObjectAgg.arg.value.raw_expr JsonObjectAgg.constructor.agg_filter JsonArrayAgg.arg.raw_expr JsonArrayAgg.constructor.agg_filter
JsonIsPredicate.expr JsonParseExpr.expr.raw_expr JsonScalarExpr.expr JsonSerializeExpr.expr.raw_expr JsonValueExpr.raw_expr List.items
FuncCall.args FuncCall.agg_filter NamedArgExpr.arg A_Expr.lexpr A_Expr.rexpr A_Indices.lidx A_Indices.uidx A_Indirection.arg A_ArrayExpr.elements
BoolExpr.args BooleanTest.arg NullTest.arg CaseExpr.arg CaseExpr.defresult CaseWhen.expr CaseWhen.result CoalesceExpr.args MinMaxExpr.args
CollateClause.arg TypeCast.arg GroupingFunc.args RowExpr.args SubLink.testexpr XmlExpr.args XmlSerialize.expr
CommonTableExpr.cycle_clause.cycle_mark_value CommonTableExpr.cycle_clause.cycle_mark_default UpdateStmt.whereClause DeleteStmt.whereClause
MultiAssignRef.source InsertStmt.onConflictClause.whereClause InsertStmt.onConflictClause.infer.whereClause IndexElem.expr
MergeStmt.joinCondition MergeWhenClause.condition MergeWhenClause.values`.split(/\s+/);

const told = ({ filtersOn, flows, carries, egress }: ReturnType<typeof readTree>): boolean =>
  filtersOn.length + flows.length + carries.length > 0 || egress.some(({ classes }) => classes.length > 0);

describe('a classified value of a protected table', () => {
  it('is told wherever in a statement an expression may stand', () => {
    const been = new Set<string>();
    const unsaid: string[] = [];
    for (const sql of placeLines)
      for (const { place, tree } of plantedIn(pgTree(sql), secret ?? {})) {
        been.add(place);
        const effects = readTree(tree);
        const { understood, reads } = answerOf(effects);
        if (understood && !(reads.includes('protected.api_keys') && told(effects)))
          unsaid.push(`${place}: ${sql}`);
      }
    expect(unsaid).toEqual([]);
    expect(places.filter((place) => !been.has(place))).toEqual([]);
  });

  it('is read at least, wherever that is in what people write', () => {
    const unsaid: string[] = [];
    for (const { sql } of [...pgCases, ...pgLabels])
      for (const { place, tree } of plantedIn(pgTree(sql), secret ?? {})) {
        const { understood, reads } = answerOf(readTree(tree));
        // A setting is no expression, and the engine takes none there.
        const isOf = place !== 'VariableSetStmt.args';
        if (isOf && understood && !reads.includes('protected.api_keys')) unsaid.push(`${place}: ${sql}`);
      }
    expect(unsaid).toEqual([]);
  });
});

it('in a field that no reader knows it is looked at or not understood', () => {
  const [been, unsaid] = [new Set<string>(), [] as string[]];
  // What is made or shown of a query is a statement of its own, of which the law lists each option.
  const queried = placeLines.filter((sql) => !/^(?:CREATE|EXPLAIN|DECLARE|PREPARE|COPY)/.test(sql));
  for (const sql of queried)
    for (const { place, tree } of strangeIn(pgTree(sql), secret ?? {})) {
      been.add(place);
      const { understood, reads } = answerOf(readTree(tree));
      if (understood && !reads.includes('protected.api_keys')) unsaid.push(`${place}: ${sql}`);
    }
  expect([...new Set(unsaid)]).toEqual([]);
  expect(been.size).toBeGreaterThan(60);
});

it('what nobody looked at is not understood', () => {
  const [{ stmt } = { stmt: undefined }] = statementsIn(
    pgTree('SELECT id FROM silver.orders LIMIT (SELECT 1)'),
  );
  const all = [...below(stmt)].filter(({ tag }) => ['ColumnRef', 'SubLink', 'SelectStmt'].includes(tag));
  expect(all.length).toBe(4);
  for (const left of [undefined, ...all]) {
    const desk = { ink: freshInk(), pad: freshPad() };
    for (const { tag, body } of all) if (body !== left?.body) meet(desk, { [tag]: body });
    metAll(desk, stmt);
    expect([...desk.ink.doubts]).toEqual(
      left === undefined ? [] : ['a part of a query that nobody looks at'],
    );
  }
});
