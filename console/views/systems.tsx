/** The downstream systems: whether they take calls, why not, and whether their tools are still those that were approved. */
import type { JSX } from 'preact';
import type { MachineView } from '../../src/inspection/overview.js';
import type { SystemView } from '../../src/inspection/places.js';
import { Chart } from '../chart/chart.js';
import { litByState } from '../chart/lit.js';
import type { Happening } from '../link/stream.js';
import { Answered } from '../parts/answered.js';
import { StateBadge } from '../parts/badge.js';
import { Icon } from '../parts/icon.js';
import { Count, Empty, Name } from '../parts/text.js';
import { writeRoute } from '../route.js';
import { useStore } from '../state/store.js';
import { useAnswer, useIsJournal, useWorld } from '../state/use.js';

const about: Readonly<Record<string, string>> = {
  starting: 'It is being started; calls wait.',
  ready: 'It takes calls.',
  draining: 'It finishes what it has, then it is restarted.',
  closing: 'It is being ended, to be restarted.',
  backoff: 'It has ended; it is started again after a pause. Calls wait.',
  open: 'It has failed too often: calls are refused until it is tried again.',
  quarantined: 'It talked nonsense: calls are refused until it is tried again.',
  stopping: 'The kernel is stopping it.',
  stopped: 'It is stopped.',
};

function Tools({ system }: { readonly system: SystemView }): JSX.Element {
  return (
    <ul class="tools">
      {system.tools.map(({ name, isPinned, drift }) => (
        <li key={name}>
          <a href={writeRoute({ view: 'requests', chosen: { tool: name } })}>
            <Name>{name}</Name>
          </a>
          {isPinned ? <span class="badge">pinned</span> : null}
          {drift.length === 0 ? null : (
            <span class="badge tone-errored">
              <Icon name="errored" /> has drifted: <bdi>{drift.join(', ')}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Figures({ system }: { readonly system: SystemView }): JSX.Element {
  const isJournal = useIsJournal();
  return (
    <div>
      <dl class="counts">
        <Count name={isJournal ? 'calls it was sent' : 'calls'} of={system.calls} />
        <Count name={isJournal ? 'of them not allowed' : 'not allowed'} of={system.failed} />
        {isJournal ? null : (
          <>
            <Count name="in flight" of={system.inFlight} />
            <Count name="queued" of={system.queued} />
          </>
        )}
        <Count name="restarts" of={system.restarts} />
      </dl>
      {isJournal ? null : <p class="quiet">{system.pid === 0 ? 'no process' : `process ${system.pid}`}</p>}
      <h3>Tools</h3>
      <Tools system={system} />
    </div>
  );
}

interface SystemProps {
  readonly system: SystemView;
  readonly machine: MachineView | undefined;
}

function System({ system, machine }: SystemProps): JSX.Element {
  const isJournal = useIsJournal();
  const label = `Its supervisor stands in ${system.state}.`;
  return (
    <section class="panel system" aria-label={`System ${system.system}`}>
      <h2>
        <Name>{system.system}</Name> {system.state === '' ? null : <StateBadge state={system.state} />}
      </h2>
      {isJournal ? (
        <p>
          {system.state === ''
            ? 'The journal tells of no trouble with it.'
            : 'What the journal told of it last.'}
        </p>
      ) : (
        <p>{about[system.state] ?? ''}</p>
      )}
      {system.why === '' ? null : (
        <p class="notice">
          Last trouble: <bdi>{system.why}</bdi>
        </p>
      )}
      <div class="system-parts">
        <Figures system={system} />
        {machine === undefined || isJournal ? null : (
          <figure>
            <Chart machine={machine} lit={litByState(machine, system.state)} label={label} />
          </figure>
        )}
      </div>
    </section>
  );
}

const concerns = (one: Happening): boolean =>
  one.kind === 'actor' || (one.kind === 'request' && one.row.system !== '');

export function Systems(): JSX.Element {
  const { overview } = useStore(useWorld().glance);
  const answer = useAnswer<{ systems: readonly SystemView[] }>('/api/systems', concerns);
  const machine = overview?.machines.find(({ id }) => id === 'downstream');
  return (
    <section class="view" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Systems</h1>
      </header>
      <Answered answer={answer}>
        {({ systems }) =>
          systems.length === 0 ? (
            <Empty title="No system">A manifest names one.</Empty>
          ) : (
            systems.map((system) => <System key={system.system} system={system} machine={machine} />)
          )
        }
      </Answered>
    </section>
  );
}
