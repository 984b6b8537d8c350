/** One trip as Mermaid text: who was asked what, in order, and how it ended. A name that Mermaid would read as more than a name is not let through. */
import type { TripView } from './trip.js';

/** Names are the kernel's own; a tool's may have been the agent's. */
const plain = (text: string): string => text.replace(/[^A-Za-z0-9 _.:/()-]/g, '_').slice(0, 120);

const participants = ({ messages }: TripView): readonly string[] => [
  ...new Set(['request', ...messages.flatMap(({ from, to }) => [from, to])]),
];

const alias = (name: string): string => plain(name).replace(/[^A-Za-z0-9]/g, '_');

function ending({ row, denial }: TripView): string {
  if (row.verdict === 'pending') return `under way in ${row.state}`;
  if (denial === null) return row.verdict;
  const rule = denial.rule === null ? '' : ` by ${denial.rule.id}`;
  return `${row.verdict} in ${denial.phase} - ${denial.code}${rule}`;
}

/** What was said of stages goes between the messages of their times. */
function linesOf(trip: TripView): readonly string[] {
  const stages = trip.stages.map(({ stage, at }) => ({ at, line: `note over request: ${plain(stage)}` }));
  const messages = trip.messages.map(({ at, from, to, type }) => ({
    at,
    line: `${alias(from)}${type === 'answer' ? '-->>' : '->>'}${alias(to)}: ${plain(type)}`,
  }));
  return [...stages, ...messages].sort((a, b) => a.at - b.at).map(({ line }) => line);
}

export const mermaidOf = (trip: TripView): string =>
  [
    'sequenceDiagram',
    ...participants(trip).map((name) => `  participant ${alias(name)} as ${plain(name)}`),
    `  note over request: ${plain(trip.row.tool)} ${plain(trip.row.id)}`,
    ...linesOf(trip).map((line) => `  ${line}`),
    `  note over request: ${plain(ending(trip))}`,
    '',
  ].join('\n');
