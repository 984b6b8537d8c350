/** `aegis test gen`: writes the tests that a policy ought to have, and tells what no test could show. It starts no system and changes no policy. */
import { join, relative, resolve } from 'node:path';
import { callText, filesOf, type Generated, generate } from '../../actors/rehearsal/generation.js';
import { renderProblems } from '../../actors/rehearsal/trials.js';
import { type GeneratedFile, writeGenerated } from '../files/generated.js';
import { type Args, configPath, type Doors, type ExitCode, flag, isSet } from '../shell/doors.js';

type Finding = Generated['findings'][number];
type Call = NonNullable<Finding['call']>;

const finding = ({ kind, id, why, call }: Finding): readonly string[] => [
  `  ${kind.padEnd(13)}${id}: ${why}`,
  ...(call === undefined ? [] : [`               ${callText(call)}`]),
];

const disagreement = ({ test, differences }: Generated['disagreements'][number]): readonly string[] => [
  `  ${test.name}`,
  `      ${callText(test.call)}`,
  ...differences.map(
    ({ what, expected, got }) => `      ${what}: the oracle says ${expected}, the kernel ${got}`,
  ),
];

const section = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [head, ...lines];

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

function shown(generated: Generated, files: readonly GeneratedFile[], out: string): string {
  const { cases, disagreements, findings, leftOut, tried, shown: goals } = generated;
  const { paths, states, transitions, unreached, unfired } = generated.lifecycle;
  return [
    `${counted(cases.length, 'test')} of ${counted(tried, 'call')} show ${counted(goals, 'thing')}`,
    `${counted(paths.length, 'path')} through the lifecycle: ${states - unreached.length} of ${states} states, ${transitions - unfired.length} of ${transitions} transitions`,
    ...files.map(({ name }) => `  ${join(out, name)}`),
    ...section('what the policies never do, by the calls that were tried', findings.flatMap(finding)),
    ...section(
      'what no test shows',
      leftOut.map((one) => `  ${one}`),
    ),
    ...section(
      `oracle and kernel disagree; ${counted(disagreements.length, 'test')} not written`,
      disagreements.flatMap(disagreement),
    ),
    ...section(
      'the machine ends otherwise than was foretold',
      generated.lifecycle.disagreements.map(({ name }) => `  ${name}`),
    ),
  ].join('\n');
}

const isAgreed = ({ disagreements, lifecycle }: Generated): boolean =>
  disagreements.length === 0 && lifecycle.disagreements.length === 0;

const callFor = (call: Call) => ({
  role: call.at.role,
  tool: call.witness.tool,
  args: call.witness.args,
  when: call.label,
});

const told = (generated: Generated, files: readonly GeneratedFile[]) => ({
  ok: isAgreed(generated),
  files: files.map(({ name }) => name),
  tests: generated.cases.length,
  tried: generated.tried,
  shown: generated.shown,
  findings: generated.findings.map(({ call, ...one }) => ({
    ...one,
    ...(call === undefined ? {} : { call: callFor(call) }),
  })),
  leftOut: generated.leftOut,
  lifecycle: {
    paths: generated.lifecycle.paths.length,
    unreached: generated.lifecycle.unreached,
    unfired: generated.lifecycle.unfired,
    disagreements: generated.lifecycle.disagreements.map(({ name }) => name),
  },
  disagreements: generated.disagreements.map(({ test, differences }) => ({
    name: test.name,
    call: callFor(test.call),
    differences,
  })),
  problems: [],
});

interface Terms {
  readonly out: string;
  readonly config: string;
  readonly policies: readonly string[];
  readonly isJson: boolean;
}

async function write(generated: Generated, terms: Terms, doors: Doors): Promise<ExitCode> {
  const { out, config, policies, isJson } = terms;
  const from = (path: string): string => relative(resolve(out), resolve(path));
  const files = filesOf(generated, { config: from(config), policies: policies.map(from) });
  const why = writeGenerated(out, files);
  if (why !== undefined) {
    doors.err(`aegis test gen: \`${out}\` is not written: ${why}`);
    return 2;
  }
  await doors.raw(`${isJson ? JSON.stringify(told(generated, files)) : shown(generated, files, out)}\n`);
  return isAgreed(generated) ? 0 : 1;
}

export async function generateTests(args: Args, doors: Doors): Promise<ExitCode> {
  const [, ...policies] = args.positionals;
  const out = flag(args, 'out');
  if (out === undefined) {
    doors.err('aegis test gen: where to? name a directory with `--out`');
    return 2;
  }
  const terms = { out, config: configPath(args), policies, isJson: isSet(args, 'json') };
  const { means, close } = doors.rehearsal();
  try {
    const made = await generate(means, {
      config: terms.config,
      policies: policies.length === 0 ? undefined : policies.map((path) => resolve(path)),
    });
    if (!('problems' in made)) return await write(made, terms, doors);
    if (terms.isJson) doors.out(JSON.stringify({ ok: false, problems: made.problems }));
    doors.err(renderProblems(made.problems));
    return 2;
  } finally {
    await close();
  }
}
