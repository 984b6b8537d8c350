/** What an exploration came to, in words: a line a combination whose calls meet, and the way to what is broken as a script. It shows no value of the data. */

import type { ExploredCall } from '../../actors/explored/calls.js';
import type { Reach, Unmasked } from '../../actors/explored/questions.js';
import { type Script, scriptOf, scriptText } from '../../actors/explored/scripted.js';
import { meet, type Walk } from '../../actors/explored/tour.js';

/** What an answer of no does not speak of. */
export const leftOut = [
  'statements and keys other than those that are written from the catalog, one a tool and dataset',
  'rows: a dataset is how often it was written, and every check passes; so of budgets questions alone',
  'counts of the session, drift of tools, and the gate: nobody waits for a place',
  'receipts of datasets that a call does not name',
];

const leaving = leftOut.map((one) => `  - ${one}`).join('\n');

const shortOf = ({ tool, args }: { readonly tool: string; readonly args: object }): string =>
  `${tool} ${Object.values(args).join(' ')}`;

const upsetWords = ({ upset, kernels }: Walk): string => {
  const who = 'of' in upset ? ` ${upset.of}` : 'dataset' in upset ? ` ${upset.dataset}` : '';
  return [
    ...(upset.kind === 'none' ? [] : [`${upset.kind}${who}`]),
    ...(kernels === 'two' ? ['two kernels'] : []),
  ].join(', ');
};

const counted = (walk: Walk): string =>
  `${String(walk.explored.states).padStart(6)} states ${String(walk.explored.transitions).padStart(6)} steps`;

const lineOf = (walk: Walk): string => {
  const { explored, calls } = walk;
  const word = explored.broken.length > 0 ? 'BROKEN' : explored.isWhole ? 'holds ' : 'CUT   ';
  const upset = upsetWords(walk);
  return `${word} ${counted(walk)}  ${calls.map(shortOf).join('  |  ')}${upset === '' ? '' : `  (${upset})`}`;
};

const sum = (walks: readonly Walk[], of: 'states' | 'transitions'): number =>
  walks.reduce((so, { explored }) => so + explored[of], 0);

export interface Tour {
  readonly walks: readonly Walk[];
  readonly calls: readonly ExploredCall[];
  readonly denied: readonly unknown[];
  /** Milliseconds. */
  readonly time: number;
}

export function tourWords({ walks, calls, denied, time }: Tour): string {
  const met = walks.filter((walk) => meet(walk.calls));
  const apart = walks.filter((walk) => !meet(walk.calls));
  const bad = walks.filter(({ explored }) => explored.broken.length > 0 || !explored.isWhole);
  const states = sum(walks, 'states');
  return [
    `${calls.length} calls that change something; ${denied.length} more that no order allows`,
    ...met.map(lineOf),
    ...(apart.length > 0
      ? [`${apart.length} more combinations share no data: ${sum(apart, 'states')} states`]
      : []),
    `${walks.length} combinations, ${states} states, ${sum(walks, 'transitions')} steps, ${(time / 1000).toFixed(1)} s, ${Math.round(states / (time / 1000))} states a second`,
    ...bad.map((walk) =>
      walk.explored.isWhole
        ? scriptText(scriptOf(walk))
        : 'a combination was too large to be walked to its end',
    ),
    bad.length > 0
      ? 'a promise is broken, or was not walked to its end'
      : `every promise holds in every step; left out:\n${leaving}`,
  ].join('\n');
}

/** The way to what is broken; undefined where nothing is. */
export const tourScript = (walks: readonly Walk[]): Script | undefined =>
  walks.flatMap((walk) => (walk.explored.broken.length > 0 ? [scriptOf(walk)] : []))[0];

export const walkJson = ({ calls, upset, kernels, explored }: Walk) => ({
  calls: calls.map(({ id }) => id),
  upset,
  kernels,
  ...explored,
});

export function reachScript(
  question: { readonly reach: string; readonly without: string },
  { found }: Reach,
): Script | undefined {
  return found === undefined ? undefined : scriptOf({ ...found, kernels: 'one', question });
}

export function reachWords(
  asked: { readonly reach: string; readonly without: string },
  answer: Reach,
): string {
  const { reach, without } = asked;
  const { found, states, isWhole } = answer;
  const script = reachScript(asked, answer);
  const question = `can a call write ${reach}${without === '' ? '' : ` without ${without}`}?`;
  if (script === undefined)
    return isWhole
      ? `${question} no, over ${states} states; left out:\n${leaving}`
      : `${question} unknown: it was not walked to its end`;
  return `${question} yes: ${found?.explored.broken[0]?.why ?? ''}\n${scriptText(script)}`;
}

export function unmaskedWords(name: string, { shown, judged }: Unmasked): string {
  const asItIs = shown.filter(({ as }) => as === 'clear' || as === 'pass');
  const others = shown.filter(({ as }) => as !== 'clear' && as !== 'pass');
  const words = new Set(
    others.map(({ witness, column, as }) => `  ${as.padEnd(7)} ${column}  by ${witness.tool}`),
  );
  return [
    asItIs.length > 0
      ? `can ${name} leave as it is? yes:\n${asItIs.map(({ witness, column }) => `  ${column} by ${shortOf(witness)}`).join('\n')}`
      : `can ${name} leave as it is? no, over ${judged} calls`,
    ...(words.size > 0 ? [`what leaves of it is:\n${[...words].sort().join('\n')}`] : []),
    `left out:\n${leaving}`,
  ].join('\n');
}
