/** What a statement would do, in lines for a person, with the part that the answer is about underlined. Nothing of the statement is printed unescaped. */
import type { Span, Told } from '../../actors/outside/statements.js';

const longestLine = 400;

/** One for each place of the text, of which a character beyond the first plane has two: the mark below stands where it should. */
const plain = (line: string): string =>
  line
    .replace(/\r$/, '')
    .replaceAll('\t', ' ')
    .replace(/[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u02af\u0370-\u058f]/g, '?');

function underlined(text: string, span: Span | undefined): readonly string[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const from = Math.max(0, (span?.start ?? 0) - start);
    const to = Math.min(line.length, (span?.end ?? 0) - start);
    start += line.length + 1;
    const shown = `  ${plain(line.slice(0, longestLine))}`;
    const marks = Math.min(to, longestLine) - from;
    return marks > 0 ? [shown, `  ${' '.repeat(from)}${'^'.repeat(marks)}`] : [shown];
  });
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '));

function verdict({ answer }: Told): string {
  if (!answer.understood) return 'NOT UNDERSTOOD: a kernel denies it';
  if (answer.destructive) return 'DESTRUCTIVE';
  if (answer.row_guard) return 'writes, under a bound of rows';
  return answer.readonly ? 'reads' : 'writes';
}

export function inWords(id: string, text: string, told: Told): string {
  const { answer, span } = told;
  const personal = answer.pii_output_columns;
  return [
    ...(id === '' ? [] : [`${id}:`]),
    ...underlined(text, span()),
    `  ${verdict(told)}`,
    `    reads    ${listed(answer.reads)}`,
    `    writes   ${listed(answer.writes)}${answer.writes.length > 0 ? ` (scope: ${answer.scope})` : ''}`,
    `    personal ${personal.includes('*') ? 'any output column' : listed(personal)}`,
    `    chooses  by ${listed(answer.filters_on)}`,
    ...answer.why.map((why) => `    because  ${why}`),
  ].join('\n');
}
