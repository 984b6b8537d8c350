/** The denial of a call that sends one of our masks back: what is stored is not what was shown. It shows where and by which key, never the mask. */
import type { Catalog, Dataset } from '../catalog/catalog.js';
import type { Effects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';
import type { Refusal, Remedy } from './denial.js';

interface Sent {
  readonly tool: Tool;
  readonly effects: Effects;
  readonly catalog: Catalog;
}

/** Of what the call touches, what has a key. */
const keyed = ({ effects, catalog }: Sent): readonly Dataset[] =>
  [...catalog.datasets.values()].filter(
    ({ name, key, form }) =>
      form === 'table' && key.length > 0 && effects.touches.some(({ dataset }) => dataset === name),
  );

/** A word that needs no quotes in a statement. */
const isPlain = (word: string): boolean => /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?$/.test(word);

/** The statement that tells the keys, where the tool reads statements and may. */
function remedyOf({ tool }: Sent, { name, key }: Dataset): readonly Remedy[] {
  const statement = tool.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'))?.name;
  if (statement === undefined || !tool.can.includes('read') || ![name, ...key].every(isPlain)) return [];
  const args = { [statement]: `SELECT ${key.join(', ')} FROM ${name}` };
  return [{ tool: tool.name, args, why: 'rows are chosen by their key' }];
}

/** How the rows are found without the value. */
export const keyRemedies = (sent: Sent): readonly Remedy[] =>
  keyed(sent)
    .slice(0, 1)
    .flatMap((dataset) => remedyOf(sent, dataset));

/** `pointers`: where the masks stand. */
export function maskedArgument(sent: Sent, pointers: readonly string[]): Refusal {
  const keys = keyed(sent).slice(0, 2);
  return {
    code: sent.effects.writes.length > 0 ? 'masked-value-in-write' : 'masked-value-in-argument',
    phase: 'argument',
    facts: [
      ...pointers.slice(0, 3),
      ...keys.map(({ name, key }) => `the key of \`${name}\` is \`${key.join(', ')}\``),
    ],
    remedies: keyRemedies(sent),
  };
}
