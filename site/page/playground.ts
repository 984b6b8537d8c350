/** The playground: a call and a policy, both the reader's own, and what the kernel makes of them. It decides nothing itself. */
import type { Told } from '../kernel/kernel.js';
import { answerView } from './answer-view.js';
import { type CallPane, createCallPane } from './call-pane.js';
import { fill, h, the } from './dom.js';
import { showForgery, showJournal } from './journal-view.js';
import { createPolicyPane, type PolicyPane } from './policy-pane.js';
import { showStages } from './stages-view.js';
import { notesOf } from './trip.js';
import { createTripView, type TripView } from './trip-view.js';
import type { Workbench } from './workbench.js';

interface Desk {
  readonly call: CallPane;
  readonly policy: PolicyPane;
  readonly trip: TripView;
  /** Opened with the first need, and again after it was cleared away. */
  bench(): Promise<Workbench>;
  clear(): Promise<void>;
}

async function showStock(bench: Workbench): Promise<void> {
  const rows = (await bench.stock()).map(({ table, rows: count }) =>
    h('li', {}, h('code', {}, table), h('span', {}, String(count))),
  );
  fill(the('stock', HTMLUListElement), ...rows);
}

async function show({ trip }: Desk, bench: Workbench, told: Told): Promise<void> {
  const notes = notesOf(told, bench.phaseOf);
  trip.show(notes);
  showStages(notes);
  fill(the('answer', HTMLElement), ...answerView(told));
  showJournal(bench.house);
  await showStock(bench);
}

async function ask(desk: Desk): Promise<void> {
  const { call, policy } = desk;
  const { tool, args } = call.read();
  if (args === undefined) return call.say('The arguments are not a JSON object.');
  call.say('Deciding…');
  const bench = await desk.bench();
  const problems = await bench.enact(policy.text());
  policy.show(problems);
  if (problems.length > 0) return call.say('Not asked: no kernel starts on this policy.');
  const told = await bench.call(tool, args);
  await show(desk, bench, told);
  call.say(told.verdict === 'allowed' ? 'Allowed.' : `Denied in ${told.endedIn}.`);
}

async function startOver(desk: Desk): Promise<void> {
  desk.policy.reset();
  await desk.clear();
  const bench = await desk.bench();
  desk.policy.show(await bench.enact(desk.policy.text()));
  showJournal(bench.house);
  await showStock(bench);
  desk.call.say('A fresh lake, a new journal, the policy that ships.');
}

function createBench(): Pick<Desk, 'bench' | 'clear'> {
  let opening: Promise<Workbench> | undefined;
  return {
    bench: () => {
      opening ??= import('./workbench.js').then(({ openWorkbench }) => openWorkbench());
      return opening;
    },
    clear: async () => {
      const old = opening;
      opening = undefined;
      await (await old)?.close();
    },
  };
}

const failed = 'The kernel could not be started in this browser, or the lake did not answer.';

export function createPlayground(): void {
  const place = the('playground', HTMLElement);
  let busy = Promise.resolve();
  /** One after the other; how many are done is told to whoever waits for it. */
  const inTurn = (work: (desk: Desk) => Promise<void>) => (): void => {
    busy = busy
      .then(() => work(desk))
      .catch(() => desk.call.say(failed))
      .then(() => {
        place.dataset.done = String(Number(place.dataset.done ?? 0) + 1);
      });
  };
  const desk: Desk = {
    ...createBench(),
    trip: createTripView(the('trip', HTMLElement)),
    call: createCallPane(inTurn(ask)),
    policy: createPolicyPane(
      inTurn(async ({ bench, policy }) => policy.show((await bench()).house.problems(policy.text()))),
    ),
  };
  const on = (id: string, work: (desk: Desk) => Promise<void>): void =>
    the(id, HTMLButtonElement).addEventListener('click', inTurn(work));
  on('start-over', startOver);
  on('forge', async ({ bench }) => showForgery((await bench()).house));
  on('verify', async ({ bench }) => showJournal((await bench()).house));
}
