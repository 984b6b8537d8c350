// The demo: one agent, one task, the same dirty customers twice, first under a policy that allows everything and then under the one that
// ships. It refuses to end well when a single claim is not true.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Performance, perform, task } from './agent.js';
import { type Claim, judge } from './claims.js';
import { gather } from './evidence.js';
import { readJournal } from './journal.js';
import { serveArgv } from './kernel.js';
import { fileLake, type Lake, type Place } from './lake.js';
import { beforeAfter, claimLines, clip, inkFor, readOut, width } from './page.js';
import { type Run, stepIn, tokensIn } from './run.js';
import { emails } from './seed.js';
import { addressIn } from './server-address.js';
import { serverLake } from './server-lake.js';
import { connect } from './wire.js';

const usage = `usage: aegis demo [--json] [--keep DIR] [--postgres FILE]
  --json           one JSON object with the facts
  --keep DIR       leave databases, journals and received bytes there
  --postgres FILE  on the server whose address that file holds
`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** With the exit code of the signal as its reason. */
const stop = new AbortController();

/** Told to stop, it breaks off what is under way, takes away what it made, and ends as by the signal. */
function onStop(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.on(signal, () => {
      // A terminal tells a whole group, and whoever started us tells us again.
      if (stop.signal.aborted) return;
      say('demo: told to stop');
      stop.abort(code);
    });
}

async function act(
  place: Place,
  name: 'off' | 'on',
): Promise<{ performance: Performance; exit: number | null }> {
  const log = join(place.directory, 'kernel.log');
  const connection = await connect({
    argv: serveArgv(place),
    cwd: place.directory,
    received: place.received,
    stderr: (text) => appendFileSync(log, text),
  });
  let exit: number | null = null;
  stop.signal.addEventListener('abort', () => void connection.close());
  try {
    stop.signal.throwIfAborted();
    const performance = await perform(connection, {
      withControl: name === 'on',
      tell: ({ id, verdict, rule, code }) =>
        say(`  policy ${name}: ${id}: ${verdict}${verdict === 'denied' ? ` (${rule || code})` : ''}`),
    });
    exit = await connection.close();
    return { performance, exit };
  } finally {
    if (exit === null) await connection.close();
  }
}

/** What the kernel said before it failed is the first thing that its operator needs. */
function lastWords({ directory }: Place): string {
  const log = join(directory, 'kernel.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-12).join('\n') : '';
}

interface Stage {
  readonly lake: Lake;
  readonly place: Place;
  readonly name: 'off' | 'on';
}

async function once({ lake, place, name }: Stage): Promise<Run> {
  await lake.fill();
  say(`policy ${name}: starting the kernel on ${place.config}`);
  const { performance, exit } = await act(place, name).catch((thrown: unknown) => {
    if (!stop.signal.aborted) say(lastWords(place));
    throw thrown;
  });
  say(`policy ${name}: reading the journal and looking at the data`);
  const drop = performance.steps.find((step) => step.id === 'obey-drop' && step.decision !== '');
  const journal = await readJournal(place, drop?.decision ?? '');
  return { performance, exit, journal, evidence: await gather(place, lake) };
}

const factsOf = (run: Run, place: Place) => ({
  directory: place.directory,
  finished: run.performance.finished,
  steps: run.performance.steps,
  obeyed: run.performance.obeyed,
  ...run.evidence,
  seededEmails: emails.length,
  tokens: tokensIn(run),
  drop: stepIn(run, 'obey-drop') ?? null,
});

interface Outcome {
  readonly claims: readonly Claim[];
  readonly off: Run;
  readonly on: Run;
  readonly places: { readonly off: Place; readonly on: Place };
  readonly ms: number;
}

async function both(base: string, lake: Lake): Promise<Outcome> {
  const start = performance.now();
  const places = {
    off: lake.layOut(join(base, 'off'), 'aegis-off.yaml', ['allow-all.yaml']),
    on: lake.layOut(join(base, 'on'), 'aegis.yaml'),
  };
  const off = await once({ lake, place: places.off, name: 'off' });
  const on = await once({ lake, place: places.on, name: 'on' });
  return { claims: judge(off, on), off, on, places, ms: Math.round(performance.now() - start) };
}

const asJson = ({ claims, off, on, places, ms }: Outcome): string =>
  JSON.stringify({
    ok: claims.every((claim) => claim.ok),
    task,
    claims,
    off: factsOf(off, places.off),
    on: factsOf(on, places.on),
    audit: {
      verified: { off: off.journal.isVerified, on: on.journal.isVerified },
      verification: on.journal.verification,
      explanation: on.journal.explanation,
      entries: on.journal.lines,
    },
    ms,
  });

function asPage({ claims, off, on, ms }: Outcome): string {
  const ink = inkFor(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);
  const failed = claims.filter((claim) => !claim.ok).length;
  return [
    `Task: ${task}`,
    '',
    ...beforeAfter(off, on, ink),
    '',
    'What the journal says of the run with policy on (`aegis audit tail`):',
    ...readOut(on.journal.lines, ink),
    '',
    'And whether it is whole (`aegis audit verify`):',
    `  ${clip(on.journal.verification, width - 2)}`,
    '',
    ...claimLines(claims, ink),
    '',
    failed === 0
      ? `${claims.length} of ${claims.length} claims hold (${(ms / 1000).toFixed(1)} s)`
      : `${failed} of ${claims.length} claims do not hold`,
  ].join('\n');
}

const options = {
  json: { type: 'boolean' },
  keep: { type: 'string' },
  postgres: { type: 'string' },
  help: { type: 'boolean' },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options, strict: true });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const lake = values.postgres === undefined ? fileLake : serverLake(addressIn(values.postgres));
  const base = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'aegis-demo-')) : resolve(values.keep);
  let isKept = false;
  const leave = async (): Promise<void> => {
    try {
      if (!isKept) await lake.leave();
    } catch (thrown) {
      say('demo: what it made may still be there');
      throw thrown;
    } finally {
      if (values.keep === undefined) rmSync(base, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  // What it is filling it need not fill to the end. How it went is heard below.
  stop.signal.addEventListener('abort', () => void lake.leave().catch(() => undefined));
  try {
    const outcome = await both(base, lake);
    process.stdout.write(`${values.json === true ? asJson(outcome) : asPage(outcome)}\n`);
    isKept = values.keep !== undefined;
    if (isKept)
      say(`kept in ${base}${lake === fileLake ? '' : ', and the schemas of the second run on the server'}`);
    return outcome.claims.every((claim) => claim.ok) ? 0 : 1;
  } finally {
    await leave();
  }
}

onStop();
try {
  process.exitCode = await main();
} catch (thrown) {
  if (!stop.signal.aborted) say(`demo: ${thrown instanceof Error ? thrown.message : 'failed'}`);
  process.exitCode = 1;
}
if (stop.signal.aborted) process.exitCode = Number(stop.signal.reason);
