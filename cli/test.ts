/** `aegis test`: runs policy tests on the law that the kernel runs. It starts no system, writes no journal and executes no call. */
import type { ConfigFiles } from '../actors/powers.js';
import {
  type Problem,
  type Ran,
  renderProblems,
  runTrials,
  type TrialMeans,
  type TrialRun,
  testsBeside,
} from '../actors/rehearsal/trials.js';
import { watch } from './files/watch.js';
import { writeEither } from './files/whole.js';
import { configPath, type Doors, type ExitCode, flag, isSet, type Verb } from './shell/doors.js';
import { testFiles } from './test/files.js';
import { grouped } from './test/groups.js';
import { junit } from './test/junit.js';
import { coverage, shown, silentLines, tallied } from './test/report.js';

const help = `aegis test [--config aegis.yaml] [--every-line] [--watch] [--json] [--junit FILE] [file] ...
aegis test gen --out DIR [--config aegis.yaml] [--json] [policy] ...

Runs policy tests: a call and what holds when it is made, and what is expected of it. Each is decided
by the kernel's own machine, reader and mint, and nothing is executed. A directory stands for its
*.test.yaml. Without a file, those beside the policies of the configuration: policies/default.yaml has
policies/default.test.yaml.
At the end, what each line of the policies did: decided (without it a test would have ended otherwise),
spoke (something else says the same), silent (no test is about it). Files about the same policies count
together.

  --every-line    a line that is silent fails the run
  --watch         runs again when a file that was read changes, until it is stopped
  --json          one JSON object a run: {ok, files, coverage, problems}
  --junit FILE    writes the results as JUnit XML

gen writes the tests of a configuration's policies, or of those that are named: every call that its tools
and data can make, every line where it speaks, is silent and alone decides, each side of each bound,
receipts in every state, and what nobody is granted. What is expected is what an oracle of its own reads
in the policy; where the kernel decides otherwise, the test is told and not written. It tells lines that
are dead, shadowed or contradicted and tools that nobody can reach, and what it left out.

  --out DIR       where the tests are written; only files that it has written itself are written over
Exit codes: 0 all passed, 1 a test failed or oracle and kernel disagree, 2 the call, a test file or the
configuration is wrong.`;

interface Outcome {
  readonly runs: readonly TrialRun[];
  readonly problems: readonly Problem[];
}

const isRun = (ran: Ran): ran is { readonly run: TrialRun } => 'run' in ran;

const isPaths = (found: readonly string[] | readonly Problem[]): found is readonly string[] =>
  found.every((one) => typeof one === 'string');

const noTests = (config: string): Problem => ({
  file: config,
  line: 1,
  column: 1,
  message: 'no policy that it names has tests beside it',
  help: 'name a file of tests, or write `<policy>.test.yaml` beside a policy',
});

async function runAll(means: TrialMeans, paths: readonly string[], config: string): Promise<Outcome> {
  const named = testFiles(paths);
  const found = paths.length > 0 ? named.files : testsBeside(means, config);
  if (!isPaths(found)) return { runs: [], problems: found };
  if (paths.length === 0 && found.length === 0) return { runs: [], problems: [noTests(config)] };
  const all: Ran[] = [];
  // One after the other: they share one reader, and each loads its own structures into it.
  for (const file of found) all.push(await runTrials(means, file, config));
  return {
    runs: all.filter(isRun).map(({ run }) => run),
    problems: [...named.problems, ...all.flatMap((ran) => (isRun(ran) ? [] : ran.problems))],
  };
}

interface Terms {
  readonly doors: Doors;
  /** Files of tests, and directories of them. */
  readonly paths: readonly string[];
  readonly config: string;
  readonly isJson: boolean;
  readonly isEveryLine: boolean;
  readonly junit: string | undefined;
}

function codeOf({ runs, problems }: Outcome, { isEveryLine }: Terms): ExitCode {
  if (problems.length > 0) return 2;
  const hasFailed = runs.some(({ results }) => results.some((one) => one.differences.length > 0));
  return hasFailed || (isEveryLine && grouped(runs).some((group) => silentLines(group).length > 0)) ? 1 : 0;
}

async function report(outcome: Outcome, terms: Terms): Promise<ExitCode> {
  const { doors } = terms;
  const { runs, problems } = outcome;
  const code = codeOf(outcome, terms);
  // What is longer than a pipe holds is lost when the program ends before it has been read.
  const groups = grouped(runs);
  if (terms.isJson) {
    const told = { ok: code === 0, files: runs.map(tallied), coverage: groups.map(coverage), problems };
    await doors.raw(`${JSON.stringify(told)}\n`);
  } else {
    for (const group of groups) doors.out(shown(group, terms.isEveryLine));
    if (problems.length > 0) doors.err(renderProblems(problems));
  }
  if (terms.junit === undefined) return code;
  const why = writeEither(terms.junit, junit(runs, problems));
  if (why === undefined) return code;
  doors.err(`aegis test: \`${terms.junit}\` is not written: ${why}`);
  return 2;
}

/** Notes each file that is asked for, so that the run can be made again when one changes. */
function noted(files: ConfigFiles) {
  const seen = new Set<string>();
  const read: ConfigFiles['read'] = (path) => {
    seen.add(path);
    return files.read(path);
  };
  return { files: { ...files, read }, seen };
}

async function once(terms: Terms, means: TrialMeans): Promise<{ code: ExitCode; seen: readonly string[] }> {
  const { files, seen } = noted(means.files);
  const outcome = await runAll({ ...means, files }, terms.paths, terms.config);
  return { code: await report(outcome, terms), seen: [...seen] };
}

async function keepOn(terms: Terms, means: TrialMeans): Promise<ExitCode> {
  let last: ExitCode = 0;
  await watch(
    async () => {
      const { code, seen } = await once(terms, means);
      last = code;
      terms.doors.err('aegis test: waiting for a change; stop with Ctrl-C');
      return seen;
    },
    (stop) => terms.doors.onStop(stop),
  );
  return last;
}

export const test: Verb = {
  name: 'test',
  about: 'run policy tests',
  help,
  async run(args, doors) {
    // Loaded when it is asked for: it brings the tools of graphs along, which no kernel needs.
    if (args.positionals[0] === 'gen') return (await import('./test/gen.js')).generateTests(args, doors);
    const terms = {
      doors,
      paths: args.positionals,
      config: configPath(args),
      isJson: isSet(args, 'json'),
      isEveryLine: isSet(args, 'every-line'),
      junit: flag(args, 'junit'),
    };
    const { means, close } = doors.rehearsal();
    try {
      return isSet(args, 'watch') ? await keepOn(terms, means) : (await once(terms, means)).code;
    } finally {
      await close();
    }
  },
};
