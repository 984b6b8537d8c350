/** What is wrong with a sum or an average that a policy would let stand: somebody may write the rows behind it, or another line says otherwise. It lets nothing stand itself. */
import { matches } from '../catalog/pattern.js';
import type { Action } from '../intercept/effects.js';
import type { Grant } from '../rules/capability/grant.js';
import type { Problem } from '../yaml/document.js';
import type { MaskRule } from './obligation.js';

/** A mask with an exception, and where that is written. */
export interface WrittenAverage {
  readonly mask: MaskRule;
  readonly place: Pick<Problem, 'file' | 'line' | 'column'>;
}

/** What leaves every row as it was. */
const looking: readonly Action[] = ['read', 'validate', 'list', 'describe', 'explain', 'preview'];

const writes = ({ can, datasets }: Grant, dataset: string): boolean =>
  can.some((action) => !looking.includes(action)) && datasets.some((pattern) => matches(pattern, dataset));

const list = (words: readonly string[]): string =>
  [...new Set(words)].map((word) => `\`${word}\``).join(', ');

/** INVARIANT: of no role. Who writes behind one kernel may read behind another: rows that it knows leave the last one of a group alone. */
function writable(
  of: string,
  grants: readonly Grant[],
): Omit<Problem, keyof WrittenAverage['place']> | undefined {
  const dataset = of.slice(0, of.lastIndexOf('.'));
  const writing = grants.filter((grant) => writes(grant, dataset));
  if (writing.length === 0) return undefined;
  return {
    message: `${list(writing.flatMap(({ to }) => to))} may write \`${dataset}\`, by ${list(writing.map(({ id }) => id))}`,
    help: 'leave `unless` out, or grant nobody more than `read` there: rows that an agent knows leave the last one of a group alone',
  };
}

const contradicted = {
  message: 'another line that speaks of the class does not say the same',
  help: 'say the same in every section that masks the class, or leave it out: none loosens another',
};

/** `masks`: what holds when all lines are put together. */
export function averageProblems(
  written: readonly WrittenAverage[],
  { grants, masks }: { readonly grants: readonly Grant[]; readonly masks: readonly MaskRule[] },
): readonly Problem[] {
  return written.flatMap(({ mask, place }) => {
    const { unless } = mask;
    if (unless === undefined) return [];
    const isKept = masks.some((one) => one.class === mask.class && one.unless !== undefined);
    const wrong = writable(unless.of, grants) ?? (isKept ? undefined : contradicted);
    return wrong === undefined ? [] : [{ ...place, ...wrong }];
  });
}
