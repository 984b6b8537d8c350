/** What an allowed call still owes: discharged before execute (bounds) or on the way out (masks). */
import type { ClearColumn } from '../catalog/vouched.js';
import type { Form } from '../intercept/form.js';
import type { CleanMedia } from '../manifest/clean-media.js';

/** Strictest first: where two sections disagree about a class, the first of these stays. */
export const maskOperators = [
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

/** When a sum or an average of a class may stand as it is: of one column, by these columns of its table and no others, over so many values at least. */
export interface Averaged {
  readonly over: number;
  /** `dataset.column`. */
  readonly of: string;
  readonly by: readonly string[];
}

/** What a mask may let pass of addresses: those of one's own networks. No column is of it, and what is found is told as `pii.ip`. */
export const privateIp = 'pii.ip.private';

export interface MaskRule {
  readonly id: string;
  /** `pii.email`, or `pii.*`. The most specific wins. */
  readonly class: string;
  readonly operator: (typeof maskOperators)[number];
  /** Datasets that it speaks of, on the way into them; absent for one that speaks of what leaves to the agent. */
  readonly into?: readonly string[];
  readonly unless?: Averaged;
}

/** What a result says of its masks, from most to least: in words behind it and for programs, for programs alone, nothing. */
export const maskNotes = ['text', 'meta', 'none'] as const;
export type MaskNote = (typeof maskNotes)[number];

/** Of several files the one that tells least decides. */
export const leastNote = (all: readonly MaskNote[]): MaskNote =>
  maskNotes.findLast((one) => all.includes(one)) ?? 'text';

/** Where an engine beside the detectors is not available: the result is withheld, or masked by the detectors alone. Strictest first. */
export const engineChoices = ['deny', 'degrade'] as const;
export type EngineChoice = (typeof engineChoices)[number];

export type Obligation =
  | {
      readonly kind: 'mask';
      readonly rules: readonly MaskRule[];
      readonly note?: MaskNote;
      /** Where an engine is configured and not available; absent: `deny`. */
      readonly engine?: 'degrade';
      /** The system that the result goes into; absent where it goes to the agent. */
      readonly into?: string;
    }
  | {
      readonly kind: 'row-bound';
      readonly dataset: string;
      readonly rows: number;
      readonly share: number;
      readonly rule: string;
    }
  /** Columns of the result that leave the content net, on whose word; secrets are looked for in them all the same. */
  | { readonly kind: 'clear'; readonly columns: readonly ClearColumn[] }
  /** Pictures and sounds that the manifest declares clean, on whose word. */
  | { readonly kind: 'media'; readonly media: readonly CleanMedia[] }
  /** Sealed values that are opened where they are bound, when everything else has been decided. */
  | { readonly kind: 'unseal'; readonly places: readonly SealedPlace[] }
  /** Each source must still have the version that was validated, compared where the write is made. */
  | { readonly kind: 'unchanged'; readonly versions: readonly SourceVersion[]; readonly rule: string };

export interface SealedPlace {
  /** Of the values that are bound, which: from 1. */
  readonly number: number;
  /** In the arguments of the call. */
  readonly pointer: string;
  readonly class: string;
  /** One that is not written so is bound as nothing (null): it equals no value of the column. */
  readonly form?: Form;
}

export interface SourceVersion {
  readonly dataset: string;
  readonly version: string;
}
