/** What a result took of each class, counted on what leaves; and what a call asks for before anybody knows. */
import { describe, expect, it } from 'vitest';
import { demandOf } from '../../../src/budget/demand.js';
import { takenIn } from '../../../src/budget/taken.js';
import type { Json } from '../../../src/call/json.js';
import type { Catalog } from '../../../src/catalog/catalog.js';
import { chooser, masksOf } from '../../../src/egress/operators/choose.js';
import type { Effects } from '../../../src/intercept/effects.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';
import { column, digest, permitFor, raw, released, rule, type Setting, text } from '../egress/fixtures.js';

const rows = { rows: 'arrays', rowsAt: ['rows'], columnsAt: ['columns'], classes: {} } as const;

function taken(setting: Setting, body: Json | undefined, content: readonly Json[] = []) {
  const permit = permitFor(setting);
  const took = takenIn({
    ...{ effects: permit.effects, tool: permit.tool, digest },
    released: released(setting, raw(body, content)),
    choose: chooser(masksOf(permit.obligations)),
  });
  return Object.fromEntries(
    [...took].map(([name, { marks, ...rest }]) => [name, { ...rest, values: marks.length }]),
  );
}
const table = (names: readonly string[], ...lines: readonly Json[][]): Json => ({
  columns: [...names],
  rows: lines,
});

describe('rows', () => {
  const egress = [column('id'), column('email', 'pii.email'), column('other', 'pii.email')];
  it('count once a row, each different value once, and their bytes as they leave', () => {
    const body = table(
      ['id', 'email', 'other'],
      [1, 'a@x.example', 'b@x.example'],
      [2, 'a@x.example', null],
      [3, null, null],
    );
    const took = taken({ egress, result: rows }, body);
    expect(took).toEqual({
      'pii.email': { rows: 2, bytes: 3 * '[EMAIL:abcdefghijkl]'.length, more: 0, values: 2 },
    });
  });

  it('of which nothing of the value leaves count nothing', () => {
    const setting = { egress: [column('name', 'pii.name')], result: rows };
    expect(taken(setting, table(['name'], ['Ada Lovelace']))).toEqual({});
    expect(
      taken({ ...setting, rules: [rule('pii.name', 'drop')] }, table(['name'], ['Ada Lovelace'])),
    ).toEqual({});
  });

  it('that policy lets pass count as they are', () => {
    const setting = { egress: [column('name', 'pii.name')], result: rows, rules: [rule('pii.name', 'pass')] };
    expect(taken(setting, table(['name'], ['Ada']))).toEqual({
      'pii.name': { rows: 1, bytes: 3, more: 0, values: 1 },
    });
  });

  it('count what the net has found in a clear column, of which nobody says whether it is new', () => {
    const setting = { egress: [column('note', 'clear')], result: rows };
    const took = taken(setting, table(['note'], ['write to a@x.example'], ['or to b@x.example']));
    expect(took['pii.email']).toMatchObject({ rows: 2, more: 2 });
  });

  it('whose text is a secret of the kernel count nothing', () => {
    expect(taken({ egress: [column('note')], result: rows }, table(['note'], ['hunter2-hunter2']))).toEqual(
      {},
    );
  });
});

describe('a body', () => {
  const star = [{ ...column('*', 'pii.email'), how: 'identity' as const }];
  it('counts what was found in it, with all of its bytes', () => {
    const took = taken({}, undefined, [text('a@x.example and b@x.example')]);
    expect(took['pii.email']).toMatchObject({ rows: 2, more: 2 });
    expect(took['pii.email']?.bytes).toBeGreaterThan(20);
  });

  it('that passes counts each of its lines', () => {
    const took = taken({ egress: star, rules: [rule('pii.email', 'pass')] }, undefined, [text('one\ntwo')]);
    expect(took['pii.email']).toEqual({ rows: 2, more: 2, bytes: 7, values: 0 });
  });
});

describe('a call asks', () => {
  const catalog: Catalog = catalogOf([
    dataset('silver.customers', { id: 'clear', email: 'pii.email', name: 'pii.name' }),
  ]);
  const asks = (effects: Partial<Effects>, setting: Setting = {}) => {
    const permit = permitFor(setting);
    const choose = chooser(masksOf(permit.obligations));
    const { touched, demands } = demandOf({
      ...{ effects: { ...permit.effects, ...effects }, tool: permit.tool, catalog, choose },
    });
    return { touched, demands: Object.fromEntries(demands) };
  };
  const read = (...columns: readonly string[]) => [
    { dataset: 'silver.customers', tier: 'silver' as const, columns },
  ];

  it('for a page of each class that it shows, whatever its columns are called', () => {
    const egress = [column('a', 'pii.email'), column('b', 'pii.email'), column('c', 'pii.name')];
    expect(asks({ egress, reads: read('email') }, { page: { rows: 10, bytes: 99 } })).toEqual({
      touched: ['pii.email', 'pii.name'],
      demands: { 'pii.email': { values: 20, rows: 10, bytes: 99, probes: 0 } },
    });
  });

  it('a question for each classified column that it chooses by', () => {
    const filter = { dataset: 'silver.customers', class: 'pii.email', keyed: true };
    const filtersOn = [
      { ...filter, column: 'email' },
      { ...filter, column: 'other' },
    ];
    expect(asks({ filtersOn }).demands).toEqual({ 'pii.email': { values: 0, rows: 0, bytes: 0, probes: 2 } });
  });

  it('nothing of what it only reads, writes or moves, and touches it all the same', () => {
    const write = { dataset: 'silver.customers', tier: 'silver' as const, mode: 'update' as const };
    expect(asks({ reads: read('name') })).toEqual({ touched: ['pii.name'], demands: {} });
    expect(
      asks({ writes: [{ ...write, columns: ['EMAIL'], scope: 'key-pinned', sources: [] }] }).touched,
    ).toEqual(['pii.email']);
    expect(asks({ reads: read() }).touched).toEqual([]);
  });

  it('for all that a dataset holds where it names no column', () => {
    const touches = [{ dataset: 'silver.customers', tier: 'silver' as const, protected: false, known: true }];
    expect(asks({ kind: 'dataset', touches }).touched).toEqual(['pii.email', 'pii.name']);
  });
});
