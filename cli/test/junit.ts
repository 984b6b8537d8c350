/** Policy tests as JUnit XML, for what shows test results. A character that XML has no place for is left out. */
import type { Problem, TrialRun } from '../../actors/rehearsal/trials.js';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

const text = (value: string): string =>
  value
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\n\t]/g, (one) => escapes[one] ?? '');

const failure = ({ differences }: TrialRun['results'][number]): string =>
  differences.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`).join('\n');

function suite({ file, results }: TrialRun): string {
  const bad = results.filter(({ differences }) => differences.length > 0).length;
  const cases = results.map((one) => {
    const head = `    <testcase classname="${text(file)}" name="${text(one.name)}" line="${one.line}"`;
    return one.differences.length === 0
      ? `${head}/>`
      : `${head}>\n      <failure message="${text(failure(one))}"/>\n    </testcase>`;
  });
  return [
    `  <testsuite name="${text(file)}" tests="${results.length}" failures="${bad}" errors="0">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

/** What kept a file from being run at all. */
function wrong(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const cases = problems.map(
    ({ file, line, column, message }) =>
      `    <testcase classname="${text(file)}" name="it can be read">\n      <error message="${text(`${file}:${line}:${column}: ${message}`)}"/>\n    </testcase>`,
  );
  const head = `  <testsuite name="problems" tests="${problems.length}" failures="0" errors="${problems.length}">`;
  return [head, ...cases, '  </testsuite>'];
}

export const junit = (runs: readonly TrialRun[], problems: readonly Problem[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="aegis test">',
    ...runs.map(suite),
    ...wrong(problems),
    '</testsuites>',
    '',
  ].join('\n');
