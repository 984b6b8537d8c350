/** The shape of every mask operator. It refuses to see anything but one value and its class. */
import type { Pseudonyms } from '../../digest.js';
import type { Averaged, MaskRule } from '../../policy/obligation.js';
import { redacted } from './mask-form.js';
import type { Keep } from './sealed.js';

export interface Masking {
  readonly value: string;
  readonly class: string;
  readonly digest: Pseudonyms;
  /** It stands as a number, and that it does says nothing that is not to be said. */
  readonly isNumber?: boolean;
  /** It was found by its form alone, so it may be what whoever asks has written. */
  readonly isFound?: boolean;
  /** Hears what can be opened again; absent where nothing is to be. */
  readonly keep?: Keep | undefined;
}
export interface Operator {
  readonly kind: MaskRule['operator'];
  /** What is left of the value, in words for whoever gets it. */
  readonly shows: string;
  /** What it shows depends on the value being what its column says; a computed value gets `redact` instead. */
  readonly needsIdentity: boolean;
  /** What of the class stands as it is all the same. */
  readonly unless?: Averaged | undefined;
  /** A text, null where nothing is to stand in the value's place, and of a number perhaps a number. */
  readonly apply: (masking: Masking) => string | number | null;
}
/** What says nothing of a value: its class, and null in a number's place, as text there would be of another type. */
export const nothingOf = ({ class: columnClass, isNumber = false }: Masking): string | null =>
  isNumber ? null : redacted(columnClass);

export const defineOperator = <const O extends Operator>(operator: O): O => operator;

/** A token or seal is made of the value and shows nothing of it. */
export const showsPart = ({ kind, needsIdentity }: Operator): boolean =>
  needsIdentity && kind !== 'token' && kind !== 'seal';
