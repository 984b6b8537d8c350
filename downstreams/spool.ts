// Where the parts of something large lie between two calls: appended in order, read by their number. It refuses more parts than one thing may have.
import { refuse } from './tool.js';

export type Spool<P> = {
  append(part: P): void;
  part(at: number): P;
  readonly parts: () => number;
  close(): void;
};
/** What lies under a spool: texts by their number. */
export type Shelf = {
  put(at: number, text: string): void;
  get(at: number): string;
  close(): void;
};
export type OpenShelf = () => Shelf;

/** What one table or one object may have. */
export const MOST_PARTS = 4_000;

/** For a store that lies in memory itself. */
export const memoryShelf: OpenShelf = () => {
  const texts: string[] = [];
  return {
    put: (at, text) => {
      texts[at] = text;
    },
    get: (at) => texts[at] ?? refuse('no-such-part'),
    close: () => texts.splice(0),
  };
};

export function openSpool<P>(open: OpenShelf): Spool<P> {
  const shelf = open();
  let parts = 0;
  return {
    append(part) {
      if (parts >= MOST_PARTS) refuse('too-many-parts', { parts: MOST_PARTS });
      shelf.put(parts, JSON.stringify(part));
      parts += 1;
    },
    // `as`: it was written above.
    part: (at) => JSON.parse(shelf.get(at)) as P,
    parts: () => parts,
    close: () => shelf.close(),
  };
}
