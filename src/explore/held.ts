/** What the world of an exploration holds at a moment, read as promises speak of it: receipts, epochs, doubts, lines. It asks no officer. */
import { isObject, type Json, own } from '../call/json.js';
import { readStatement } from '../receipt/envelope.js';
import type { ReceiptTerms } from '../receipt/receipt.js';
import { cellAt, cellsUnder } from './cells.js';
import type { Line, World } from './world.js';

/** Requests are named after the agent's call that they belong to: `a.1`, `a.2`. */
export const callerOf = (request: string): string => request.split('.')[0] ?? '';

export const linesOf = (world: World, request: string): readonly Line[] => world.lines[request] ?? [];
export const has = (lines: readonly Line[], ...types: readonly string[]): boolean =>
  lines.some(({ type }) => types.includes(type));
export interface Held {
  readonly terms: ReceiptTerms;
  readonly isLive: boolean;
}

export const field = (value: Json | undefined, name: string): Json | undefined =>
  value !== undefined && isObject(value) ? own(value, name) : undefined;

const read = new WeakMap<World['cells'], readonly Held[]>();

/** Every receipt that the store holds, by what it says of itself. */
export function receiptsIn({ cells }: World): readonly Held[] {
  const held = read.get(cells) ?? heldIn(cells);
  read.set(cells, held);
  return held;
}

function heldIn(cells: World['cells']): readonly Held[] {
  return cellsUnder(cells, 'receipt', '').flatMap(({ value }): readonly Held[] => {
    const payload = field(field(value, 'envelope'), 'payload');
    const terms = typeof payload === 'string' ? readStatement(payload) : undefined;
    return terms === undefined ? [] : [{ terms, isLive: field(value, 'status') === 'live' }];
  });
}

const epochIn = ({ cells }: World, dataset: string): number => {
  const n = field(cellAt(cells, 'epoch', dataset)?.value, 'n');
  return typeof n === 'number' ? n : 0;
};

const isInDoubt = ({ cells }: World, dataset: string): boolean =>
  cellsUnder(cells, 'doubt', `${dataset}/`).length > 0;

/** Live, and neither a later write nor a doubt has killed it. */
export const stands = (world: World, { terms, isLive }: Held): boolean =>
  isLive && terms.epoch === epochIn(world, terms.dataset) && !isInDoubt(world, terms.dataset);

/** Once nothing moves any more: what was intended has an end, or says that nobody knows. */
export const unended = ({ lines }: World): readonly string[] =>
  Object.entries(lines)
    .filter(([, all]) => has(all, 'intent') && !has(all, 'outcome', 'recovery'))
    .map(([request]) => request);

/** Datasets that are in doubt, with whose write it is. */
export const doubtsIn = (world: World): readonly { readonly key: string; readonly isIntended: boolean }[] =>
  cellsUnder(world.cells, 'doubt', '').map(({ key }) => ({
    key,
    isIntended: has(linesOf(world, key.slice(key.indexOf('/') + 1)), 'intent'),
  }));
