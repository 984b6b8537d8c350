/** What calls share, as a value: the store, the journals, what the data is. It says what a hand does when it is asked, and refuses to know what an officer does with the answer. */
import { isObject, type Json, type JsonObject } from '../call/json.js';
import type { RawResult } from '../egress/released.js';
import { type Cells, cellAt, cellsUnder, type StoredCell, swapped } from './cells.js';
import type { ChildCall } from './child.js';

/** One durable line, as far as promises speak of it. */
export interface Line {
  readonly type: string;
  readonly decision: string;
  readonly verdict: string;
  readonly executed: string;
  /** Ids of the rules that spoke. */
  readonly rules: readonly string[];
}

/** `handed`: the child has it and may still do it. */
export type Handed = 'handed' | 'done' | 'dropped';

export interface World {
  readonly cells: Cells;
  /** How often each dataset has been written, by whomever. */
  readonly contents: Readonly<Record<string, number>>;
  /** Datasets that somebody has written past the kernel. */
  readonly outside: readonly string[];
  readonly lines: Readonly<Record<string, readonly Line[]>>;
  readonly handed: Readonly<Record<string, Handed>>;
  /** By request: the content that its check ran on. */
  readonly checked: Readonly<Record<string, { readonly dataset: string; readonly content: number }>>;
  /** By request: the content that was read under a comparison, for a write that comes later. */
  readonly copied: World['checked'];
  /** By class: questions that were answered in choosing rows. */
  readonly asked: Readonly<Record<string, number>>;
  /** By caller: which start of which kernel serves it, under which policy. */
  readonly served: Readonly<Record<string, string>>;
  /** Kernels whose journal takes nothing any more. */
  readonly broken: readonly string[];
  /** Those that have found out, by a line that was not taken: they let nobody in. */
  readonly sealed: readonly string[];
}

export const firstWorld: World = {
  cells: {},
  contents: {},
  outside: [],
  lines: {},
  handed: {},
  checked: {},
  copied: {},
  asked: {},
  served: {},
  broken: [],
  sealed: [],
};

/** What an officer asks of a hand. */
export type Ask =
  | { readonly on: 'store'; readonly verb: 'get'; readonly kind: string; readonly key: string }
  | { readonly on: 'store'; readonly verb: 'list'; readonly kind: string; readonly prefix: string }
  | {
      readonly on: 'store';
      readonly verb: 'swap';
      readonly kind: string;
      readonly key: string;
      readonly expected: number;
      readonly value: Json;
    }
  | { readonly on: 'journal'; readonly chain: string; readonly lines: readonly Line[] }
  | { readonly on: 'child'; readonly call: ChildCall }
  /** The child has done it, and says so. */
  | { readonly on: 'answer'; readonly call: ChildCall; readonly result: RawResult };

/** Each kind of ask has its own field. A hand that finds another one fails, as a hand that broke. */
export interface Answer {
  readonly cell?: StoredCell | undefined;
  readonly cells?: readonly StoredCell[];
  readonly won?: boolean;
  readonly durable?: boolean;
  /** Absent for a call that the child gave up without having done it. */
  readonly result?: RawResult;
}

export interface Applied {
  readonly world: World;
  readonly answer: Answer;
}

export const contentOf = ({ contents }: World, dataset: string): number => contents[dataset] ?? 0;

export const versionOf = (world: World, dataset: string): string => `${dataset}@${contentOf(world, dataset)}`;

const written = (world: World, datasets: readonly string[]): World['contents'] => ({
  ...world.contents,
  ...Object.fromEntries([...new Set(datasets)].map((name) => [name, contentOf(world, name) + 1])),
});

/** A change that somebody makes around the kernel. */
export const writtenOutside = (world: World, dataset: string): World => ({
  ...world,
  contents: written(world, [dataset]),
  outside: [...new Set([...world.outside, dataset])].sort(),
});

function appended(world: World, chain: string, lines: readonly Line[]): Applied {
  if (world.broken.includes(chain)) {
    const sealed = [...new Set([...world.sealed, chain])].sort();
    return { world: { ...world, sealed }, answer: { durable: false } };
  }
  const next: Record<string, readonly Line[]> = { ...world.lines };
  for (const line of lines) next[line.decision] = [...(next[line.decision] ?? []), line];
  return { world: { ...world, lines: next }, answer: { durable: true } };
}

const mismatch: RawResult = {
  content: [],
  structuredContent: { code: 'version-mismatch' } satisfies JsonObject,
  isError: true,
};

export interface Executed {
  readonly world: World;
  readonly result: RawResult;
  /** It compared, found another content, and did nothing. */
  readonly isRefused: boolean;
}

const withQuestions = (world: World, { questions }: ChildCall): World => {
  const more = Object.entries(questions).map(([name, count]) => [name, (world.asked[name] ?? 0) + count]);
  return more.length === 0 ? world : { ...world, asked: { ...world.asked, ...Object.fromEntries(more) } };
};

/** The child does it, in one transaction of its own: it compares, and writes or does nothing. */
export function executed(before: World, call: ChildCall): Executed {
  const world = withQuestions(before, call);
  const handed = { ...world.handed, [call.request]: 'done' as const };
  const isRefused = call.compares.some(({ dataset, version }) => version !== versionOf(world, dataset));
  if (isRefused) return { world: { ...world, handed }, result: mismatch, isRefused };
  if (call.checks !== '') {
    const content = contentOf(world, call.checks);
    const checked = { ...world.checked, [call.request]: { dataset: call.checks, content } };
    const body = call.answer.structuredContent;
    const told = {
      ...(body !== undefined && isObject(body) ? body : {}),
      version: versionOf(world, call.checks),
    };
    const result = { ...call.answer, structuredContent: told };
    return { world: { ...world, handed, checked }, result, isRefused };
  }
  const [read] = call.writes.length === 0 ? call.compares : [];
  if (read !== undefined) {
    const { dataset } = read;
    const copied = { ...world.copied, [call.request]: { dataset, content: contentOf(world, dataset) } };
    return { world: { ...world, handed, copied }, result: call.answer, isRefused };
  }
  const contents = written(
    world,
    call.writes.map(({ dataset }) => dataset),
  );
  return { world: { ...world, handed, contents }, result: call.answer, isRefused };
}

/** What the hand does and says. A child's call is done by `executed` instead, so that its answer can be late. */
export function applied(world: World, ask: Exclude<Ask, { on: 'child' }>): Applied {
  if (ask.on === 'journal') return appended(world, ask.chain, ask.lines);
  if (ask.on === 'answer') return { world, answer: { result: ask.result } };
  if (ask.verb === 'get') return { world, answer: { cell: cellAt(world.cells, ask.kind, ask.key) } };
  if (ask.verb === 'list') return { world, answer: { cells: cellsUnder(world.cells, ask.kind, ask.prefix) } };
  const cells = swapped(world.cells, ask);
  return cells === undefined
    ? { world, answer: { won: false } }
    : { world: { ...world, cells }, answer: { won: true } };
}
