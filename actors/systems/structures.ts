/** Keeps the analyst's picture of each system's structure fresh: asks the system through the kernel, hands the answer on. Untrusted: it may only add denials. */
import { text } from '../../src/call/fields.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import type { Registry } from '../../src/manifest/manifest.js';
import type { InnerResult } from '../../src/native/plan.js';
import { type Desk, isNoAnswer, type Mailbox } from '../desk.js';
import { type AnalystMessage, isFailed } from '../messages.js';
import type { Clock, Log, Schema } from '../powers.js';
import type { Requests } from '../trip/requests.js';

export interface StructuresInput {
  readonly registry: Registry;
  readonly requests: Pick<Requests, 'fromKernel'>;
  readonly desk: Desk;
  readonly analyst: Mailbox<AnalystMessage>;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
}

export interface Structures {
  /** Reads every system that can describe itself. */
  readAll(): Promise<void>;
  /** Reads one again; several calls while one runs become one more. */
  changed(system: string): Promise<void>;
  /** The reading that a statement of this system has to wait for, if any. One that the system could not answer the last time is tried anew. */
  underWay(system: string): Promise<void> | undefined;
  /** A statement has not been understood by what is known: that is read again, unless it is fresh. */
  doubted(system: string): Promise<void> | undefined;
}

function statementOf(value: Json): Schema['statements'][number] | undefined {
  if (!isObject(value)) return undefined;
  const [schema = '', name = '', kind = '', sql = ''] = ['schema', 'name', 'kind', 'sql'].map((key) =>
    text(own(value, key)),
  );
  // A script is what a person hands in; a system has objects.
  return [schema, name, kind, sql].includes('') || kind === 'script'
    ? undefined
    : { schema, name, kind, sql };
}

/** The snapshot in the one form the readers know; undefined for anything else, and for one with a part that is. */
export function schemaOf(content: JsonObject): Schema | undefined {
  const digest = text(own(content, 'digest'));
  const engine = own(content, 'engine');
  const listed = own(content, 'statements');
  if (engine === undefined || !isObject(engine) || listed === undefined || !isArray(listed)) return undefined;
  const [name, version] = [text(own(engine, 'name')), text(own(engine, 'version'))];
  const statements = listed.flatMap((one) => statementOf(one) ?? []);
  if ([digest, name, version].includes('') || statements.length < listed.length) return undefined;
  return { digest, engine: { name, version }, statements };
}

/** Milliseconds for which a structure is not doubted: who sends nonsense has it read so often and no oftener. */
const freshFor = 20_000;

const defect: InnerResult = { ok: false, code: 'defect', facts: [] };

/** Milliseconds the analyst has to take a structure in. */
const loadWithin = 10_000;

interface Outcome {
  /** For the operator; '' when all went well. */
  readonly problem: string;
  /** Whether asking once more may come to something else. */
  readonly isPassing: boolean;
  /** Of the structure that the reader holds. */
  readonly digest?: string;
}

async function read(input: StructuresInput, system: string, held: string | undefined): Promise<Outcome> {
  const { registry, requests, desk, analyst } = input;
  const tool = registry.manifests.find((one) => one.system === system)?.kernelTools.snapshot;
  if (tool === undefined) return { problem: '', isPassing: false };
  const answer = await requests.fromKernel({ tool, args: {} }).catch(() => defect);
  const schema = answer.ok ? schemaOf(answer.content) : undefined;
  if (schema === undefined) {
    const why = answer.ok ? 'its form is not known' : answer.code;
    const problem = `the structure of ${system} could not be read (${why}): its statements are denied`;
    return { problem, isPassing: !answer.ok };
  }
  if (schema.digest === held) return { problem: '', isPassing: false, digest: held };
  const build = (ticket: number): AnalystMessage => ({ type: 'analyst.load', ticket, system, schema });
  const loaded = await desk.ask(analyst, build, loadWithin);
  if (isNoAnswer(loaded))
    return { problem: `the reader did not take in the structure of ${system}`, isPassing: true };
  return isFailed(loaded)
    ? { problem: `the reader refuses the structure of ${system}: ${loaded.failed}`, isPassing: false }
    : { problem: '', isPassing: false, digest: schema.digest };
}

interface Known extends Outcome {
  readonly at: number;
}

async function readAgain(input: StructuresInput, system: string, before: Known | undefined): Promise<Known> {
  const outcome = await read(input, system, before?.digest);
  // The same problem once: a statement that is called again and again has its structure tried as often.
  if (outcome.problem !== '' && outcome.problem !== before?.problem) input.log.line('warn', outcome.problem);
  return { ...outcome, at: input.clock.monotonic() };
}

interface Running {
  isAgain: boolean;
  done: Promise<void>;
}

export function createStructures(input: StructuresInput): Structures {
  const all = new Map<string, Running>();
  /** By system, what came of the last reading. */
  const last = new Map<string, Known>();
  const readWhileChanged = async (system: string, running: Running): Promise<void> => {
    try {
      do {
        running.isAgain = false;
        last.set(system, await readAgain(input, system, last.get(system)));
      } while (running.isAgain);
    } finally {
      // In the turn of the last look: a change that came between the two would be lost.
      all.delete(system);
    }
  };
  const changed = (system: string): Promise<void> => {
    const current = all.get(system);
    if (current !== undefined) {
      current.isAgain = true;
      return current.done;
    }
    const running: Running = { isAgain: false, done: Promise.resolve() };
    all.set(system, running);
    running.done = readWhileChanged(system, running);
    return running.done;
  };
  return {
    readAll: async () => {
      await Promise.all(input.registry.manifests.map((one) => changed(one.system)));
    },
    changed,
    doubted(system) {
      const known = last.get(system);
      const isFresh = known === undefined || input.clock.monotonic() - known.at < freshFor;
      return isFresh || known.digest === undefined ? undefined : changed(system);
    },
    underWay: (system) =>
      all.get(system)?.done ?? (last.get(system)?.isPassing === true ? changed(system) : undefined),
  };
}
