/** Counts raw personal values in columns that are declared clear, for validation. It refuses to say which values they are. */
import type { Json } from '../../call/json.js';
import { hintOf } from '../detect/words/hint.js';
import { hides } from '../net/text/hidden.js';
import { scan } from '../net/text/scan.js';

export interface RawPii {
  readonly class: string;
  readonly count: number;
}

function leavesOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (value === null || typeof value === 'boolean') return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...leavesOf(item)]);
}

/** One count a value, however often a class shows in it. `column` lends its name as a hint. */
export function rawPiiIn(values: readonly Json[], column = ''): readonly RawPii[] {
  const counts = new Map<string, number>();
  const hint = hintOf(column);
  for (const value of values) {
    const texts = leavesOf(value);
    const classes = new Set(texts.flatMap((text) => scan(text, hint).map((hit) => hit.class)));
    if (classes.size === 0 && texts.some((text) => hides(text))) classes.add('pii.encoded');
    for (const each of classes) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return [...counts]
    .map(([columnClass, count]) => ({ class: columnClass, count }))
    .sort((a, b) => (a.class < b.class ? -1 : 1));
}

/** The same for several columns: those with something in them, by name. */
export function claimsNoRawPii(
  samples: Readonly<Record<string, readonly Json[]>>,
): Readonly<Record<string, readonly RawPii[]>> {
  const found = Object.entries(samples).map(
    ([column, values]) => [column, rawPiiIn(values, column)] as const,
  );
  return Object.fromEntries(found.filter(([, classes]) => classes.length > 0));
}
