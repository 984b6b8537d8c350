/** The keys, and the page that lists them. Single letters can be turned off, for whoever dictates or strays; nothing can be done by them alone. */
import type { JSX, RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { views, writeRoute } from '../route.js';

export interface Keys {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly areOn: boolean;
  readonly turn: (on: boolean) => void;
  readonly show: () => void;
}

const shelf = 'aegis.keys';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement;

function press(event: KeyboardEvent, show: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const view = views[Number(event.key) - 1];
  if (view !== undefined) location.hash = writeRoute({ view });
  else if (event.key === '?') show();
  else if (event.key === '/') {
    const search = document.querySelector<HTMLInputElement>('#search');
    if (search === null) location.hash = writeRoute({ view: 'requests' });
    else search.focus();
    event.preventDefault();
  }
}

export function useKeys(): Keys {
  const dialog = useRef<HTMLDialogElement>(null);
  const [areOn, set] = useState(() => localStorage.getItem(shelf) !== 'off');
  const show = useCallback(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (!areOn) return;
    const listen = (event: KeyboardEvent): void => press(event, show);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [areOn, show]);
  const turn = (on: boolean): void => {
    localStorage.setItem(shelf, on ? 'on' : 'off');
    set(on);
  };
  return { dialog, areOn, turn, show };
}

const list = [
  ['1 … 6', 'the six views'],
  ['/', 'search'],
  ['↑ ↓, j k', 'walk a list that has the focus'],
  ['Page, Home, End', 'walk it faster'],
  ['Enter', 'open the request that is meant'],
  ['← →', 'step through a request, on the slider'],
  ['?', 'this page'],
] as const;

export function KeysDialog({ keys }: { readonly keys: Keys }): JSX.Element {
  return (
    <dialog ref={keys.dialog} class="keys" aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <dl>
        {list.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="tick">
        <input
          type="checkbox"
          checked={keys.areOn}
          onChange={(event) => keys.turn(event.currentTarget.checked)}
        />
        single keys are on
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
