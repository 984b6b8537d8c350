// The shipped kernel with its real law and officers, over hands that do what a script says. It looks at what came out, never inside.
import { resolve } from 'node:path';
import { epochOf } from '../../actors/cells/mint-cells.js';
import { createKernel, enact, type Powers } from '../../actors/index.js';
import { createConsole } from '../../actors/inspection/console.js';
import { createInspector, type Inspector } from '../../actors/inspection/inspector.js';
import type { Observer } from '../../actors/observer.js';
import { createAbort } from '../../actors/powers/abort.js';
import { createConfigFiles } from '../../actors/powers/config.js';
import type { StateStore } from '../../actors/powers.js';
import type { ConsoleFace, Examiner } from '../../actors/powers-console.js';
import { sha256Hex } from '../../src/call/id.js';
import { isObject, type Json, type JsonObject } from '../../src/call/json.js';
import type { RawResult } from '../../src/egress/released.js';
import { examine } from '../../src/inspection/examined.js';
import { type Effects, noEffects, opaque } from '../../src/intercept/effects.js';
import { registryOf } from '../../src/manifest/registry.js';
import { createFakeClock } from '../fakes/clock.js';
import { freshStart } from '../fakes/journal.js';
import { createFakeMasking } from '../fakes/masking.js';
import { createFakeSigner } from '../fakes/signer.js';
import { createMemoryStore } from '../fakes/store.js';
import { digest } from '../src/manifest/compiling.js';

/** The stages whose port the script may hold or break. */
export const waiting = ['intercept', 'precondition', 'intending', 'calling', 'mint', 'audit'] as const;
export type Waiting = (typeof waiting)[number];
/** Transform waits for a large result alone. */
type Held = Waiting | 'transform';

export interface Script {
  readonly tool: string;
  readonly args: JsonObject;
  /** What the child answers to the agent's call; a fault is thrown as the port says. */
  readonly child?:
    | RawResult
    | { readonly fault: 'closed' | 'timeout' | 'oversize'; readonly started: boolean };
  /** Every port answers this stage with a failure. */
  readonly breaks?: Held;
  /** The stage in which nothing answers until the cut has been made; late, until the agent has its reply. */
  readonly cut?: { readonly in: Held; readonly how: 'cancel' | 'timeout'; readonly late?: boolean };
}

export type Happening =
  | { readonly what: 'stage'; readonly request: string; readonly stage: string }
  | { readonly what: 'line'; readonly type: string; readonly decision: string; readonly body: JsonObject }
  | { readonly what: 'sent'; readonly tool: string }
  | { readonly what: 'reply'; readonly code: string; readonly text: string };

export interface Played {
  readonly happened: readonly Happening[];
  readonly code: string;
  /** Datasets that are in doubt when everything has come to rest. */
  readonly doubts: number;
  /** How often a write to silver.customers was announced. */
  readonly epoch: number;
  /** What the console would be shown. */
  readonly inspector: Inspector;
  readonly face: ConsoleFace;
}

const root = resolve(import.meta.dirname, '..', '..');
const config = [
  'version: 1',
  'role: cleaner',
  'manifests: ["{package}/manifests/postgres.yaml"]',
  'policies: ["{package}/policies/default.yaml"]',
  'state: ./state',
  '',
].join('\n');

const files = createConfigFiles();
/** Children here list nothing: what they would be held to is left out. */
const read: typeof files.read = (path) => {
  const found = files.read(path);
  if (!('text' in found) || !path.endsWith('postgres.yaml')) return found;
  const text = found.text.replace(/^ +pin: .*\n/gm, '');
  return { text: `${text}\nunpinned-because: its children are puppets\n` };
};
const enactment = enact('/on/aegis.yaml', {
  files: {
    ...files,
    packageRoot: root,
    read: (path) => (path === '/on/aegis.yaml' ? { text: config } : read(path)),
  },
  digest,
  dev: true,
});
if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
const { law, bootPolicy, limits, texts } = enactment.enacted;

const touch = { dataset: 'silver.customers', tier: 'silver', protected: false, known: true } as const;
const column = (name: string, classes: readonly ['pii.email'] | readonly []) =>
  ({ name, classes, how: 'identity', from: [`silver.customers.${name}`] }) as const;

/** What the reader would say of the few statements that scripts use. */
export const statements: Readonly<Record<string, Effects>> = {
  'SELECT id, email FROM silver.customers': {
    ...{ ...noEffects, statements: 1, kind: 'select', touches: [touch], shape: 'SELECT' },
    reads: [{ dataset: 'silver.customers', tier: 'silver', columns: ['id', 'email'] }],
    egress: [column('id', []), column('email', ['pii.email'])],
  },
  "UPDATE silver.customers SET segment = 'x' WHERE id = 1": {
    ...{ ...noEffects, statements: 1, kind: 'update', touches: [touch], shape: 'UPDATE' },
    writes: [
      {
        ...{ dataset: 'silver.customers', tier: 'silver', mode: 'update', columns: ['segment'] },
        ...{ scope: 'key-pinned', sources: [] },
      },
    ],
  },
  'DROP TABLE silver.customers': {
    ...{ ...noEffects, statements: 1, kind: 'drop', touches: [touch], shape: 'DROP' },
    dropped: ['table:silver.customers'],
  },
};

const answered = (structuredContent: JsonObject): RawResult => ({
  content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
  structuredContent,
  isError: false,
});

export const rows = answered({ columns: ['id', 'email'], rows: [[1, 'xenobia@canary.example']] });
/** A preview of the update, as the system tells it. */
export const previewed = (rolledBack: Json): RawResult =>
  answered({
    ...{ changes: 1, total_changes: 1 },
    preview: {
      ...{ rolled_back: rolledBack, kept: ['sequences'] },
      moved: [{ table: 'silver.customers', inserted: 0, updated: 1, deleted: 0 }],
    },
  });
const snapshot = answered({ digest: 'd', engine: { name: 'sqlite', version: '3.53.0' }, statements: [] });
const checked = answered({
  version: 'v1',
  rows: 3,
  results: (
    [...law.catalog.datasets.values()].find((one) => one.name === 'silver.customers')?.checks
      .silver_validation ?? []
  )
    .filter((check) => check.kind !== 'no-raw-pii')
    .map((): Json => ({ ok: true, failing: 0 })),
  samples: {},
});

class Stage {
  now = '';
  readonly #script: Script;
  readonly #held: (() => void)[] = [];
  isOpen = false;
  isArmed = false;
  constructor(script: Script) {
    this.#script = script;
  }
  /** Every port passes here before it answers. */
  async pass(): Promise<void> {
    if (!this.isArmed) return;
    if (this.#script.breaks === this.now) throw new Error('broken by the script');
    if (this.#script.cut?.in === this.now && !this.isOpen)
      await new Promise<void>((go) => this.#held.push(go));
  }
  get isHolding(): boolean {
    return this.#held.length > 0;
  }
  release(): void {
    this.isOpen = true;
    for (const go of this.#held.splice(0)) go();
  }
}

/** A store that passes the stage before each answer. */
const watched = (store: StateStore, stage: Stage): StateStore => ({
  get: (...key) => stage.pass().then(() => store.get(...key)),
  list: (...key) => stage.pass().then(() => store.list(...key)),
  swap: (...key) => stage.pass().then(() => store.swap(...key)),
  close: store.close,
});

function portsFor(script: Script, stage: Stage, happened: Happening[]) {
  const clock = createFakeClock();
  const store = createMemoryStore();
  let ids = 0;
  const nextId = (): string => {
    ids += 1;
    return `request-${ids}`;
  };
  const linked = async (tool: string): Promise<RawResult> => {
    if (tool === 'snapshot_schema') return snapshot;
    happened.push({ what: 'sent', tool });
    await stage.pass().catch(() => {
      throw { fault: 'closed', started: true };
    });
    if (tool === 'check_table') return checked;
    const child = script.child ?? rows;
    if ('fault' in child) throw child;
    return child;
  };
  const powers: Powers = {
    clock,
    chance: { id: nextId },
    digest: { ...digest, hmac: (text) => sha256Hex(digest.sha256(`k${text}`)) },
    signer: createFakeSigner(),
    journal: {
      ...{ name: 'kernel-1', open: async () => freshStart, keep: async () => undefined },
      ...{
        publishHead: async () => undefined,
        countSealed: () => undefined,
        adopt: async () => [],
        close: async () => undefined,
      },
      append: async (lines) => {
        await stage.pass();
        for (const line of lines.trimEnd().split('\n')) {
          const entry: unknown = JSON.parse(line);
          // `as`: the ledger's own line.
          const { type, decision, body } = entry as { type: string; decision: string; body: JsonObject };
          happened.push({ what: 'line', type, decision, body });
        }
      },
    },
    store: watched(store, stage),
    secrets: { resolve: async () => 'a secret that nobody sees', watch: () => () => undefined },
    spawner: {
      connect: async () => ({
        pid: 1,
        call: linked,
        listTools: async () => [],
        close: async () => undefined,
      }),
    },
    reader: {
      load: async () => undefined,
      read: async ({ text }) => {
        await stage.pass();
        return statements[text] ?? opaque('not in the script');
      },
      close: async () => undefined,
    },
    masking: createFakeMasking(() => stage.pass()),
    log: { line: () => undefined },
    abort: createAbort,
  };
  return { clock, powers, store };
}

/** Milliseconds past every deadline that a request can have. */
const forever = 10 * 60_000;

export async function play(script: Script): Promise<Played> {
  const happened: Happening[] = [];
  const stage = new Stage(script);
  const { clock, powers, store } = portsFor(script, stage, happened);
  const inspector = createInspector({ clock });
  const observer: Observer = {
    ...inspector.observer,
    begin: (trip) => {
      const watch = inspector.observer.begin(trip);
      return {
        entered: (stage) => watch.entered(stage),
        stepped: (state, context) => watch.stepped(state, context),
        told: (from, to, type) => watch.told(from, to, type),
        ended: (ended) => watch.ended(ended),
        stood: (standing) => {
          stage.now = standing.state;
          if (stage.isArmed) happened.push({ what: 'stage', request: trip.call.id, stage: standing.state });
          watch.stood(standing);
        },
      };
    },
  };
  const kernel = createKernel({
    ...{
      powers,
      start: freshStart,
      law,
      bootPolicy,
      limits,
      texts,
      role: 'cleaner',
      dev: false,
      version: 'model',
      observer,
    },
  });
  const until = async (holds: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 2_000 && !holds(); turn += 1) await clock.advance(0);
    if (!holds()) throw new Error('the script never came there');
  };
  let booted = false;
  void kernel.boot().then(({ ok }) => {
    booted = ok;
  });
  await until(() => booted);
  happened.splice(0);
  stage.isArmed = true;
  const { signal, abort } = createAbort();
  let code = '';
  void kernel.face.callTool({ tool: script.tool, args: script.args, signal }).then((result) => {
    const content = result.structuredContent ?? {};
    code = result.isError === true ? String(isObject(content) ? content.code : '') : 'allowed';
    happened.push({ what: 'reply', code, text: JSON.stringify(result) });
  });
  if (script.cut !== undefined) {
    await until(() => stage.isHolding || code !== '');
    if (script.cut.how === 'cancel') abort();
    else await clock.advance(forever);
    if (script.cut.late !== true) stage.release();
  }
  await until(() => code !== '');
  stage.release();
  for (let turn = 0; turn < 20; turn += 1) await clock.advance(0);
  const examiner: Examiner = {
    examine: async ({ manifests, ...subject }) => examine({ ...subject, registry: registryOf(manifests) }),
  };
  const { face } = createConsole({
    ...{ inspector, kernel, law, texts, clock, examiner },
    ...{ role: 'cleaner', version: 'model' },
  });
  const doubts = (await store.list('doubt', '')).length;
  return { happened, code, doubts, epoch: await epochOf(store, 'silver.customers'), inspector, face };
}
