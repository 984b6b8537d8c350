/**
 * A list of any length that draws only what is seen. It keeps what is looked at in its place while rows arrive above it, and is walked by keys:
 * the list has the focus, and says which row is meant.
 */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualProps<T> {
  readonly rows: readonly T[];
  /** How many there are, those included that have not been fetched. */
  readonly total: number;
  readonly height: number;
  readonly label: string;
  readonly keyOf: (row: T) => string;
  readonly draw: (row: T) => JSX.Element;
  readonly onOpen: (row: T) => void;
  /** Rows behind what is there are about to be seen. */
  readonly onNear: () => void;
}

const margin = 8;

/** Where the list stood: the row at its upper edge, and by how much it was cut. */
interface Anchor {
  readonly key: string;
  readonly cut: number;
}

interface Window {
  readonly top: number;
  readonly tall: number;
}

const stepOf = (key: string, page: number, last: number): ((now: number) => number) | undefined => {
  const steps: Readonly<Record<string, (now: number) => number>> = {
    ArrowDown: (now) => now + 1,
    ArrowUp: (now) => now - 1,
    PageDown: (now) => now + page,
    PageUp: (now) => now - page,
    Home: () => 0,
    End: () => last,
    j: (now) => now + 1,
    k: (now) => now - 1,
  };
  return steps[key];
};

function useWindow(
  props: Pick<VirtualProps<unknown>, 'height'> & {
    readonly keys: (place: number) => string;
    readonly find: (key: string) => number;
  },
) {
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>({ key: '', cut: 0 });
  const [seen, see] = useState<Window>({ top: 0, tall: 600 });
  const look = (): void => {
    if (box.current === null) return;
    const { scrollTop: top, clientHeight: tall } = box.current;
    const place = Math.floor(top / props.height);
    anchor.current = { key: top === 0 ? '' : props.keys(place), cut: top - place * props.height };
    see({ top, tall });
  };
  // Rows that arrive above what is looked at push it down; it is pulled back before it is drawn.
  useLayoutEffect(() => {
    const { key, cut } = anchor.current;
    const place = key === '' ? -1 : props.find(key);
    if (box.current === null || place < 0) return;
    const top = place * props.height + cut;
    if (Math.abs(box.current.scrollTop - top) >= 1) box.current.scrollTop = top;
  });
  useEffect(() => {
    if (box.current === null) return;
    const watcher = new ResizeObserver(look);
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [props.height]);
  return { box, seen, look };
}

interface Part {
  readonly first: number;
  readonly end: number;
}

const partOf = ({ top, tall }: Window, height: number, total: number): Part => ({
  first: Math.max(0, Math.floor(top / height) - margin),
  end: Math.min(total, Math.ceil((top + tall) / height) + margin),
});

interface Walking {
  readonly key: string;
  /** Of the row that is meant; below 0 while none is. */
  readonly place: number;
  readonly length: number;
  readonly height: number;
  readonly list: HTMLElement;
}

/** Where a key leads, brought into view; undefined when the key is none of the list's. */
function walked({ key, place, length, height, list }: Walking): number | undefined {
  const step = stepOf(key, Math.max(1, Math.floor(list.clientHeight / height) - 1), length - 1);
  if (step === undefined) return undefined;
  const next = place < 0 ? Math.ceil(list.scrollTop / height) : step(place);
  const within = Math.max(0, Math.min(length - 1, next));
  const lowest = (within + 1) * height - list.clientHeight;
  list.scrollTop = Math.min(within * height, Math.max(list.scrollTop, lowest));
  return within;
}

interface OptionProps<T> {
  readonly props: VirtualProps<T>;
  readonly row: T;
  readonly place: number;
  readonly isMeant: boolean;
}

function Option<T>({ props, row, place, isMeant }: OptionProps<T>): JSX.Element {
  const { height, total } = props;
  return (
    <div
      id={`row-${props.keyOf(row)}`}
      role="option"
      class={isMeant ? 'row meant' : 'row'}
      aria-selected={isMeant}
      aria-posinset={place + 1}
      aria-setsize={total}
      style={{ transform: `translateY(${place * height}px)`, height: `${height}px` }}
      onClick={() => props.onOpen(row)}
    >
      {props.draw(row)}
    </div>
  );
}

/** Which row is meant, by its key, and the keys that mean another or open it. */
function useWalk<T>({ rows, height, keyOf, onOpen }: VirtualProps<T>, find: (key: string) => number) {
  const [meant, mean] = useState('');
  const place = find(meant);
  const walk = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const { key, ctrlKey, metaKey, altKey, currentTarget: list } = event;
    const row = rows[place];
    if (ctrlKey || metaKey || altKey) return;
    if (key === 'Enter' && row !== undefined) onOpen(row);
    const next = rows[walked({ key, place, length: rows.length, height, list }) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    mean(keyOf(next));
  };
  return { meant, place, walk };
}

export function Virtual<T>(props: VirtualProps<T>): JSX.Element {
  const { rows, total, height, keyOf } = props;
  const find = (key: string): number => (key === '' ? -1 : rows.findIndex((row) => keyOf(row) === key));
  const keys = (place: number): string => (rows[place] === undefined ? '' : keyOf(rows[place]));
  const { box, seen, look } = useWindow({ height, keys, find });
  const { meant, place, walk } = useWalk(props, find);
  const { first, end } = partOf(seen, height, total);
  const isNear = end > rows.length - margin && rows.length < total;
  useEffect(() => {
    if (isNear) props.onNear();
  });
  const active = place >= first && place < end ? { 'aria-activedescendant': `row-${meant}` } : {};
  const list = { 'aria-label': props.label, onScroll: look, onKeyDown: walk };
  return (
    <div ref={box} class="virtual" role="listbox" tabIndex={0} {...list} {...active}>
      <div class="virtual-all" role="presentation" style={{ height: `${total * height}px` }}>
        {rows.slice(first, end).map((row, behind) => (
          <Option
            key={keyOf(row)}
            props={props}
            row={row}
            place={first + behind}
            isMeant={keyOf(row) === meant}
          />
        ))}
      </div>
    </div>
  );
}
