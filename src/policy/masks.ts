/** How the masks of several files and invariants become one list, for the agent and for each dataset. The most specific class wins within a section; no section loosens another. */
import { matches } from '../catalog/pattern.js';
import { type Averaged, type MaskRule, maskOperators } from './obligation.js';

/** Whether a mask written for `wide` speaks of `narrow`, which may be a pattern too; `pii.ip` speaks of `pii.ip.private`. */
const speaksOf = (wide: string, narrow: string): boolean =>
  wide === narrow ||
  wide === '*' ||
  narrow.startsWith(`${wide}.`) ||
  (wide.endsWith('.*') && narrow.startsWith(wide.slice(0, -1)));

const rank = (mask: MaskRule): number => maskOperators.indexOf(mask.operator);

/** What both let stand, over as many as either asks for; undefined where they differ in what that is. */
function bothLet(one: Averaged | undefined, other: Averaged | undefined): Averaged | undefined {
  if (one === undefined || other === undefined) return undefined;
  const isSame = one.of === other.of && JSON.stringify(one.by) === JSON.stringify(other.by);
  return isSame ? { ...one, over: Math.max(one.over, other.over) } : undefined;
}

/** INVARIANT: an average stands where every line that speaks of its class lets it. */
function stricter(one: MaskRule, other: MaskRule): MaskRule {
  const { unless: _, ...mask } = rank(other) < rank(one) ? other : one;
  const unless = bothLet(one.unless, other.unless);
  return unless === undefined ? mask : { ...mask, unless };
}

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

type Sections = readonly (readonly MaskRule[])[];

/** INVARIANT: for every class, the result is at least as strict as each section alone. `rest` is for what none of them speaks of. */
function composed(sections: Sections, rest: MaskRule): readonly MaskRule[] {
  const classes = [...new Set(sections.flat().map((mask) => mask.class))];
  const all = classes.flatMap((name): readonly MaskRule[] => {
    const chosen = strictest(
      sections.flatMap((section) => {
        const said = saidOf(section, name);
        return said === undefined ? [] : [said];
      }),
    );
    return chosen === undefined ? [] : [{ ...chosen, class: name }];
  });
  return classes.includes('*') ? all : [...all, rest];
}

const toAgent = (section: readonly MaskRule[]): readonly MaskRule[] =>
  section.filter(({ into }) => into === undefined);

/** What holds of what leaves to the agent. */
export const composeMasks = (sections: Sections): readonly MaskRule[] =>
  composed(sections.map(toAgent), lastResort);

/** Where a result goes in place of to the agent. */
export interface Destination {
  readonly dataset: string;
  /** Whether it stays in the system that it was read from. */
  readonly isWithin: boolean;
}

/** INVARIANT: no seal stands in a dataset, where it would be opened for nobody. A token is stricter, and joins as well. No average stands there unmasked. */
const asStored = ({ unless: _, ...mask }: MaskRule): MaskRule =>
  mask.operator === 'seal' ? { ...mask, operator: 'token' } : mask;

/** What stays in its system is as it was, but for what a line says; the class goes along with it. */
const asItIs: MaskRule = { id: 'kernel:within', class: '*', operator: 'pass' };

const isInto = (mask: MaskRule, { dataset }: Destination): boolean =>
  mask.into?.some((pattern) => matches(pattern, dataset)) === true;

/**
 * What holds on the way into a dataset. A section's lines into it stand in the place of what the section says to the agent of the same classes;
 * its other lines hold as well for what leaves its system, for who reads the dataset there may be anybody.
 */
export function masksInto(sections: Sections, destination: Destination): readonly MaskRule[] {
  const speaking = sections.map((section) => section.filter((mask) => isInto(mask, destination)));
  if (destination.isWithin) return composed(speaking, asItIs);
  const whole = speaking.map((lines, at) => {
    const isReplaced = (mask: MaskRule): boolean => lines.some((line) => speaksOf(line.class, mask.class));
    const others = toAgent(sections[at] ?? []).filter((mask) => !isReplaced(mask));
    return [...lines, ...others.map(asStored)];
  });
  return composed(whole, lastResort);
}
