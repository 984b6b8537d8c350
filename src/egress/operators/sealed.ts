/** A value that has left as a seal, on its way to the officer that holds it. It refuses to be anything else than a short text or a number. */
import { isSeal } from './mask-form.js';

export interface Sealed {
  readonly seal: string;
  readonly class: string;
  readonly value: string | number;
}

export type Keep = (sealed: Sealed) => void;

const isOne = (one: unknown): one is Sealed => {
  if (typeof one !== 'object' || one === null) return false;
  const { seal, class: of, value }: Partial<Record<keyof Sealed, unknown>> = one;
  return isSeal(seal) && typeof of === 'string' && (typeof value === 'string' || typeof value === 'number');
};

/** Those of an answer that came from another thread. */
export const sealedIn = (given: unknown): readonly Sealed[] =>
  Array.isArray(given) ? given.filter(isOne) : [];
