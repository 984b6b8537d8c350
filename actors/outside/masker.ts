/** The masker: answers lines of data with the same lines masked, by the kernel's own law, outside of any call. It refuses a line it cannot read, with a reason. */
import { isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import type { Digest } from '../../src/digest.js';
import { type EngineSpan, engineFaults } from '../../src/egress/net/engine/engine.js';
import { isDeep } from '../../src/egress/net/walk/parse.js';
import { type Choose, chooser } from '../../src/egress/operators/choose.js';
import { type DryTerms, type Masked, maskPlain, maskResult } from '../../src/egress/result/dry.js';
import type { ExactFinding } from '../../src/egress/result/exact.js';
import { compilePolicy } from '../../src/policy/compile.js';
import type { EngineChoice, MaskRule } from '../../src/policy/obligation.js';
import { type Engine, isUnavailable } from '../messages.js';
import type { Reader } from '../powers.js';
import { type StatementDesk, statementDesk } from './masked-statement.js';

export interface MaskerMeans {
  readonly masks: readonly MaskRule[];
  readonly digestFor: (session: string) => Digest;
  /** Made when the first statement is to be read. */
  readonly reader: () => Reader;
  /** Asked beside the detectors; absent: they look alone. */
  readonly engine?: Engine;
  /** What is done where it is not available; `deny` where nothing is said. */
  readonly choice?: EngineChoice | undefined;
}
export interface MaskAnswer {
  readonly id: Json;
  readonly findings: readonly ExactFinding[];
  readonly masked: Json;
  readonly withheld?: string;
  /** Why the engine had no answer, where it was masked all the same. */
  readonly without?: string;
}
export interface Masker {
  /** A tool's result with what is known of it. */
  result(line: string): Promise<MaskAnswer>;
  /** Plain text under an id. */
  text(line: string): Promise<MaskAnswer>;
  close(): Promise<void>;
}
export type { ExactFinding } from '../../src/egress/result/exact.js';

/** What one policy text says of masking; undefined when it is not a policy. */
export function masksIn(
  text: string,
  digest: Pick<Digest, 'sha256'>,
): Pick<MaskerMeans, 'masks' | 'choice'> | undefined {
  const compiled = compilePolicy([{ file: 'policy', text }], digest);
  return 'problems' in compiled
    ? undefined
    : { masks: compiled.policy.masks, choice: compiled.policy.engine };
}

const stringsIn = (value: Json | undefined): Readonly<Record<string, string>> | undefined => {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  // Each has just been seen to be a text that says something.
  return entries.every(([, one]) => typeof one === 'string' && one !== '')
    ? (Object.fromEntries(entries) as Readonly<Record<string, string>>)
    : undefined;
};

function parse(line: string): JsonObject | undefined {
  try {
    // `as`: what JSON.parse makes is Json by definition.
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const answer = (id: Json, { result, withheld, findings }: Masked): MaskAnswer => ({
  ...{ id, masked: result, findings },
  ...(withheld === undefined ? {} : { withheld }),
});
const refuse = (id: Json, withheld: string): MaskAnswer => ({ id, masked: null, withheld, findings: [] });

/** An answer has it again, so it must be one that can be written. */
const idOf = (line: JsonObject): Json | undefined => {
  const id = own(line, 'id') ?? null;
  return isDeep(id) ? undefined : id;
};

const deepId = 'the id is nested too deep';

/** INVARIANT: whatever goes wrong with a line, it has an answer, and the next one is read. */
async function answered(id: Json, run: () => Promise<MaskAnswer>): Promise<MaskAnswer> {
  try {
    return await run();
  } catch {
    return refuse(id, 'the line could not be masked');
  }
}

interface By {
  readonly choose: Choose;
  readonly digest: Digest;
  readonly desk: StatementDesk;
  readonly means: Pick<MaskerMeans, 'engine' | 'choice'>;
}

const nothing: readonly EngineSpan[] = [];

/** Masked once where no engine is; else to know what to ask, and once more with what it said. */
async function maskedWith(
  { engine, choice }: By['means'],
  id: Json,
  mask: (terms: Pick<DryTerms, 'engine'>) => Masked,
): Promise<MaskAnswer> {
  if (engine === undefined) return answer(id, mask({}));
  const asks = new Set<string>();
  const alone = mask({
    engine: (sent) => {
      asks.add(sent);
      return nothing;
    },
  });
  if (asks.size === 0) return answer(id, alone);
  const texts = [...asks];
  const found = await engine.ask(texts);
  if (!isUnavailable(found)) {
    const answers = new Map(texts.map((sent, at) => [sent, found[at] ?? nothing]));
    return answer(id, mask({ engine: (sent) => answers.get(sent) }));
  }
  const why = engineFaults[found.fault];
  if (choice !== 'degrade') return refuse(id, `the engine was not available: ${why}`);
  return { ...answer(id, alone), without: why };
}

async function whole(line: JsonObject, id: Json, by: By): Promise<MaskAnswer> {
  const columns = stringsIn(own(line, 'columns'));
  if (columns === undefined) return refuse(id, '`columns` is not {name: class}');
  const { digest, choose, desk, means } = by;
  const read = await desk.read(line, digest);
  if (read !== undefined && 'withheld' in read) return refuse(id, read.withheld);
  const schema = own(line, 'outputSchema');
  if (schema !== undefined && schema !== null && !isObject(schema))
    return refuse(id, '`outputSchema` is not an object');
  const terms: DryTerms = {
    ...{ choose, digest, known: { columns, ...read } },
    ...(isObject(schema) ? { outputSchema: schema } : {}),
  };
  return maskedWith(means, id, (engine) => maskResult(own(line, 'result') ?? null, { ...terms, ...engine }));
}

export function createMasker(means: MaskerMeans): Masker {
  const choose = chooser(means.masks);
  const desk = statementDesk(means.reader);
  const digests = new Map<string, Digest>();
  const digestOf = (line: JsonObject): Digest => {
    const session = String(own(line, 'session') ?? '');
    const digest = digests.get(session) ?? means.digestFor(session);
    if (digests.size < 1_000) digests.set(session, digest);
    return digest;
  };
  return {
    async result(text) {
      const line = parse(text);
      if (line === undefined) return refuse(null, 'the line is not a JSON object');
      const id = idOf(line);
      if (id === undefined) return refuse(null, deepId);
      return answered(id, () => whole(line, id, { choose, desk, means, digest: digestOf(line) }));
    },
    async text(given) {
      const line = parse(given);
      const id = line === undefined ? null : idOf(line);
      const plain = line === undefined ? undefined : own(line, 'text');
      if (line === undefined || typeof plain !== 'string')
        return refuse(id ?? null, 'the line is not {"id", "text"}');
      if (id === undefined) return refuse(null, deepId);
      return answered(id, () => {
        const terms = { choose, digest: digestOf(line), known: { columns: {} } };
        return maskedWith(means, id, (engine) => maskPlain(plain, { ...terms, ...engine }));
      });
    },
    close: async () => {
      means.engine?.close();
      await desk.close();
    },
  };
}
