/** The vault: the one officer who holds credentials. It lends a system's to that system's supervisor and answers nobody else. */
import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import type { SystemName } from '../../src/call/id.js';
import { type Scrub, type ScrubTable, scrubberOf, scrubTable } from '../../src/egress/net/scrub.js';
import type { SecretRef } from '../../src/manifest/manifest.js';
import type { Desk } from '../desk.js';
import type { Failed, LeaseSeal, VaultMessage } from '../messages.js';
import { type OfficerWatch, startOfficer } from '../observer.js';
import type { Log, Secrets } from '../powers.js';

export interface Credentials {
  readonly system: SystemName;
  /** Environment variable name to where its value is kept. */
  readonly secrets: Readonly<Record<string, SecretRef>>;
}

export interface VaultInput {
  readonly secrets: Secrets;
  readonly credentials: readonly Credentials[];
  readonly desk: Desk;
  readonly log: Log;
  /** A credential's value has changed: its system starts again with the new one. */
  readonly onChanged: (system: SystemName) => void;
  /** Called once, when the vault has died: nothing may be served that it could not scrub or lend to. */
  readonly onFailed: (why: string) => void;
  readonly observed?: OfficerWatch;
}

export interface Vault {
  readonly actor: ActorRefFrom<typeof vaultLogic>;
  /** The seal by which a system's supervisor is known. Given once; later calls answer undefined. */
  sealFor(system: SystemName): LeaseSeal | undefined;
  /** Takes every held value out of a text, whatever its encoding. */
  scrub(text: string): { readonly text: string; readonly hits: number };
  /** The same for another thread of this process, where it does what `scrub` does. */
  scrubTable(): ScrubTable;
  /** Stops watching. */
  close(): void;
}

interface Safe {
  readonly values: Map<SystemName, Readonly<Record<string, string>>>;
  readonly seals: WeakMap<object, SystemName>;
  /** Every value that was held lately, oldest first: a child may hold a changed one until it has started again. */
  readonly held: Set<string>;
  table: ScrubTable;
  scrubber: Scrub;
}

interface VaultLogicInput extends VaultInput {
  readonly safe: Safe;
  readonly die: () => void;
}

const died: Failed = { failed: 'the vault has died' };

/** A throw while it lends is not somebody else's failure: the vault itself is not sound any more. */
function lendOrDie(input: VaultLogicInput, seal: LeaseSeal): object {
  try {
    return lend(input, seal);
  } catch {
    input.die();
    return died;
  }
}

async function resolve(input: VaultLogicInput, { system, secrets }: Credentials): Promise<readonly string[]> {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const [name, ref] of Object.entries(secrets)) {
    try {
      values[name] = await input.secrets.resolve(ref);
    } catch (problem) {
      // The hand words its problems without the value; anything else is not repeated.
      problems.push(
        `${system}: ${name}: ${problem instanceof Error && problem.name === 'SecretProblem' ? problem.message : 'cannot be resolved'}`,
      );
    }
  }
  if (problems.length === 0) input.safe.values.set(system, values);
  return problems;
}

/** Values that were changed, and are scrubbed as well. */
const mostChanged = 64;

const refresh = ({ safe }: VaultLogicInput): void => {
  const current = [...safe.values.values()].flatMap((values) => Object.values(values));
  for (const value of current) {
    safe.held.delete(value);
    safe.held.add(value);
  }
  const tooMany = Math.max(0, safe.held.size - current.length - mostChanged);
  for (const value of [...safe.held].slice(0, tooMany)) safe.held.delete(value);
  safe.table = scrubTable([...safe.held]);
  safe.scrubber = scrubberOf(safe.table);
};

async function open(input: VaultLogicInput): Promise<object> {
  const problems: string[] = [];
  for (const one of input.credentials) problems.push(...(await resolve(input, one)));
  if (problems.length > 0)
    return { failed: `secrets cannot be resolved: ${problems.join('; ')}` } satisfies Failed;
  refresh(input);
  return { ready: true };
}

/** INVARIANT: identity of the seal, not its content, opens the vault; a copy or a forgery is somebody else. */
function lend({ safe, log }: VaultLogicInput, seal: LeaseSeal): object {
  const system = typeof seal === 'object' && seal !== null ? safe.seals.get(seal) : undefined;
  if (system === undefined) {
    log.line('warn', 'the vault was asked for a credential by somebody it does not know');
    return { failed: 'the vault does not know this seal' } satisfies Failed;
  }
  const env = safe.values.get(system);
  return env === undefined
    ? ({ failed: 'its credentials are not resolved' } satisfies Failed)
    : { env: { ...env } };
}

const isSame = (one: Readonly<Record<string, string>> = {}, other: typeof one = {}): boolean =>
  Object.keys(other).every((name) => one[name] === other[name]);

async function changed(input: VaultLogicInput, one: Credentials): Promise<void> {
  const { safe, log, onChanged } = input;
  const before = safe.values.get(one.system);
  const problems = await resolve(input, one);
  for (const problem of problems) log.line('error', `a credential changed and ${problem}`);
  // A file that was touched and says the same is no reason to cut off a system that works.
  if (problems.length > 0 || isSame(before, safe.values.get(one.system))) return;
  refresh(input);
  onChanged(one.system);
}

const vaultLogic = fromCallback<VaultMessage, VaultLogicInput>(({ receive, input }) => {
  // A supervisor may ask before the credentials are resolved; it is answered when they are, or when they cannot be.
  let tell = (): void => undefined;
  const resolved = new Promise<void>((done) => {
    tell = done;
  });
  // One change after another: of two readings that overlap, the older could be kept.
  let turn: Promise<void> = Promise.resolve();
  const stops = input.credentials.flatMap((one) =>
    Object.values(one.secrets).map((ref) =>
      input.secrets.watch(ref, () => {
        turn = turn
          .then(() => changed(input, one))
          .catch(() => input.log.line('error', `${one.system} was not told of its changed credential`));
      }),
    ),
  );
  receive((message) => {
    input.observed?.took(message.type);
    if (message.type === 'vault.lease')
      void resolved.then(() => input.desk.answer(message.ticket, lendOrDie(input, message.seal)));
    else
      void open(input)
        .catch((): Failed => {
          input.die();
          return died;
        })
        .then((answer) => {
          tell();
          input.desk.answer(message.ticket, answer);
        });
  });
  return () => {
    for (const stop of stops) stop();
  };
});

export function createVault(input: VaultInput): Vault {
  const safe: Safe = {
    values: new Map(),
    seals: new WeakMap(),
    held: new Set(),
    table: undefined,
    scrubber: scrubberOf(undefined),
  };
  const given = new Set<SystemName>();
  const life = { isOver: false };
  const die = (): void => {
    if (life.isOver) return;
    life.isOver = true;
    safe.values.clear();
    input.onFailed('the vault has died');
  };
  const actor = createActor(vaultLogic, { input: { ...input, safe, die } });
  // An actor that ends without having been closed is as dead as one that threw.
  actor.subscribe({ error: die, complete: die });
  startOfficer(actor, input.observed);
  return {
    actor,
    sealFor(system) {
      if (given.has(system)) return undefined;
      given.add(system);
      const seal: LeaseSeal = Object.freeze({ system });
      safe.seals.set(seal, system);
      return seal;
    },
    scrub: (text) => safe.scrubber(text),
    scrubTable: () => safe.table,
    close: () => {
      life.isOver = true;
      actor.stop();
    },
  };
}
