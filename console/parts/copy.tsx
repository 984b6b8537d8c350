/** Puts one text into the clipboard, and says that it has. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.js';

export function Copy({ text, what }: { readonly text: string; readonly what: string }): JSX.Element {
  const [isDone, note] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => note(false), 1_500);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(
      () => note(true),
      () => note(false),
    );
  };
  return (
    <button
      type="button"
      class="copy"
      onClick={copy}
      aria-label={isDone ? `${what} is copied` : `Copy ${what}`}
    >
      <Icon name={isDone ? 'allowed' : 'copy'} />
    </button>
  );
}
