/** What a run of policy tests says to a person, and to a program. It shows the call of a test, which its writer has made up; never a value of data. */
import type { TrialResult, TrialRun } from '../../actors/rehearsal/trials.js';
import type { Group } from './groups.js';

const hasPassed = ({ differences }: TrialResult): boolean => differences.length === 0;

export const silentLines = ({ covered }: Group) => covered.filter(({ cover }) => cover === 'silent');

const row = (name: string, says: string): string => `      ${name.padEnd(12)}${says}`;

/** Who decided, and the nearest way out that was named. */
function decided({ judged }: TrialResult): readonly string[] {
  if (judged.verdict === 'allowed') {
    const spoke = judged.trace.filter(({ said }) => said === 'match').map(({ rule }) => rule);
    return [row('allowed by', spoke.length === 0 ? 'no line' : spoke.join(', '))];
  }
  const { rule, because, facts, remedies, help, inner } = judged;
  const [way] = remedies;
  const asked = inner.filter(({ verdict }) => verdict === 'denied').map(({ tool }) => tool);
  return [
    ...asked.map((tool) => row('denied', `${tool}, which its plan asks`)),
    row('rule', rule === '' ? `none; ${judged.code} comes before every policy` : `${rule} (${because})`),
    ...(facts.length === 0 ? [] : [row('what', facts.join('; '))]),
    row('way out', way === undefined ? help : `${way.tool} ${JSON.stringify(way.args)} (${way.why})`),
  ];
}

const callText = ({ tool, args, role, preview }: TrialResult['scene']): string =>
  `${tool} ${JSON.stringify(args)} as ${role}${preview === true ? ', as a preview' : ''}`;

const failed = (file: string, result: TrialResult): readonly string[] => [
  `  not so: ${file}:${result.line} ${result.name}`,
  row('call', callText(result.scene)),
  ...result.differences.map(({ what, expected, got }) => row('expected', `${what}: ${expected}; got ${got}`)),
  ...decided(result),
];

const sayings = {
  decided: 'decided',
  spoke: 'spoke, and something else says the same',
  silent: 'silent: no test is about it',
} as const;

function lines({ covered }: Group): readonly string[] {
  const width = Math.max(0, ...covered.map(({ id }) => id.length));
  return covered.map(({ id, kind, cover, tests }) => {
    const count = tests.length === 0 ? '' : ` ${tests.length}`;
    return `  ${kind.padEnd(8)}${id.padEnd(width + 2)}${sayings[cover]}${count}`;
  });
}

const passedOf = (results: readonly TrialResult[]): string =>
  `${results.filter(hasPassed).length} of ${results.length} passed`;

function summary({ runs, covered }: Group): string {
  const count = (cover: string): number => covered.filter((one) => one.cover === cover).length;
  const what = runs.length === 1 ? runs[0]?.file : `${runs.length} files`;
  const passed = passedOf(runs.flatMap(({ results }) => results));
  return `${what}: ${passed}; of ${covered.length} lines ${count('decided')} decided, ${count('spoke')} spoke, ${count('silent')} silent`;
}

export function shown(group: Group, isEveryLine: boolean): string {
  const { runs } = group;
  const silent = silentLines(group);
  return [
    ...runs.flatMap(({ file, results }) =>
      results.filter((one) => !hasPassed(one)).flatMap((one) => failed(file, one)),
    ),
    ...lines(group),
    ...(runs.length === 1 ? [] : runs.map(({ file, results }) => `${file}: ${passedOf(results)}`)),
    summary(group),
    ...(isEveryLine && silent.length > 0
      ? [`  not so: every line speaks; silent: ${silent.map(({ id }) => id).join(', ')}`]
      : []),
  ].join('\n');
}

export const coverage = ({ runs, covered }: Group) => ({
  files: runs.map(({ file }) => file),
  lines: covered,
});

export const tallied = (run: TrialRun) => ({
  file: run.file,
  passed: run.results.filter(hasPassed).length,
  failed: run.results.filter((one) => !hasPassed(one)).length,
  tests: run.results.map(({ name, line, scene, judged, differences }) => ({
    name,
    line,
    passed: differences.length === 0,
    call: { role: scene.role, tool: scene.tool, args: scene.args, preview: scene.preview === true },
    differences,
    judged,
  })),
  lines: run.covered,
});
