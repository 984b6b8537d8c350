/** Which parts of a document were taken out because their form is wrong. It lets nobody blame something for what it may have held. */
import { nearest } from './nearest.js';
import type { Path } from './problem.js';

export interface TakenPart {
  readonly path: Path;
  /** Of a key nobody knows, which may be a misspelling of one that is then missed: the keys written beside it. */
  readonly beside?: readonly string[];
}

export interface Unread {
  /** Whether the part, something around it or something in it could not be read. */
  touches(path: Path): boolean;
  /** Whether the part or something around it could not be read. */
  holds(path: Path): boolean;
  /** Keys directly beneath the path that could not be read. */
  keysAt(path: Path): readonly string[];
}

const begins = (path: Path, whole: Path): boolean =>
  path.length <= whole.length && path.every((step, at) => String(step) === String(whole[at]));

/** The key of an unknown part, where it is the word of the path but for a slip. */
const isMeant = ({ path, beside }: TakenPart, whole: Path): boolean => {
  const [written, meant] = [path.at(-1), whole[path.length - 1]];
  return (
    beside !== undefined &&
    meant !== undefined &&
    !beside.includes(String(meant)) &&
    begins(path.slice(0, -1), whole) &&
    nearest(String(written), [String(meant)]) !== undefined
  );
};

/** `original` leads from a path of the pruned value to where it is written. */
export function unreadOf(
  taken: readonly TakenPart[],
  original: (path: Path) => Path = (path) => path,
): Unread {
  const isHeld = (path: Path): boolean => taken.some((one) => begins(one.path, path) || isMeant(one, path));
  return {
    holds: (path) => isHeld(original(path)),
    touches: (path) => isHeld(original(path)) || taken.some((one) => begins(original(path), one.path)),
    keysAt: (path) =>
      taken
        .filter(
          (one) =>
            one.beside === undefined &&
            one.path.length === path.length + 1 &&
            begins(original(path), one.path),
        )
        .map((one) => String(one.path.at(-1))),
  };
}

export const nothingUnread: Unread = unreadOf([]);
