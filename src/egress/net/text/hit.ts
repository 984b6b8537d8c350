/** What is asked about one text, and what is found in it. It refuses to say how. */

import { privateIp } from '../../../policy/obligation.js';
import type { Detector, Plans } from '../../detect/detector.js';
import { ofOwnNetwork } from '../../detect/ip.js';
import { type NameMemory, newNameMemory } from '../../forms/pairs.js';
import type { Known } from './again.js';
import type { Form } from './form.js';

export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly class: string;
  /** What it rests on; `engine`: on the word of one beside the detectors. */
  readonly tier: Detector['tier'] | 'engine';
  readonly detector: string;
  /** What was found, where it stands there in an encoding. */
  readonly value?: string;
}
/** What was said of names and numbers, for one result: its texts repeat them, and each is read more than once. */
export interface Heard extends NameMemory {
  readonly plans: Plans;
}
export const newHeard = (): Heard => ({ ...newNameMemory(), plans: new Map() });
/** What is asked about one text, of which the traits are known. */
export interface Question {
  readonly text: string;
  readonly traits: number;
  readonly hint: number;
  /** Of the texts of one result. */
  readonly memory?: Heard | undefined;
  /** Whom the values beside it speak of. */
  readonly people?: Known | undefined;
  /** What is known of its form, where it is one of a column. */
  readonly form?: Form | undefined;
}

type Named = Pick<Hit, 'detector'>;
export const mayPass = ({ detector }: Named): boolean => detector === ofOwnNetwork;
/** By which class its mask is chosen. */
export const maskClassOf = (hit: Named & Pick<Hit, 'class'>): string =>
  mayPass(hit) ? privateIp : hit.class;
