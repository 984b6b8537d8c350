/** Words that others chose, kept apart from ours: the direction of one never turns its neighbours round, and a long one is cut by the page, not by us. */
import type { ComponentChildren, JSX } from 'preact';
import { count, duration, moment, shortMoment } from '../words.js';

export function Name({ children }: { readonly children: string }): JSX.Element {
  return (
    <bdi class="name" title={children.length > 24 ? children : undefined}>
      {children}
    </bdi>
  );
}

export function Time({ at }: { readonly at: number }): JSX.Element {
  return at === 0 ? (
    <span class="quiet">never</span>
  ) : (
    <time
      dateTime={Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : undefined}
      title={moment(at)}
    >
      {shortMoment(at)}
    </time>
  );
}

/** Null: nobody has written down how long. */
export function Took({ ms }: { readonly ms: number | null }): JSX.Element {
  return ms === null ? (
    <span class="quiet" title="not in the journal">
      –
    </span>
  ) : (
    <span class="number">{duration(ms)}</span>
  );
}

export function Count({ of, name }: { readonly of: number; readonly name: string }): JSX.Element {
  return (
    <div class="count">
      <dt>{name}</dt>
      <dd class="number">{count(of)}</dd>
    </div>
  );
}

/** What stands where there is nothing yet, and what would bring it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children === undefined ? null : <p>{children}</p>}
    </div>
  );
}
