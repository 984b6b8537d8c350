/** The kernel now: where calls stand, where they were turned away, how the systems are. */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ActorView, Overview as Glance, MachineView } from '../../src/inspection/overview.js';
import type { RequestRow } from '../../src/inspection/row.js';
import { Chart } from '../chart/chart.js';
import { litByRows, litByState } from '../chart/lit.js';
import { StateBadge, VerdictBadge } from '../parts/badge.js';
import { Recorded } from '../parts/recorded.js';
import { reasonOf } from '../parts/row.js';
import { Count, Empty, Name, Time } from '../parts/text.js';
import { writeRoute } from '../route.js';
import { useStore } from '../state/store.js';
import { useIsJournal, useListing, useWorld } from '../state/use.js';
import { count, counted, duration, stageOf, toneOf, verdictWord } from '../words.js';

const pace = 2_000;

/** Counts are asked for again while somebody looks. */
function useRefresh(): void {
  const world = useWorld();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden && world.glance.get().link.is === 'live') void world.refresh();
    }, pace);
    return () => clearInterval(timer);
  }, [world]);
}

const verdicts = ['allowed', 'denied', 'errored', 'timedout', 'cancelled'] as const;

function Verdicts({ glance }: { readonly glance: Glance }): JSX.Element {
  return (
    <ul class="verdicts">
      <li class="tone-pending">
        <a href={writeRoute({ view: 'requests', chosen: { verdict: 'pending' } })}>
          <strong class="number">{count(glance.inFlight)}</strong>
          {verdictWord.pending}
        </a>
      </li>
      {verdicts.map((verdict) => (
        <li
          key={verdict}
          class={`tone-${toneOf(verdict)}${(glance.verdicts[verdict] ?? 0) === 0 ? ' none' : ''}`}
        >
          <a href={writeRoute({ view: 'requests', chosen: { verdict } })}>
            <strong class="number">{count(glance.verdicts[verdict] ?? 0)}</strong>
            {verdictWord[verdict]}
          </a>
        </li>
      ))}
    </ul>
  );
}

const labelOf = (rows: readonly RequestRow[]): string => {
  const here = rows.filter(({ verdict }) => verdict === 'pending').map(({ state }) => stageOf(state));
  return `The request machine. ${here.length === 0 ? 'No request is under way' : `Requests stand in ${[...new Set(here)].join(', ')}`}.`;
};

function Machine({
  machine,
  rows,
}: {
  readonly machine: MachineView;
  readonly rows: readonly RequestRow[];
}): JSX.Element {
  const isJournal = useIsJournal();
  return (
    <section class="panel overview-machine" aria-labelledby="machine">
      <h2 id="machine">{isJournal ? 'Where calls were turned away' : 'Where calls stand'}</h2>
      <figure>
        <Chart machine={machine} lit={litByRows(machine, rows)} label={labelOf(rows)} />
        <figcaption class="quiet">
          {isJournal ? '' : 'Lit: where calls are at this moment. '}Red: where the last{' '}
          {counted(rows.length, 'call')} were turned away.
        </figcaption>
      </figure>
    </section>
  );
}

function Denials({ rows }: { readonly rows: readonly RequestRow[] }): JSX.Element {
  const denied = rows.filter(({ verdict }) => verdict !== 'allowed' && verdict !== 'pending').slice(0, 8);
  return (
    <section class="panel" aria-labelledby="denials">
      <h2 id="denials">Refused last</h2>
      {denied.length === 0 ? (
        <Empty title="Nothing was refused">Of the calls that the kernel still holds, all were allowed.</Empty>
      ) : (
        <ul class="denials">
          {denied.map((row) => (
            <li key={row.id}>
              <a href={writeRoute({ view: 'requests', id: row.id })}>
                <VerdictBadge verdict={row.verdict} />
                <span class="denials-what">
                  <Name>{row.tool}</Name>
                  <span class="quiet">
                    <Name>{reasonOf(row)}</Name>
                  </span>
                </span>
                <Time at={row.at} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Actor({
  actor,
  machines,
}: {
  readonly actor: ActorView;
  readonly machines: readonly MachineView[];
}): JSX.Element {
  const machine = machines.find(({ id }) => id === actor.machine);
  const received = Object.values(actor.received).reduce((sum, one) => sum + one, 0);
  return (
    <details class="actor">
      <summary>
        <Name>{actor.name}</Name>
        <span class="quiet number">{counted(received, 'message')}</span>
        <StateBadge state={actor.state} />
      </summary>
      {machine === undefined ? null : (
        <Chart
          machine={machine}
          lit={litByState(machine, actor.state)}
          label={`The machine of ${actor.name} stands in ${actor.state}.`}
        />
      )}
      <dl class="seen">
        {Object.entries(actor.received).map(([type, times]) => (
          <div key={type}>
            <dt>{type}</dt>
            <dd class="number">{count(times)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Digests({ glance }: { readonly glance: Glance }): JSX.Element {
  return (
    <p class="quiet digests">
      policy <span class="hash">{glance.policy}</span> catalog <span class="hash">{glance.catalog}</span>
    </p>
  );
}

function Kernel({ glance }: { readonly glance: Glance }): JSX.Element {
  const { journal, requests } = glance;
  return (
    <section class="panel" aria-labelledby="kernel">
      <h2 id="kernel">Journal and ring</h2>
      <dl class="counts">
        <Count name="entries on the disk" of={journal.durable + 1} />
        <Count name="under a signed head" of={journal.signed + 1} />
        <Count name="requests held" of={requests.held} />
        <Count name="let go" of={requests.dropped} />
      </dl>
      <Digests glance={glance} />
    </section>
  );
}

function Officers({ glance }: { readonly glance: Glance }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="actors">
      <h2 id="actors">Officers and supervisors</h2>
      <div>
        {glance.actors.map((actor) => (
          <Actor key={actor.name} actor={actor} machines={glance.machines} />
        ))}
      </div>
    </section>
  );
}

const summaryOf = ({ version, state, now, started, recorded, journal }: Glance): string =>
  recorded === undefined
    ? `Aegis ${version} has been ${state} for ${duration(now - started)}, as `
    : `The journal ${journal.chain} of Aegis ${version}, as `;

export function Overview(): JSX.Element {
  useRefresh();
  const { overview } = useStore(useWorld().glance);
  const { listing } = useListing({});
  const rows = listing?.rows ?? [];
  const machine = overview?.machines.find(({ id }) => id === 'request');
  if (overview === undefined) return <p class="loading">Asking the kernel…</p>;
  return (
    <section class="view" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Overview</h1>
        <p class="summary">
          {summaryOf(overview)}
          <Name>{overview.role}</Name>
        </p>
      </header>
      <Verdicts glance={overview} />
      <div class="overview-parts">
        {machine === undefined ? null : <Machine machine={machine} rows={rows} />}
        <div class="overview-side">
          <Denials rows={rows} />
          {overview.recorded === undefined ? (
            <>
              <Officers glance={overview} />
              <Kernel glance={overview} />
            </>
          ) : (
            <Recorded overview={overview} recorded={overview.recorded}>
              <Digests glance={overview} />
            </Recorded>
          )}
        </div>
      </div>
    </section>
  );
}
