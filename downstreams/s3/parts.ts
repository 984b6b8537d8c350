// A body that is brought part by part, kept until the last of them is there. It refuses a part out of its order or for another key, and more than an object may hold.
import { createBegun } from '../begun.js';
import { type OpenShelf, openSpool, type Spool } from '../spool.js';
import { refuse } from '../tool.js';
import { MAX_OBJECT_BYTES } from './object-file.js';

/** `part`: how many came before it. */
export type Place = { readonly part_of: string; readonly key: string; readonly part: number };
export type Parts = {
  keep(place: Place, given: Buffer): void;
  /** All that was kept, handed over once. */
  take(place: Place): readonly Buffer[];
};

type Held = { readonly key: string; readonly spool: Spool<string>; size: number; close(): void };

const fits = ({ key, spool }: Held, place: Place): boolean =>
  key === place.key && spool.parts() === place.part;

export function createParts(open: OpenShelf): Parts {
  const begun = createBegun<Held>();
  const begin = ({ part_of, key }: Place): void =>
    begun.begin(part_of, () => {
      const spool = openSpool<string>(open);
      return { key, spool, size: 0, close: () => spool.close() };
    });
  return {
    keep(place, given) {
      if (place.part === 0) begin(place);
      const held = begun.find(place.part_of);
      if (!fits(held, place)) refuse('no-such-part');
      held.size += given.byteLength;
      if (held.size > MAX_OBJECT_BYTES) refuse('object-too-large', { max_bytes: MAX_OBJECT_BYTES });
      held.spool.append(given.toString());
    },
    take(place) {
      const held = begun.take(place.part_of);
      try {
        if (!fits(held, place)) refuse('no-such-part');
        return Array.from({ length: place.part }, (_, at) => Buffer.from(held.spool.part(at)));
      } finally {
        held.close();
      }
    },
  };
}
