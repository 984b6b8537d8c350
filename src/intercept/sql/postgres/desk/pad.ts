/** The steps that a reading has, counted as they are taken. It keeps what is worked out once a statement and decides nothing. */
import { type Node, tagged } from '../tree/tree.js';
import type { Pad } from './ink.js';

/** A step is a node that is looked at, or a column that it brings along. An ordinary statement takes some hundreds. */
const mostSteps = 100_000;

export const freshPad = (): Pad => ({
  left: mostSteps,
  values: new Map(),
  walked: new Map(),
  met: new Set(),
  using: new Map(),
  silent: new Set(),
  calm: new Map(),
  relations: { once: new Map(), often: new Map() },
  shown: new Map(),
  named: new Map(),
  picked: new Map(),
});

/** False where nothing is left, and then whoever asks looks no further: what has been learnt counts for nothing. */
export function spend({ pad }: { readonly pad: Pad }, steps: number): boolean {
  pad.left -= steps;
  return pad.left >= 0;
}

/** It is looked at here, as a name or a query of its own. */
export const meet = ({ pad }: { readonly pad: Pad }, node: Node): void => void pad.met.add(tagged(node).body);

export const isSpent = ({ left }: Pad): boolean => left < 0;
