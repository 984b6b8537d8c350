// Rows of a table on their way, part by part: read at once and given one by one, or brought one by one and put at once. It refuses parts out of their order, or of something else.
import { createBegun } from '../begun.js';
import { type OpenShelf, openSpool, type Spool } from '../spool.js';
import { refuse } from '../tool.js';
import type { Bound } from './engine.js';

export type Rows = readonly (readonly Bound[])[];

/** What passes through the kernel at once: so many rows, and as many characters in them, but for one row that is longer. */
const MOST_ROWS = 5_000;
const MOST_CHARACTERS = 256 * 1024;

const charactersIn = (row: readonly Bound[]): number =>
  row.reduce((sum: number, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);

type Gathering = {
  add(row: readonly Bound[]): void;
  /** Undefined where there was more than one part. */
  only(): Rows | undefined;
  /** All of them, the caller's to close. */
  all(): Spool<Rows>;
  close(): void;
};

/** Cuts rows into parts as they come. What is one part lies nowhere but here. */
export function gather(open: OpenShelf): Gathering {
  let spool: Spool<Rows> | undefined;
  let rows: (readonly Bound[])[] = [];
  let characters = 0;
  const cut = (): Spool<Rows> => {
    spool ??= openSpool<Rows>(open);
    spool.append(rows);
    rows = [];
    characters = 0;
    return spool;
  };
  return {
    add(row) {
      const own = charactersIn(row);
      if (rows.length === MOST_ROWS || (rows.length > 0 && characters + own > MOST_CHARACTERS)) cut();
      rows.push(row);
      characters += own;
    },
    only: () => (spool === undefined ? rows : undefined),
    all: cut,
    close: () => spool?.close(),
  };
}

/** How many rows lie before a part, and what all parts of one passage are about. */
export type Place = { readonly part_of: string; readonly about: string; readonly offset: number };

export type Part = { readonly columns: readonly string[]; readonly rows: Rows; readonly truncated: boolean };
type Read = { readonly columns: readonly string[]; readonly spool: Spool<Rows> };
export type Readings = {
  begin(place: Place, read: Read): void;
  /** The part from there on, and whether one follows it. */
  next(place: Place): Part;
};
type Reading = Read & { readonly about: string; next: number; offset: number; close(): void };

export function createReadings(): Readings {
  const begun = createBegun<Reading>();
  return {
    begin({ part_of, about }, { columns, spool }) {
      begun.begin(part_of, () => ({
        ...{ columns, spool, about, next: 0, offset: 0 },
        close: () => spool.close(),
      }));
    },
    next({ part_of, about, offset }) {
      const reading = begun.find(part_of);
      if (reading.about !== about || reading.offset !== offset) return refuse('no-such-part');
      const { columns, spool } = reading;
      const rows = spool.part(reading.next);
      reading.next += 1;
      reading.offset += rows.length;
      const truncated = reading.next < spool.parts();
      if (!truncated) begun.end(part_of);
      return { columns, rows, truncated };
    },
  };
}

type Held = { readonly about: string; readonly spool: Spool<Rows>; rows: number; close(): void };
export type Bringing = {
  /** How many rows are kept now. */
  keep(place: Place, rows: Rows): number;
  /** All that was kept before that row, handed over once: it is the caller's to close. */
  take(place: Place): Spool<Rows>;
};

export function createBringing(open: OpenShelf): Bringing {
  const begun = createBegun<Held>();
  const fits = (held: Held, { about, offset }: Place): boolean =>
    held.about === about && held.rows === offset;
  const begin = ({ part_of, about }: Place): void =>
    begun.begin(part_of, () => {
      const spool = openSpool<Rows>(open);
      return { about, spool, rows: 0, close: () => spool.close() };
    });
  return {
    keep(place, rows) {
      if (place.offset === 0) begin(place);
      const held = begun.find(place.part_of);
      if (!fits(held, place)) return refuse('no-such-part');
      held.spool.append(rows);
      held.rows += rows.length;
      return held.rows;
    },
    take(place) {
      const held = begun.take(place.part_of);
      if (fits(held, place)) return held.spool;
      held.close();
      return refuse('no-such-part');
    },
  };
}
