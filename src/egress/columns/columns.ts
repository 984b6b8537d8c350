/** What each output column owes, from where its values came. It refuses to line up what does not: then every column owes everything. */
import { type ColumnClass, clear, isClassified, unknownClass } from '../../catalog/catalog.js';
import type { Effects, EgressColumn } from '../../intercept/effects.js';
import type { Tool } from '../../manifest/manifest.js';
import { namesCode, namesGoods } from '../detect/words/code.js';
import { hintOf, hint as says, unruled } from '../detect/words/hint.js';
import { type Choose, chooseFor } from '../operators/choose.js';
import type { Operator } from '../operators/operator.js';
import { type Letting, lettingOf } from './averages.js';

/** `operator` undefined: the column is clear, its cells meet the content net alone. */
export interface ColumnPlan {
  readonly name: string;
  readonly label: string;
  readonly operator: Operator | undefined;
  readonly hint: number;
  /** It leaves the content net, but for secrets. */
  readonly isVouched: boolean;
  /** Its place among the columns of its statement, where it was looked up there. */
  readonly at?: number;
  /** A sum or an average that leaves as it is where its row counts enough. */
  readonly letting?: Letting | undefined;
  /** A value derived from a classified one: that it is NULL answers a question about it. */
  readonly hidesNull: boolean;
}

export const undeclared: EgressColumn = { name: '', classes: [unknownClass], how: 'unknown', from: [] };

/** The classes of one egress column; one that derives from something unknown is of the unknown class. */
export const classesOf = (column: EgressColumn): readonly ColumnClass[] => {
  const classes = [...new Set(column.classes.filter(isClassified))].sort();
  return classes.length === 0 && column.how === 'unknown' ? [unknownClass] : classes;
};

export const isStar = (egress: readonly EgressColumn[]): boolean =>
  egress.some((column) => column.name === '*');

/** All classes of all columns as one column, for results whose columns cannot be told apart. */
export const unionOf = (egress: readonly EgressColumn[]): EgressColumn => ({
  name: '*',
  classes: [...new Set(egress.flatMap(classesOf))].sort(),
  how: egress.some((column) => column.how !== 'identity') ? 'unknown' : 'transformed',
  from: [],
});

/** What all of them rule out. */
const rulingOf = (names: readonly string[]): number =>
  names.reduce((bits, one) => bits & hintOf(one), says.version | says.thing) |
  (names.every(namesCode) ? says.code : 0) |
  (names.every(namesGoods) ? says.goods : 0);

/**
 * What the names of a column say of its values. INVARIANT: a name that a statement gives rules nothing out, and neither does any word in what a
 * statement made: only names of columns that a catalog declares do, or of results whose tools take no statement.
 */
function hintFor(name: string, { name: place, how, from }: EgressColumn): number {
  const sources = from.map((one) => one.split('.').at(-1) ?? '');
  const said = [name, ...sources].reduce((bits, one) => bits | hintOf(one), 0);
  // Objects have keys, and no statement gave them.
  if (place === '*') return said;
  return unruled(said) | (how === 'identity' ? rulingOf(sources.length > 0 ? sources : [name]) : says.made);
}

export function planColumn(name: string, column: EgressColumn, choose: Choose): ColumnPlan {
  const classes = classesOf(column);
  const hint = hintFor(name, column);
  const isVouched = classes.length === 0 && column.isVouched === true;
  if (classes.length === 0)
    return { name, label: '', operator: undefined, hint: isVouched ? 0 : hint, isVouched, hidesNull: false };
  const hidesNull = column.how !== 'identity';
  const chosen = chooseFor(classes, !hidesNull, choose);
  const operator = chosen.kind === 'pass' ? undefined : chosen;
  const letting = lettingOf(column, choose);
  return { name, label: classes.join('+'), operator, hint, isVouched, hidesNull, letting };
}

/** A tool whose effects name no column: what its manifest says of the name, and unknown where it says nothing. */
const declared = (name: string, classes: Tool['result']['classes']): EgressColumn => ({
  name,
  classes: [Object.hasOwn(classes, name) ? (classes[name] ?? unknownClass) : unknownClass],
  how: 'identity',
  from: [],
});

const areDistinct = (names: readonly string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size === names.length;

/** The column of that very name; what is not named is the rest, `*`, and unknown where there is no rest. */
const namedIn = (egress: readonly EgressColumn[]): ((name: string) => EgressColumn) => {
  const byName = new Map(egress.map((column) => [column.name.toLowerCase(), column]));
  return (name) =>
    name === '*' ? undeclared : (byName.get(name.toLowerCase()) ?? byName.get('*') ?? undeclared);
};

/** Undefined when the result does not have the columns that were read from the call. */
export function alignColumns(
  names: readonly string[],
  effects: Effects,
  tool: Tool,
): readonly EgressColumn[] | undefined {
  const { egress } = effects;
  if (egress.length === 0) return names.map((name) => declared(name, tool.result.classes));
  if (effects.egressBy === 'name' && areDistinct(names)) return names.map(namedIn(egress));
  if (isStar(egress)) {
    const union = unionOf(egress);
    return names.map(() => union);
  }
  return egress.length === names.length ? egress : undefined;
}

const label =
  /^(?:[A-Za-z_][A-Za-z0-9_]{0,62}|[A-Za-z_][A-Za-z0-9_]{0,30}\((?:\*|[A-Za-z_][A-Za-z0-9_.]{0,40})?\))$/;

/** A column's name as it may be shown: a plain label in which nothing is hidden, or `column_N`. */
export const safeName = (name: string, at: number, isClean: (text: string) => boolean): string =>
  label.test(name) && !/\d{7}/.test(name) && isClean(name) ? name : `column_${at + 1}`;

/** Why rows that travel as objects cannot be told apart by these names; denied before execute. Says positions, never names. */
export function objectColumnProblems(effects: Effects): readonly string[] {
  const seen = new Set<string>();
  return effects.egress.flatMap(({ name }, i) => {
    const where = `column ${i + 1}`;
    const isSeen = seen.has(name);
    seen.add(name);
    if (name === '') return [`${where} has no name`];
    if (isSeen) return [`${where} has the name of an earlier one`];
    if (/^(?:0|[1-9]\d*)$/.test(name)) return [`${where} has a number for a name`];
    return ['__proto__', 'constructor', 'prototype'].includes(name) ? [`${where} has a reserved name`] : [];
  });
}

export const isClassifiedEgress = (egress: readonly EgressColumn[]): boolean =>
  egress.some((column) => classesOf(column).length > 0);

/** Classes by column name for bodies that carry their own header. A name nobody declared is unknown. */
export function classesByName({
  egress,
  egressBy,
}: Pick<Effects, 'egress' | 'egressBy'>): (name: string) => EgressColumn | undefined {
  if (egressBy !== 'name' && isStar(egress)) {
    const union = unionOf(egress);
    return () => union;
  }
  const byName = new Map(egress.map((column) => [column.name.toLowerCase(), column]));
  return (name) => byName.get(name.trim().toLowerCase()) ?? byName.get('*');
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** INVARIANT: a key or a heading may be a value. Those are names that somebody declared: of a column, or of what the rest derives from. */
export function declaredNames(egress: readonly EgressColumn[]): (name: string) => boolean {
  const names = egress.flatMap(({ name, from }) => [...(name === '*' ? [] : [name]), ...from.map(lastOf)]);
  const known = new Set(names.map((name) => name.toLowerCase()));
  return (name) => known.has(name.trim().toLowerCase());
}

/** What is read of objects: no column has a place or a name of its own there. */
export const isOfObjects = (egress: readonly EgressColumn[]): boolean =>
  egress.length > 0 && egress.every(({ name }) => name === '*');

export const isClear = (columnClass: ColumnClass): boolean => columnClass === clear;
