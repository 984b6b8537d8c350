/** Runs a script on a real kernel in a sandbox, and looks whether its promise is broken there too. What a sandbox cannot stand in for it refuses. */
import type { StepTaken } from '../../src/explore/promises.js';
import { reached } from '../../src/explore/questions.js';
import type { Script } from '../../src/explore/script.js';
import type { Enacted } from '../law/law.js';
import type { Sandbox, SandboxHands } from '../powers-sandbox.js';
import { loadCatalogued } from '../rehearsal/trial-structures.js';
import type { Law } from '../trip/trip.js';
import { writtenCall } from './calls.js';
import { createCast } from './cast.js';
import type { ExplorerMeans } from './combinations.js';
import { createGates } from './gates.js';
import type { Whose } from './held-clock.js';
import { laterLaw } from './later-law.js';
import { createLooker } from './looker.js';
import { isReceiptKind } from './questions.js';
import { type Replayed, replay } from './replay.js';
import { outsideWrite, sampleOf, sandboxed, systemsOf, tablesOf } from './sandboxed.js';
import { createWitnessed, type Witnessed } from './witnessed.js';

export interface RunInput {
  readonly script: Script;
  readonly enacted: Pick<Enacted, 'law' | 'bootPolicy' | 'limits' | 'texts'>;
  readonly role: string;
  readonly version: string;
  readonly means: ExplorerMeans;
  readonly hands: SandboxHands;
  /** Somebody wants it to end before it is done. */
  readonly stopped: Promise<void>;
}

export type Run = Replayed | { readonly refused: string };

const seeking = (law: Law, { question }: Script): { seeks?: (step: StepTaken) => string | undefined } =>
  question === undefined ? {} : { seeks: reached(question, isReceiptKind(law.catalog, question.without)) };

type Datasets = Readonly<Record<string, readonly string[]>>;

async function datasetsOf({ script, enacted, role, means }: RunInput): Promise<Datasets> {
  const { law } = enacted;
  await loadCatalogued(means, law);
  const named: Record<string, readonly string[]> = {};
  for (const [name, call] of Object.entries(script.calls))
    named[name] = (await writtenCall(means, { law, role }, call)).datasets;
  return named;
}

interface Stage {
  readonly input: RunInput;
  readonly sandbox: Sandbox;
  readonly law: Law;
  readonly datasets: Datasets;
  /** Closed in the end, the last first. */
  readonly closing: (() => Promise<void>)[];
}

/** Hands beside those of every kernel: what looks at the store and the data. */
async function witnessedIn({ input, sandbox, law, datasets, closing }: Stage): Promise<Witnessed> {
  const eye = sandbox.powers();
  closing.push(eye.store.close, eye.reader.close, eye.masking.close);
  const looker = await createLooker(law, eye.spawner, [...new Set(Object.values(datasets).flat())]);
  closing.push(looker.close);
  const guardsGold = law.policy.rules.some(({ phase }) => phase === 'precondition');
  return createWitnessed({ store: eye.store, look: looker.look, guardsGold, ...seeking(law, input.script) });
}

/** Writes past every kernel; false where a dataset has no place in the sandbox. */
function outsideIn({ sandbox, law }: Stage): (dataset: string) => boolean {
  const tables = tablesOf(law);
  let times = 0;
  return (dataset) => {
    times += 1;
    const outside = outsideWrite(law, dataset, { tables, times });
    if (outside !== undefined) sandbox.write(outside);
    return outside !== undefined;
  };
}

async function perform(stage: Stage): Promise<Replayed> {
  const { input, sandbox, law, datasets, closing } = stage;
  const { script, enacted, hands, means, role, version } = input;
  const { bootPolicy, limits, texts } = enacted;
  const seen = await witnessedIn(stage);
  const gates = createGates(means.clock);
  const composition = { law, bootPolicy, limits, texts, role, version, dev: false };
  const cast = createCast({
    ...{ script, gates, seen, datasets, powers: sandbox.powers, abort: means.abort },
    ...{ trail: hands.trail<Whose>(), write: outsideIn(stage) },
    ...{ composition, later: { ...composition, law: laterLaw(law, means.digest) } },
  });
  closing.push(cast.close, async () => gates.shut());
  await cast.open();
  return replay({ script, gates, cast, seen });
}

async function takeAlong(stage: Omit<Stage, 'law' | 'datasets'>): Promise<Run> {
  const { input, sandbox } = stage;
  const datasets = await datasetsOf(input);
  const tools = Object.values(input.script.calls).map(({ tool }) => tool);
  const named = { tools, datasets: Object.values(datasets).flat() };
  const { law, lacking } = sandboxed(input.enacted.law, sandbox, systemsOf(input.enacted.law, named));
  // A call to a system that is not there would be denied, and that would show nothing.
  if (lacking[0] !== undefined) return { refused: `no sandbox can stand in for \`${lacking[0]}\`` };
  return perform({ ...stage, law, datasets });
}

export async function runScript(input: RunInput): Promise<Run> {
  const sandbox = input.hands.sandbox(sampleOf(input.enacted.law));
  const closing: Stage['closing'] = [sandbox.close];
  const stopped = input.stopped.then((): Run => ({ refused: 'told to stop' }));
  try {
    return await Promise.race([takeAlong({ input, sandbox, closing }), stopped]);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}
