/** One request: first why it ended as it did, then its way, step by step. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { TripView } from '../../src/inspection/trip.js';
import type { Happening } from '../link/stream.js';
import { Answered } from '../parts/answered.js';
import { Reach, VerdictBadge } from '../parts/badge.js';
import { Copy } from '../parts/copy.js';
import { Entries } from '../parts/entries.js';
import { Icon } from '../parts/icon.js';
import { Row } from '../parts/row.js';
import { Sequence } from '../parts/sequence.js';
import { StoryPanel } from '../parts/story-panel.js';
import { Name, Time, Took } from '../parts/text.js';
import { Walk } from '../parts/walk.js';
import { type Route, writeRoute } from '../route.js';
import { useAnswer } from '../state/use.js';

function Head({ trip }: { readonly trip: TripView }): JSX.Element {
  const { row } = trip;
  return (
    <header class="view-head request-head">
      <a class="back" href="#/requests">
        <Icon name="back" />
        Requests
      </a>
      <h1 id="title">
        <Name>{row.tool}</Name> <VerdictBadge verdict={row.verdict} />
      </h1>
      <p class="request-sub">
        <Reach row={row} />
        <span>
          as <Name>{row.role}</Name>
        </span>
        <a href={writeRoute({ view: 'requests', chosen: { session: row.session } })}>
          session <Name>{row.session}</Name>
        </a>
        <span>
          at <Time at={row.at} />
        </span>
        <span>
          took <Took ms={row.ms} />
          {row.isSlow ? <span class="badge slow-mark">slow</span> : null}
        </span>
        {row.parent === '' || row.parent === 'boot' ? null : (
          <a href={writeRoute({ view: 'requests', id: row.parent })}>part of a plan</a>
        )}
        {row.parent === 'boot' ? <span>made by the kernel at its start</span> : null}
        <span class="request-id">
          <Name>{row.id}</Name>
          <Copy text={row.id} what="the decision id" />
        </span>
      </p>
    </header>
  );
}

function Children({ trip }: { readonly trip: TripView }): JSX.Element | null {
  if (trip.children.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="children">
      <h2 id="children">Calls that its plan made</h2>
      <ul class="rows">
        {trip.children.map((row) => (
          <li key={row.id}>
            <a class="row" href={writeRoute({ view: 'requests', id: row.id })}>
              <Row row={row} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Trip({ trip, route }: { readonly trip: TripView; readonly route: Route }): JSX.Element {
  const last = trip.steps.length - 1;
  const asked = route.chosen.step;
  const step = asked === undefined || !/^\d{1,6}$/.test(asked) ? last : Math.min(Number(asked), last);
  const go = (next: number): void => {
    const chosen = next === last ? {} : { step: String(next) };
    location.replace(writeRoute({ ...route, chosen }));
  };
  const at = trip.steps[step]?.at ?? Number.POSITIVE_INFINITY;
  return (
    <article class="view" aria-labelledby="title">
      <Head trip={trip} />
      <StoryPanel trip={trip} />
      <Children trip={trip} />
      <Walk trip={trip} step={step} go={go} />
      <Sequence messages={trip.messages} until={step === last ? Number.POSITIVE_INFINITY : at} />
      <Entries entries={trip.entries} />
    </article>
  );
}

const isAbout = (one: Happening, id: string): boolean => {
  if (one.kind === 'request') return one.row.id === id || one.row.parent === id;
  return one.kind === 'moved' ? one.id === id : one.kind === 'journal';
};

/** Entries become durable and signed after the call has ended. */
const isSettled = (trip: TripView): boolean =>
  trip.row.verdict !== 'pending' && trip.entries.every(({ proof }) => proof === 'signed');

export function Request({ route }: { readonly route: Route }): JSX.Element {
  const { id } = route;
  const isOpen = useRef(true);
  const concerns = (one: Happening): boolean => isOpen.current && isAbout(one, id);
  const answer = useAnswer<TripView>(`/api/requests/${encodeURIComponent(id)}`, concerns);
  isOpen.current = answer?.is !== 'there' || !isSettled(answer.value);
  const gone = (
    <>
      It holds the newest requests only. The journal holds all: <code>aegis explain {id.slice(0, 64)}</code> ·{' '}
      <a href="#/requests">All requests</a>
    </>
  );
  return (
    <Answered answer={answer} gone={gone}>
      {(trip) => <Trip trip={trip} route={route} />}
    </Answered>
  );
}
