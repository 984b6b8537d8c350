/** How the masks of several files and invariants become one list. The most specific class wins within a section; no section loosens another. */
import { type MaskRule, maskOperators } from './obligation.js';

/** Whether a mask written for `wide` speaks of `narrow`, which may be a pattern too. */
const speaksOf = (wide: string, narrow: string): boolean =>
  wide === narrow || wide === '*' || (wide.endsWith('.*') && narrow.startsWith(wide.slice(0, -1)));

const rank = (mask: MaskRule): number => maskOperators.indexOf(mask.operator);

const stricter = (one: MaskRule, other: MaskRule): MaskRule => (rank(other) < rank(one) ? other : one);

const strictest = (masks: readonly MaskRule[]): MaskRule | undefined =>
  masks.reduce<MaskRule | undefined>(
    (best, mask) => (best === undefined ? mask : stricter(best, mask)),
    undefined,
  );

/** What one section says of a class: its most specific line, the strictest of equals. */
function saidOf(section: readonly MaskRule[], name: string): MaskRule | undefined {
  const speaking = section.filter((mask) => speaksOf(mask.class, name));
  // A class, its family and `*` are of different lengths, so that the longest is the most specific.
  const longest = Math.max(0, ...speaking.map((mask) => mask.class.length));
  return strictest(speaking.filter((mask) => mask.class.length === longest));
}

/** What nobody wrote a line for. */
const lastResort: MaskRule = { id: 'kernel:redact', class: '*', operator: 'redact' };

/** INVARIANT: for every class, the result is at least as strict as each section alone. */
export function composeMasks(sections: readonly (readonly MaskRule[])[]): readonly MaskRule[] {
  const classes = [...new Set(sections.flat().map((mask) => mask.class))];
  const composed = classes.flatMap((name): readonly MaskRule[] => {
    const chosen = strictest(
      sections.flatMap((section) => {
        const said = saidOf(section, name);
        return said === undefined ? [] : [said];
      }),
    );
    return chosen === undefined ? [] : [{ ...chosen, class: name }];
  });
  return classes.includes('*') ? composed : [...composed, lastResort];
}
