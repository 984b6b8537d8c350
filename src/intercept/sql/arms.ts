/** Whether the arms of an OR could let every row through between them, by their text. What the values do is the row guard's to count. */

/** What one arm lets through of a column. `co`: all but some; `some`: what cannot be told. */
export interface Arm {
  readonly column: string;
  readonly lets: 'point' | 'null' | 'not-null' | 'low' | 'high' | 'co' | 'some';
  /** The bound of a ray. */
  readonly bound?: string;
}

const isNumber = (text: string): boolean => /^[-+]?\d+(?:\.\d+)?$/.test(text);
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);

/** Every end is below every start. */
function areBelow<T extends number | string>(ends: readonly T[], starts: readonly T[]): boolean {
  const [top] = [...ends].sort((a, b) => (a < b ? 1 : -1));
  const [bottom] = [...starts].sort((a, b) => (a < b ? -1 : 1));
  return top !== undefined && bottom !== undefined && top < bottom;
}

/** `< a` and `> b` leave a gap when a is below b, whichever two are taken; bounds that are not of one kind are not compared. */
function leaveGap(ends: readonly string[], starts: readonly string[]): boolean {
  const all = [...ends, ...starts];
  if (all.every(isNumber)) return areBelow(ends.map(Number), starts.map(Number));
  return all.every(isDate) && areBelow(ends, starts);
}

const boundsOf = (arms: readonly Arm[]): readonly string[] => arms.map(({ bound = '' }) => bound);

function coverColumn(arms: readonly Arm[]): boolean {
  const having = (...kinds: readonly Arm['lets'][]): readonly Arm[] =>
    arms.filter(({ lets }) => kinds.includes(lets));
  if (having('not-null').length > 0) return arms.length > 1;
  const values = arms.filter(({ lets }) => lets !== 'null');
  if (having('co').length > 0) return values.length > 1;
  const [low, high] = [having('low'), having('high')];
  return low.length > 0 && high.length > 0 && !leaveGap(boundsOf(low), boundsOf(high));
}

/** Arms on different columns cannot: each column has a value that its own arms leave out. */
export function coverAll(arms: readonly Arm[]): boolean {
  const byColumn = new Map<string, Arm[]>();
  for (const arm of arms) {
    const found = byColumn.get(arm.column);
    if (found === undefined) byColumn.set(arm.column, [arm]);
    else found.push(arm);
  }
  return [...byColumn.values()].some(coverColumn);
}
