/** A list of bounded length that forgets its oldest. Each thing has an index that is never used again. */

export interface Ring<T> {
  /** The index that it got. */
  add(one: T): number;
  /** Undefined for what has been let go, or is not there yet. */
  at(index: number): T | undefined;
  /** The oldest index that is held, and the one that comes next. */
  first(): number;
  next(): number;
  readonly size: number;
}

export function createRing<T>(size: number, letGo: (one: T) => void = () => undefined): Ring<T> {
  const slots: (T | undefined)[] = [];
  let next = 0;
  const first = (): number => Math.max(0, next - size);
  return {
    size,
    add: (one) => {
      const slot = next % size;
      const old = slots[slot];
      if (old !== undefined) letGo(old);
      slots[slot] = one;
      next += 1;
      return next - 1;
    },
    at: (index) => (index >= first() && index < next ? slots[index % size] : undefined),
    first,
    next: () => next,
  };
}
