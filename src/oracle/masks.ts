/** How a value leaves, by what the policy's lines say of its classes. Of two answers it takes the one that shows less. */
import type { EgressColumn } from '../intercept/effects.js';
import type { MaskLine } from './reading.js';

/** From what shows nothing to what shows all. */
const byShowing = [
  'drop',
  'redact',
  'token',
  'seal',
  'year',
  'generalise',
  'last4',
  'domain',
  'pass',
] as const;
type Operator = MaskLine['operator'];

/** Of a value that was made from others there is no last digit to show. */
const ofWholeValues: readonly Operator[] = ['token', 'seal', 'year', 'generalise', 'last4', 'domain'];

const leastShowing = (operators: readonly Operator[]): Operator | undefined =>
  byShowing.find((one) => operators.includes(one));

/** How closely a line is about a class: not at all, about any, about its family, about itself. */
export function closeness({ class: written }: Pick<MaskLine, 'class'>, name: string): number {
  if (written === name) return 3;
  if (written === '*') return 1;
  return written.endsWith('.*') && name.startsWith(written.slice(0, -1)) ? 2 : 0;
}

function saidBy(section: readonly MaskLine[], name: string): Operator | undefined {
  const closest = Math.max(...section.map((line) => closeness(line, name)));
  if (closest === 0) return undefined;
  return leastShowing(
    section.filter((line) => closeness(line, name) === closest).map(({ operator }) => operator),
  );
}

function ofClass(sections: readonly (readonly MaskLine[])[], name: string): Operator {
  const said = sections.flatMap((section) => saidBy(section, name) ?? []);
  return leastShowing(said) ?? 'redact';
}

/** `clear` for what leaves as it is. */
export function shownAs(sections: readonly (readonly MaskLine[])[], column: EgressColumn): string {
  const classes = column.classes.length === 0 && column.how === 'unknown' ? ['pii.unknown'] : column.classes;
  if (classes.length === 0) return 'clear';
  const toAgent = sections.map((section) => section.filter(({ into }) => into.length === 0));
  const operator = leastShowing(classes.map((name) => ofClass(toAgent, name))) ?? 'redact';
  if (ofWholeValues.includes(operator) && (classes.length > 1 || column.how !== 'identity')) return 'redact';
  return operator === 'pass' ? 'clear' : operator;
}

/** A section's word on what goes into a dataset: by its lines into it, and where it leaves its system else by those to the agent. A seal stands nowhere. */
function saidInto(
  section: readonly MaskLine[],
  name: string,
  { isMeant, leaves }: Way,
): Operator | undefined {
  const into = saidBy(
    section.filter((line) => line.into.some(isMeant)),
    name,
  );
  if (into !== undefined || !leaves) return into;
  const toAgent = saidBy(
    section.filter((line) => line.into.length === 0),
    name,
  );
  return toAgent === 'seal' ? 'token' : toAgent;
}

/** What a dataset holds afterwards, by column. */
export interface Stands {
  readonly dataset: string;
  readonly columns: Readonly<Record<string, string>>;
}

interface Way {
  /** Whether a pattern means the dataset that it goes into. */
  readonly isMeant: (pattern: string) => boolean;
  /** Whether it leaves the system that it was read from. */
  readonly leaves: boolean;
}

/** What a column of a class stands as in the dataset; `clear` for as it is. */
export function standsAs(sections: readonly (readonly MaskLine[])[], name: string, way: Way): string {
  if (name === 'clear') return 'clear';
  const said = sections.flatMap((section) => saidInto(section, name, way) ?? []);
  const operator = leastShowing(said) ?? (way.leaves ? 'redact' : 'pass');
  return operator === 'pass' ? 'clear' : operator;
}

/** Whether a value of the class is changed on its way into a dataset of the same system. */
export const isChangedInto = (
  sections: readonly (readonly MaskLine[])[],
  name: string,
  isMeant: (pattern: string) => boolean,
): boolean =>
  sections.some((section) => {
    const said = saidBy(
      section.filter(({ into }) => into.some(isMeant)),
      name,
    );
    return said !== undefined && said !== 'pass';
  });
