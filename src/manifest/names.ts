/** The names that manifests declare, also in parts whose form is wrong. Where it cannot know them all it answers none, so that nobody is blamed for a name. */
import type { DeclaredNames } from '../policy/vocabulary.js';
import type { Path } from '../yaml/problem.js';
import type { Read } from './read.js';

export type Names = DeclaredNames;

const tools: Path = ['tools'];
const datasets: Path = ['catalog', 'datasets'];

/** Whether a dataset of this name, or a part of it, may be in what could not be read. */
export const mayDeclare = (reads: readonly Read[], dataset: string): boolean =>
  reads.some(({ tell: { unread } }) => unread.holds(['system']) || unread.touches([...datasets, dataset]));

export function namesOf(reads: readonly Read[]): Names | undefined {
  if (reads.some(({ tell: { unread } }) => [['system'], tools, datasets].some((path) => unread.holds(path))))
    return undefined;
  return {
    systems: reads.map(({ form }) => form.system),
    tools: reads.flatMap(({ form, tell }) =>
      [...Object.keys(form.tools), ...tell.unread.keysAt(tools)].map((name) => `${form.system}__${name}`),
    ),
    datasets: reads.flatMap(({ form, tell }) => [
      ...Object.keys(form.catalog?.datasets ?? {}),
      ...tell.unread.keysAt(datasets),
    ]),
  };
}
