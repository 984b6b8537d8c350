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

/** `< a` and `> b` leave a gap when a is below b; two bounds that are not of one kind are not compared. */
function leavesGap(low: Arm, high: Arm): boolean {
  const [a, b] = [low.bound ?? '', high.bound ?? ''];
  if (isNumber(a) && isNumber(b)) return Number(a) < Number(b);
  return isDate(a) && isDate(b) && a < b;
}

function coverColumn(arms: readonly Arm[]): boolean {
  const having = (...kinds: readonly Arm['lets'][]): readonly Arm[] =>
    arms.filter(({ lets }) => kinds.includes(lets));
  if (having('not-null').length > 0) return arms.length > 1;
  const values = arms.filter(({ lets }) => lets !== 'null');
  if (having('co').length > 0) return values.length > 1;
  return having('low').some((low) => having('high').some((high) => !leavesGap(low, high)));
}

/** Arms on different columns cannot: each column has a value that its own arms leave out. */
export function coverAll(arms: readonly Arm[]): boolean {
  const columns = new Set(arms.map(({ column }) => column));
  return [...columns].some((column) => coverColumn(arms.filter((arm) => arm.column === column)));
}
