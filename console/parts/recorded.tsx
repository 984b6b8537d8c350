/** A journal that no kernel shows: what it spans, and how far it is proved. It says where the proof ends. */
import type { ComponentChildren, JSX } from 'preact';
import type { Overview, RecordedView } from '../../src/inspection/overview.js';
import { counted } from '../words.js';
import { Icon } from './icon.js';
import { Count, Time } from './text.js';

const endWord: Readonly<Record<string, string>> = {
  stopped: 'It was closed in order.',
  lost: 'It ends without a word: its kernel was killed, or its end has been cut off.',
  serving: 'Its kernel still runs.',
};

function Proof({ recorded }: { readonly recorded: RecordedView }): JSX.Element {
  const { broken, unsigned, keptHeads } = recorded;
  if (broken !== '')
    return (
      <p class="notice tone-errored">
        <Icon name="errored" /> Not whole: <bdi>{broken}</bdi>
      </p>
    );
  return (
    <p>
      <Icon name="key" /> Whole: each entry holds the hash of the one before it, and each signed head is good.{' '}
      {unsigned === 0 ? '' : `The last ${counted(unsigned, 'entry', 'entries')} stand under no signed head. `}
      {keptHeads === 0
        ? 'No head was found in a second place to hold it against.'
        : 'It holds the last head that was kept in the second place.'}
    </p>
  );
}

export interface RecordedProps {
  readonly overview: Overview;
  readonly recorded: RecordedView;
  readonly children: ComponentChildren;
}

export function Recorded({ overview, recorded, children }: RecordedProps): JSX.Element {
  const { requests, state } = overview;
  const { lines, starts, signedHeads, from, to } = recorded;
  return (
    <section class="panel" aria-labelledby="journal">
      <h2 id="journal">The journal</h2>
      <Proof recorded={recorded} />
      <dl class="counts">
        <Count name="entries" of={lines} />
        <Count name="signed heads" of={signedHeads} />
        <Count name={starts === 1 ? 'start' : 'starts'} of={starts} />
        <Count name="requests shown" of={requests.held} />
        {requests.dropped === 0 ? null : <Count name="older, not shown" of={requests.dropped} />}
      </dl>
      <p class="quiet">
        From <Time at={from} /> to <Time at={to} />. {endWord[state] ?? ''}
      </p>
      {children}
    </section>
  );
}
