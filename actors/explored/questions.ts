/** Asks a configuration what it can come to: yes with the way there, or no over all that was walked. It says what it did not look at. */
import { type Catalog, clear, type Dataset } from '../../src/catalog/catalog.js';
import { type ReachQuestion, reached } from '../../src/explore/questions.js';
import { everyReceipt, readersOf, type Witness } from '../../src/explore/witnesses.js';
import { type RehearsalMeans, rehearse } from '../rehearsal/rehearsal.js';
import { loadCatalogued } from '../rehearsal/trial-structures.js';
import type { Law } from '../trip/trip.js';
import type { ExploredCall } from './calls.js';
import { type Explorer, pairsOf } from './combinations.js';
import type { Explored } from './exploration.js';

export interface Reach {
  /** Undefined: nothing that was walked comes there. */
  readonly found: { readonly calls: readonly ExploredCall[]; readonly explored: Explored } | undefined;
  readonly states: number;
  readonly isWhole: boolean;
}

export const isReceiptKind = ({ datasets }: Catalog, name: string): boolean =>
  [...datasets.values()].some(({ checks }) => Object.hasOwn(checks, name));

/** What `--without` may name: a kind of receipt that the catalog has, or a rule of the policy. */
export const isKnown = ({ catalog, policy }: Law, name: string): boolean =>
  name === '' ||
  isReceiptKind(catalog, name) ||
  policy.rules.some(({ id }) => id === name || id.endsWith(`/${name}`));

export async function reach(
  explorer: Explorer,
  { law, calls }: { readonly law: Law; readonly calls: readonly ExploredCall[] },
  question: ReachQuestion,
): Promise<Reach> {
  const seeks = reached(question, isReceiptKind(law.catalog, question.without));
  let [states, isWhole] = [0, true];
  const meeting = [
    ...calls.map((call) => [call]),
    ...pairsOf(calls).filter(([one, other]) => meets(one, other)),
  ];
  for (const some of meeting) {
    const explored = await explorer.explore({ calls: some, upset: { kind: 'none' }, kernels: 'one', seeks });
    states += explored.states;
    isWhole &&= explored.isWhole;
    if (explored.broken.length > 0) return { found: { calls: some, explored }, states, isWhole };
  }
  return { found: undefined, states, isWhole };
}

const meets = (one?: ExploredCall, other?: ExploredCall): boolean =>
  one?.datasets.some((name) => other?.datasets.includes(name)) ?? false;

export interface Shown {
  readonly witness: Witness;
  readonly column: string;
  /** `clear` or `pass`: as it is. Otherwise what is made of it. */
  readonly as: string;
}

const isOfClass = (name: string, asked: string): boolean =>
  name === asked || (asked.endsWith('.*') && name.startsWith(asked.slice(0, -1)));

const holding =
  (asked: string) =>
  ({ columns }: Dataset): readonly string[] =>
    Object.keys(columns).filter(
      (column) => columns[column] !== clear && isOfClass(columns[column] ?? '', asked),
    );

export interface Unmasked {
  readonly shown: readonly Shown[];
  /** Calls that were judged. */
  readonly judged: number;
}

/** A Monday at noon, UTC. */
const at = 1_767_614_400_000;

/** How each column of a class would leave, by every tool that reads and every dataset that holds it. */
export async function unmasked(
  means: RehearsalMeans,
  law: Law,
  asked: { role: string; class: string },
): Promise<Unmasked> {
  await loadCatalogued(means, law);
  const holds = holding(asked.class);
  const columns = new Set([...law.catalog.datasets.values()].flatMap(holds));
  const readers = readersOf(law.registry, law.catalog, holds);
  const shown: Shown[] = [];
  for (const witness of readers) {
    const receipts = everyReceipt(law.catalog);
    const judged = await rehearse(means, law, {
      ...witness,
      role: asked.role,
      at,
      session: {},
      receipts,
      doubts: [],
    });
    if (judged.verdict === 'denied') continue;
    // An object has no columns of its own: whatever leaves it is of every class that it may hold.
    for (const [column, as] of Object.entries(judged.masks))
      if (
        columns.has(column) ||
        (column === '*' && judged.classes.some((name) => isOfClass(name, asked.class)))
      )
        shown.push({ witness, column, as });
  }
  return { shown, judged: readers.length };
}
