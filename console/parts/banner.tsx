/** What has to be known before anything on the page is believed: the kernel serves nobody, the connection is lost, something was missed. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Gap } from '../../src/inspection/event.js';
import type { Overview, RecordedView } from '../../src/inspection/overview.js';
import type { Link } from '../link/stream.js';
import { useStore } from '../state/store.js';
import { useWorld } from '../state/use.js';
import { counted, shortMoment } from '../words.js';
import { Icon } from './icon.js';

function KernelBanner({ overview }: { readonly overview: Overview }): JSX.Element | null {
  switch (overview.state) {
    case 'sealed':
      return (
        <div class="banner banner-sealed" role="alert">
          <Icon name="lock" />
          <p>
            <strong>This kernel is sealed.</strong> It answers every call with a denial, and stays so until it
            is restarted.
            {overview.why === '' ? null : (
              <>
                {' '}
                Why: <bdi>{overview.why}</bdi>.
              </>
            )}
          </p>
        </div>
      );
    case 'draining':
    case 'stopped':
      return (
        <div class="banner banner-draining" role="alert">
          <Icon name="stop" />
          <p>
            <strong>This kernel is {overview.state === 'draining' ? 'draining' : 'stopped'}.</strong> It takes
            no new calls
            {overview.state === 'draining' ? ' and finishes those it has.' : '.'}
          </p>
        </div>
      );
    default:
      return null;
  }
}

/** A moment's interruption is no news. */
const patience = 700;

function LostBanner({ since }: { readonly since: number }): JSX.Element | null {
  const [isLong, note] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => note(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return isLong ? (
    <div class="banner banner-lost" role="alert">
      <Icon name="pending" />
      <p>
        <strong>The connection is lost</strong> since {shortMoment(since)}: what you see is as it was then. It
        is tried again by itself, and goes on where it was cut off.
      </p>
    </div>
  ) : null;
}

function GapBanner({ gap, close }: { readonly gap: Gap; readonly close: () => void }): JSX.Element {
  return (
    <div class="banner banner-gap" role="status">
      <Icon name="errored" />
      <p>
        <strong>{counted(gap.to - gap.from, 'event')} went by unseen</strong>: the kernel had let them go
        before they could be sent. The lists have been fetched anew; the journal holds everything.
      </p>
      <button type="button" onClick={close}>
        Understood
      </button>
    </div>
  );
}

function StateBanner({ overview }: { readonly overview: Overview }): JSX.Element {
  const { recorded, journal } = overview;
  return recorded === undefined ? (
    <KernelBanner overview={overview} />
  ) : (
    <RecordedBanner chain={journal.chain} recorded={recorded} />
  );
}

/** A journal is no kernel: what one sees is what was written down, and how far it can be believed. */
function RecordedBanner({
  chain,
  recorded,
}: {
  readonly chain: string;
  readonly recorded: RecordedView;
}): JSX.Element {
  const { broken, writer, read } = recorded;
  if (broken !== '')
    return (
      <div class="banner banner-sealed" role="alert">
        <Icon name="errored" />
        <p>
          <strong>This journal is not whole.</strong> {chain}, <bdi>{broken}</bdi>. From there on nothing is
          proved: it may have been changed, cut or forged. <code>aegis audit verify</code> says the same.
        </p>
      </div>
    );
  return (
    <div class="banner banner-journal" role="status">
      <Icon name="lock" />
      <p>
        <strong>This is a journal</strong>, {chain}, read at {shortMoment(read)}: nothing here goes on.{' '}
        {writer === 0
          ? 'No kernel writes it.'
          : `Its kernel still runs (process ${writer}): what has happened since is not shown.`}
      </p>
    </div>
  );
}

export function Banners(): JSX.Element {
  const world = useWorld();
  const { link, overview, gap } = useStore(world.glance);
  return (
    <div class="banners">
      {overview === undefined ? null : <StateBanner overview={overview} />}
      {link.is === 'lost' ? <LostBanner since={link.since} /> : null}
      {gap === undefined ? null : (
        <GapBanner gap={gap} close={() => world.glance.set((now) => ({ ...now, gap: undefined }))} />
      )}
    </div>
  );
}

const linkWord: Readonly<Record<Link['is'], string>> = {
  connecting: 'connecting',
  live: 'live',
  lost: 'connection lost',
  refused: 'not admitted',
};

export function LinkMark(): JSX.Element {
  const { link, overview } = useStore(useWorld().glance);
  const isJournal = overview?.recorded !== undefined && link.is === 'live';
  return (
    <span class={`link link-${isJournal ? 'journal' : link.is}`} role="status">
      <span class="link-dot" aria-hidden="true" />
      {isJournal ? 'a journal' : linkWord[link.is]}
    </span>
  );
}
