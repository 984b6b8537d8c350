/**
 * Drafts a manifest from a live server, pins one, and holds one against its server. It starts the server with exactly what it is given, asks it
 * for its tools, calls none of them, and ends it.
 */
import {
  type Comparable,
  type Compared,
  compareManifest,
  readComparable,
  repinned,
} from '../../src/manifest/compared.js';
import { type CompileContext, compileManifests, type SourceFile } from '../../src/manifest/compile.js';
import { type Draft, draftManifest } from '../../src/manifest/draft.js';
import { systemGuess } from '../../src/manifest/draft-launch.js';
import { secretsIn } from '../../src/manifest/draft-secrets.js';
import type { Launch } from '../../src/manifest/manifest.js';
import { changes } from '../../src/manifest/pin.js';
import type { Problem } from '../../src/yaml/document.js';
import { escaped } from '../../src/yaml/escaped.js';
import { type Failed, isFailed } from '../messages.js';
import type { Link } from '../powers.js';
import { type Survey, whileLive } from './survey.js';

export { renderProblems } from '../../src/yaml/document.js';
export type { Comparable, Compared, Draft, Failed, Problem, Survey };
export { changes, isFailed };

/** More than this is no list that a person reads. */
const mostTools = 1_000;

/** `said`: the last that it printed, '' for nothing. It may know better than we do. */
function wordOf(problem: unknown, said: string): string {
  const word = problem instanceof Error ? escaped(problem.message, 300) : 'it did not list its tools';
  return said === '' ? word : `${word}; the last it said: ${escaped(said, 300)}`;
}

/** Every tool that the server lists, as it lists them. `given` are the secrets that it holds without having been lent them. */
async function listLive(
  survey: Survey,
  launch: Launch,
  given: readonly string[] = [],
): Promise<Awaited<ReturnType<Link['listTools']>> | Failed> {
  let last = '';
  const said: Survey['said'] = (line) => {
    last = line;
    survey.said(line);
  };
  try {
    return await whileLive({ ...survey, said }, { launch, given }, async (link) => {
      const listed = await link.listTools();
      return listed.length <= mostTools ? listed : { failed: `it lists more than ${mostTools} tools` };
    });
  } catch (problem) {
    return { failed: wordOf(problem, last) };
  }
}

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
