/** What a new table would ask of the values that come to lie in it, and a new rule of those that lie there: by a check, a computed column, a key, a reference or a strict type a copy fails for some, although its class stays the same. A reference asks of what it refers to as well. It refuses to guess which name is a column's: each is. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Filter } from '../../../effects.js';
import { columnIn, type Known } from '../engine/known.js';
import { find, pastGroup, type Statement, splitAt } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';

const constraints = ['constraint', 'check', 'unique', 'primary', 'foreign'];
const keys = ['unique', 'primary', 'references'];
/** Types of a STRICT table that take whatever text comes. */
const wide = ['text', 'any', 'blob'];

interface Made {
  readonly dataset: string;
  /** What stands between the parentheses: of columns, and of all of them. */
  readonly columns: readonly (readonly Token[])[];
  readonly rules: readonly (readonly Token[])[];
  readonly isStrict: boolean;
}

function madeBy(known: Known, { tokens, verb, at }: Statement): Made | undefined {
  const made = known.reading.trace.events.find(({ action }) => action === 'CREATE_TABLE');
  const open = tokens.findIndex((token, place) => place > at && token.depth === 0 && isOp(token, '('));
  const as = find(tokens, at, 'as');
  if (verb !== 'create' || made === undefined || open < 0 || (as >= 0 && as < open)) return undefined;
  const past = pastGroup(tokens, open);
  const parts = splitAt(tokens.slice(open + 1, past - 1), ',');
  const [rules, columns] = [true, false].map((which) =>
    parts.filter(([head]) => isWord(head, ...constraints) === which),
  );
  return {
    dataset: `${fold(made.database)}.${fold(made.first)}`,
    ...{ columns: columns ?? [], rules: rules ?? [] },
    isStrict: tokens.slice(past).some((token) => isWord(token, 'strict')),
  };
}

const namesIn = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token) => (token.kind === 'op' ? [] : [fold(token.name)]));

/** What stands in the parentheses behind CHECK and AS. */
const computed = (tokens: readonly Token[]): readonly Token[] =>
  tokens.flatMap((token, at) =>
    isWord(token, 'check', 'as') && isOp(tokens[at + 1], '(')
      ? tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1)
      : [],
  );

interface Asked {
  /** By a condition, or by what is made of them. */
  readonly computed: ReadonlySet<string>;
  /** By being compared with other rows, or by what they may be. */
  readonly compared: ReadonlySet<string>;
}

function askedIn({ columns, rules, isStrict }: Made): Asked {
  const own = columns.flatMap(([head, ...rest]): readonly string[] => {
    const isNarrow = isStrict && !isWord(rest[0], ...wide);
    const isHeld = isNarrow || rest.some((token) => isWord(token, ...keys));
    return head !== undefined && isHeld ? [fold(head.name)] : [];
  });
  return {
    computed: new Set([...columns, ...rules].flatMap((part) => namesIn(computed(part)))),
    compared: new Set([...own, ...rules.flatMap(namesIn)]),
  };
}

const filtersOf = (known: Known, dataset: string, names: readonly string[]): readonly Filter[] =>
  [...new Set(names)]
    .map((name) => columnIn(known.reading.catalog, dataset, name))
    .flatMap(({ column, classes }) => classes.map((one) => ({ dataset, column, class: one, keyed: false })));

/** Where the table lies that is made or altered, and with it all that it may refer to. */
const schemaIn = ({ reading }: Known): string | undefined =>
  reading.trace.events.flatMap(({ action, first, database }) => {
    if (action === 'ALTER_TABLE') return [fold(first)];
    return action === 'CREATE_TABLE' ? [fold(database)] : [];
  })[0];

/**
 * INVARIANT: what is written behind a reference is looked up at its other end, and fails by what is there. One that names no columns is held to the
 * key there, and so to one of the columns that are held to anything.
 */
function askedByReference(known: Known, { tokens }: Statement): readonly Filter[] {
  const { structure, catalog } = known.reading;
  const schema = schemaIn(known);
  return tokens.flatMap((token, at) => {
    if (schema === undefined || !isWord(token, 'references')) return [];
    const dataset = `${schema}.${fold(tokens[at + 1]?.name ?? '')}`;
    const names = isOp(tokens[at + 2], '(')
      ? namesIn(tokens.slice(at + 3, pastGroup(tokens, at + 2) - 1))
      : [...(structure.objects.get(dataset)?.held ?? []), ...(datasetNamed(catalog, dataset)?.key ?? [])];
    return filtersOf(known, dataset, names);
  });
}

/** INVARIANT: whoever makes a table does not choose by what a value that may not be seen fails there. Its declared key is held to be one. */
function askedOfNew(known: Known, statement: Statement): readonly Filter[] {
  const made = madeBy(known, statement);
  const dataset = made === undefined ? undefined : datasetNamed(known.reading.catalog, made.dataset);
  if (made === undefined || dataset === undefined) return [];
  const asked = askedIn(made);
  const heads = made.columns.flatMap(([head]) => (head === undefined ? [] : [fold(head.name)]));
  const names = heads.filter(
    (name) => asked.computed.has(name) || (asked.compared.has(name) && !dataset.key.includes(name)),
  );
  return filtersOf(known, made.dataset, names);
}

/**
 * INVARIANT: a check that is added is held to the rows that are there, and fails by what is in one of them; a computed column fails whoever reads it.
 * What it asks of is told by name: a column of the table is asked wherever it stands.
 */
function askedOfAltered(known: Known, { tokens, verb }: Statement): readonly Filter[] {
  const { trace, structure, catalog } = known.reading;
  const altered = trace.events.find(({ action }) => action === 'ALTER_TABLE');
  if (verb !== 'alter' || altered === undefined) return [];
  const dataset = `${fold(altered.first)}.${fold(altered.second)}`;
  const columns = structure.objects.get(dataset)?.columns ?? [];
  const names = namesIn(computed(tokens)).filter((name) => columns.includes(name));
  // How many of what was made are missing is what the values are; of others it is a count.
  const filled = tokens.flatMap((token, at) =>
    isWord(tokens[at + 1], 'set') && isWord(tokens[at + 2], 'not') ? [fold(token.name)] : [],
  );
  return filtersOf(known, dataset, [
    ...names,
    ...filled.filter((name) => columnIn(catalog, dataset, name).isDerived),
  ]);
}

export const askedByMade = (known: Known, statement: Statement): readonly Filter[] => [
  ...askedOfNew(known, statement),
  ...askedOfAltered(known, statement),
  ...askedByReference(known, statement),
];
