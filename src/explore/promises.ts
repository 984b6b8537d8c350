/** What must hold of each step, whoever takes it: predicates on the world before and after. They are the promises of the invariants, said without the officers that keep them. */
import { readOverlay } from '../catalog/overlay.js';
import { cellAt } from './cells.js';
import { callerOf, field, type Held, has, linesOf, receiptsIn, stands } from './held.js';
import type { Reply, StepTaken, Vow } from './step.js';
import { withinBudget } from './within-budget.js';
import { contentOf, versionOf } from './world.js';

export type { Reply, StepTaken };

const first = <T>(found: readonly T[], word: (one: T) => string): string | undefined =>
  found[0] === undefined ? undefined : word(found[0]);

const ownIntent: Vow = {
  id: 'own-intent',
  says: 'a child gets a call once, under a durable intent of its own, and not after its end is written',
  broken: ({ before, took }) => {
    if (took === undefined) return undefined;
    const lines = linesOf(before, took.request);
    if (!has(lines, 'intent'))
      return `${took.tool} is called for ${took.request}, whose intent is not durable`;
    if (before.handed[took.request] !== undefined) return `${took.tool} is called twice for ${took.request}`;
    return has(lines, 'outcome', 'deny', 'recovery')
      ? `${took.tool} is called after the end of ${took.request}`
      : undefined;
  },
};

const validatedSource: Vow = {
  id: 'validated-source',
  says: 'gold is written from content that was checked, by the session and under the policy that write it: what is there at that step, or what the call has read under a comparison',
  broken: ({ before, did, guardsGold }) => {
    if (did === undefined || !guardsGold) return undefined;
    const sources = did.writes.filter(({ tier }) => tier === 'gold').flatMap((write) => write.sources);
    const taken = (dataset: string): number =>
      Object.entries(before.copied).find(
        ([request, one]) => callerOf(request) === callerOf(did.request) && one.dataset === dataset,
      )?.[1].content ?? contentOf(before, dataset);
    const under = (request: string): string | undefined => before.served[callerOf(request)];
    const isChecked = (dataset: string): boolean =>
      Object.entries(before.checked).some(
        ([request, one]) =>
          one.dataset === dataset && one.content === taken(dataset) && under(request) === under(did.request),
      );
    return first(
      sources.filter((source) => !isChecked(source)),
      (source) =>
        `${did.request} writes gold from ${source}@${taken(source)}, which no check of its session and policy has seen`,
    );
  },
};

const classesFirst: Vow = {
  id: 'classes-first',
  says: 'a class is in the overlay before its value is in the column, and none is lost',
  broken: ({ before, after, did }) => {
    if (did === undefined && before.cells === after.cells) return undefined;
    const [was, now] = [before, after].map((world) =>
      readOverlay(cellAt(world.cells, 'overlay', 'classes')?.value),
    );
    if (was === undefined || now === undefined) return 'the overlay cannot be read';
    const holds = (dataset: string, column: string, name: string): boolean =>
      now.datasets.get(dataset)?.columns[column]?.classes.includes(name) ?? false;
    const late = (did?.carries ?? []).filter((one) => !holds(one.dataset, one.column, one.class));
    if (late[0] !== undefined)
      return `${late[0].class} is in ${late[0].dataset}.${late[0].column} and not in the overlay`;
    for (const [dataset, { columns }] of was.datasets)
      for (const [column, { classes }] of Object.entries(columns))
        if (!classes.every((name) => holds(dataset, column, name)))
          return `a class of ${dataset}.${column} is lost`;
    return undefined;
  },
};

const doubtedMeanwhile: Vow = {
  id: 'doubted-meanwhile',
  says: 'a dataset is in doubt from before a write of it until nobody can still make that write',
  broken: ({ after, took, before, did }) => {
    const call = did ?? took;
    if (call === undefined) return undefined;
    const world = took === undefined ? before : after;
    return first(
      call.writes.filter(
        ({ dataset }) => cellAt(world.cells, 'doubt', `${dataset}/${call.request}`) === undefined,
      ),
      ({ dataset }) => `${call.request} writes ${dataset} while nothing says so`,
    );
  },
};

const leasedPromotion: Vow = {
  id: 'leased-promotion',
  says: 'a promotion holds the lease of its target while it is made',
  broken: ({ before, did }) => {
    const promotes = did?.writes.filter(({ mode }) => mode === 'promote') ?? [];
    const holder = (dataset: string) => field(cellAt(before.cells, 'lease', dataset)?.value, 'request');
    return first(
      promotes.filter(({ dataset }) => holder(dataset) !== did?.request),
      ({ dataset }) => `${did?.request ?? ''} promotes to ${dataset} without its lease`,
    );
  },
};

const oneEnd: Vow = {
  id: 'one-end',
  says: 'a request has one end in the journal',
  broken: ({ after, appended }) =>
    first(
      appended.filter(
        ({ type, decision }) =>
          ['outcome', 'deny'].includes(type) &&
          linesOf(after, decision).filter((line) => ['outcome', 'deny'].includes(line.type)).length > 1,
      ),
      ({ decision }) => `${decision} ends twice`,
    ),
};

const toldAsUnknown: Vow = {
  id: 'told-as-unknown',
  says: 'what a child may have done, or may still do, is never told as not executed',
  broken: ({ after, appended }) =>
    first(
      appended.filter(
        ({ type, decision, executed }) =>
          type === 'outcome' &&
          ['no', 'intended'].includes(executed) &&
          ['handed', 'done'].includes(after.handed[decision] ?? ''),
      ),
      ({ decision, executed }) => `${decision} is told as executed: ${executed}, and its child has it`,
    ),
};

const recordedReply: Vow = {
  id: 'recorded-reply',
  says: 'the agent is told nothing whose outcome is not durable',
  broken: ({ after, replied }) => {
    if (
      replied === undefined ||
      replied.request === '' ||
      ['audit-failed', 'sealed', 'overloaded', 'draining'].includes(replied.code)
    )
      return undefined;
    const ends = linesOf(after, replied.request).filter(({ type }) => type === 'outcome' || type === 'deny');
    if (ends.length === 0) return `${replied.request} is answered and has no end in the journal`;
    return replied.code === 'allowed' && ends[0]?.verdict !== 'allowed'
      ? `${replied.request} is answered and was not allowed`
      : undefined;
  },
};

const confirmedReceipt: Vow = {
  id: 'confirmed-receipt',
  says: 'a receipt is live only once the outcome of its validation is durable, and names the content that was checked',
  broken: ({ before, after }) => {
    if (before.cells === after.cells) return undefined;
    const known = receiptsIn(before)
      .filter(({ isLive }) => isLive)
      .map(({ terms }) => terms.id);
    const made = receiptsIn(after).filter(({ isLive, terms }) => isLive && !known.includes(terms.id));
    const isRecorded = ({ terms }: Held): boolean =>
      linesOf(after, terms.request).some(({ type, verdict }) => type === 'outcome' && verdict === 'allowed');
    const early = made.find((held) => !isRecorded(held));
    if (early !== undefined)
      return `${early.terms.id} is live and ${early.terms.request} has no durable outcome`;
    const saw = ({ terms }: Held): boolean =>
      Object.entries(after.checked).some(
        ([request, { dataset, content }]) =>
          callerOf(request) === callerOf(terms.request) && terms.version === `${dataset}@${content}`,
      );
    return first(
      made.filter((held) => !saw(held)),
      ({ terms }) => `${terms.id} names ${terms.version}, which its validation has not seen`,
    );
  },
};

const deadByWrite: Vow = {
  id: 'dead-by-write',
  says: 'a receipt that stands names the content that is there, unless somebody wrote past the kernel',
  broken: ({ after }) =>
    first(
      receiptsIn(after).filter(
        (held) =>
          stands(after, held) &&
          !after.outside.includes(held.terms.dataset) &&
          held.terms.version !== versionOf(after, held.terms.dataset),
      ),
      ({ terms }) =>
        `${terms.id} stands for ${terms.version}, and ${versionOf(after, terms.dataset)} is there`,
    ),
};

const promises: readonly Vow[] = [
  ownIntent,
  validatedSource,
  classesFirst,
  doubtedMeanwhile,
  leasedPromotion,
  oneEnd,
  toldAsUnknown,
  recordedReply,
  confirmedReceipt,
  deadByWrite,
  withinBudget,
];

export interface Broken {
  readonly promise: string;
  readonly why: string;
}

export const brokenBy = (step: StepTaken): readonly Broken[] =>
  promises.flatMap(({ id, broken }) => {
    const why = broken(step);
    return why === undefined ? [] : [{ promise: id, why }];
  });
