/** `aegis explore --run`: a real kernel along a script, in a sandbox, and what came of each step. It starts nothing that is somebody's own. */
import { type Run, runScript } from '../../actors/explored/run.js';
import { readScript, type Script } from '../../actors/explored/scripted.js';
import { type Enacted, renderProblems } from '../../actors/law/law.js';
import { type Args, type Doors, type ExitCode, isSet } from '../shell/doors.js';

interface Session {
  readonly args: Args;
  readonly doors: Doors;
  readonly enacted: Enacted;
}

type Ran = Exclude<Run, { refused: string }>;
type Told = Ran['told'][number];

const lineOf = ({ step, who, said, did }: Told): string => {
  const place = (step === 0 ? '' : String(step)).padStart(5);
  if (step === 0) return `${place}  ${who}: ${did}  (beside the script)`;
  return did === ''
    ? `${place}  ${who}: ${said}  (the kernel does not ask this)`
    : `${place}  ${who}: ${said}`;
};

const sought = ({ breaks, question }: Script): string => (question === undefined ? breaks : 'sought');

const nameOf = ({ question }: Script, promise: string): string => {
  if (promise !== 'sought' || question === undefined) return promise;
  const without = question.without === '' ? '' : ` without ${question.without}`;
  return `a write of ${question.reach}${without}`;
};

const placeOf = (step: number): string => (step === 0 ? 'after the last step' : `at step ${step}`);

/** Each promise once, where it was broken first. */
const broken = ({ found }: Ran): Ran['found'] =>
  found.filter((one, at) => found.findIndex(({ promise }) => promise === one.promise) === at);

function verdict(script: Script, ran: Ran): readonly string[] {
  const all = broken(ran);
  const meant = sought(script);
  const isThere = all.some(({ promise }) => promise === meant);
  const words = all.map(
    ({ promise, step, why }) => `${nameOf(script, promise)}: yes, ${placeOf(step)}: ${why}`,
  );
  if (isThere) return ['the kernel did what the script shows:', ...words];
  const not =
    meant === ''
      ? 'every promise holds'
      : `not here: ${nameOf(script, meant)} did not come about in the kernel`;
  return all.length === 0 ? [not] : [not, 'and yet, in the kernel:', ...words];
}

function wordsOf(script: Script, ran: Ran): string {
  const followed = ran.told.filter(({ step, did }) => step > 0 && did !== '').length;
  return [
    ...ran.told.map(lineOf),
    `${followed} of ${script.steps.length} steps as the script says`,
    ...Object.entries(ran.ends).map(([who, code]) => `  ${who}: ${code === '' ? 'not answered' : code}`),
    ...verdict(script, ran),
  ].join('\n');
}

async function taken({ doors, enacted }: Session, script: Script): Promise<Run> {
  const { means, close } = doors.rehearsal();
  const { role } = enacted.configuration.config;
  const { version, abort, sandboxes } = doors;
  const stopped = new Promise<void>((stop) => doors.onInterrupt(stop));
  try {
    const given = { script, enacted, role, version, stopped, hands: sandboxes, means: { ...means, abort } };
    return await runScript(given);
  } finally {
    await close();
  }
}

export async function runFile(session: Session, file: string): Promise<ExitCode> {
  const { args, doors } = session;
  const found = doors.readFile(file);
  const read = 'text' in found ? readScript(found.text, file) : undefined;
  if (read === undefined || 'problems' in read) {
    doors.err(read === undefined ? `aegis explore: ${file} cannot be read` : renderProblems(read.problems));
    return 2;
  }
  try {
    const ran = await taken(session, read.script);
    if ('refused' in ran) {
      doors.err(`aegis explore: ${ran.refused}`);
      return 2;
    }
    doors.out(
      isSet(args, 'json') ? JSON.stringify({ ...ran, shared: undefined }) : wordsOf(read.script, ran),
    );
    return ran.found.length > 0 ? 1 : 0;
  } catch (problem) {
    doors.err(`aegis explore: ${problem instanceof Error ? problem.message : 'the sandbox failed'}`);
    return 3;
  }
}
