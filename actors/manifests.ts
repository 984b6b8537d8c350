/**
 * Drafts a manifest from a live server, pins one, and holds one against its server. It starts the server with exactly what it is given, asks it
 * for its tools, calls none of them, and ends it.
 */
import { createMessageReader } from '../src/call/message.js';
import { systemRules } from '../src/call/strict-rules.js';
import type { Digest } from '../src/digest.js';
import { createScrubber } from '../src/egress/scrub.js';
import {
  type Comparable,
  type Compared,
  compareManifest,
  readComparable,
  repinned,
} from '../src/manifest/compared.js';
import { type CompileContext, compileManifests, type SourceFile } from '../src/manifest/compile.js';
import { type Draft, draftManifest } from '../src/manifest/draft.js';
import { systemGuess } from '../src/manifest/draft-launch.js';
import { secretsIn } from '../src/manifest/draft-secrets.js';
import { escaped } from '../src/manifest/escaped.js';
import type { Launch } from '../src/manifest/manifest.js';
import { changes } from '../src/manifest/pin.js';
import type { Problem } from '../src/yaml/document.js';
import { type Failed, isFailed } from './messages.js';
import type { Secrets, Spawner } from './powers.js';

export { renderProblems } from '../src/yaml/document.js';
export type { Comparable, Compared, Draft, Failed, Problem };
export { changes, isFailed };

export interface Survey {
  readonly spawner: Spawner;
  readonly secrets: Pick<Secrets, 'resolve'>;
  readonly digest: Pick<Digest, 'sha256'>;
  /** What the server prints, scrubbed of the secrets it was lent. */
  readonly said: (line: string) => void;
}

const closeWithin = 1_000;
/** More than this is no list that a person reads. */
const mostTools = 1_000;

const wordOf = (problem: unknown): string =>
  problem instanceof Error ? escaped(problem.message, 300) : 'it did not list its tools';

async function lent({ secrets }: Survey, launch: Launch): Promise<Readonly<Record<string, string>>> {
  const values: Record<string, string> = {};
  for (const [name, ref] of Object.entries(launch.secrets)) values[name] = await secrets.resolve(ref);
  return values;
}

/** Every tool that the server lists, as it lists them. `given` are the secrets that it holds without having been lent them. */
async function listLive(
  survey: Survey,
  launch: Launch,
  given: readonly string[] = [],
): Promise<Awaited<ReturnType<LiveList>> | Failed> {
  try {
    const values = await lent(survey, launch);
    const scrub = createScrubber([...Object.values(values), ...given]);
    const link = await survey.spawner.connect(
      launch,
      { ...launch.env, ...values },
      {
        read: createMessageReader(systemRules),
        exit: () => undefined,
        stderr: (line) => survey.said(scrub(line).text),
        toolsChanged: () => undefined,
      },
    );
    try {
      const listed = await link.listTools();
      return listed.length <= mostTools ? listed : { failed: `it lists more than ${mostTools} tools` };
    } finally {
      await link.close(closeWithin);
    }
  } catch (problem) {
    return { failed: wordOf(problem) };
  }
}
type LiveList = Awaited<ReturnType<Spawner['connect']>>['listTools'];

export interface DraftRequest {
  /** Undefined: guessed from the command. */
  readonly system: string | undefined;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the files of its secrets begin with; default ''. */
  readonly secretsOf?: string;
}

/** A name that a system can have, after what somebody calls it. */
export const systemNamed = (name: string): string => systemGuess([name]);

/** INVARIANT: a draft that `check` would refuse is never handed out. */
export async function draftFrom(
  survey: Survey,
  request: DraftRequest,
): Promise<Draft | Failed | { readonly problems: readonly Problem[] }> {
  const { argv, cwd, env } = request;
  const launch: Launch = { argv, cwd, env, secrets: {}, concurrency: 1, queue: 0 };
  const listed = await listLive(survey, launch, secretsIn(request));
  if (isFailed(listed)) return listed;
  const draft = draftManifest(
    { ...request, system: request.system ?? systemGuess(argv), listed },
    survey.digest,
  );
  const places = { package: '/', config: '/', state: '/', dev: false };
  const compiled = compileManifests([{ file: 'draft', text: draft.text }], places, survey.digest);
  return 'problems' in compiled ? { problems: compiled.problems } : draft;
}

export interface Held {
  readonly comparable: Comparable;
  readonly compared: Compared;
}

export async function holdAgainst(
  survey: Survey,
  source: SourceFile,
  context: CompileContext,
): Promise<Held | Failed | { readonly problems: readonly Problem[] }> {
  const read = readComparable(source, context);
  if ('problems' in read) return read;
  const listed = await listLive(survey, read.comparable.launch);
  if (isFailed(listed)) return listed;
  return { comparable: read.comparable, compared: compareManifest(read.comparable, listed, survey.digest) };
}

export const withPins = ({ comparable, compared }: Held): string | undefined =>
  repinned(comparable, compared);
