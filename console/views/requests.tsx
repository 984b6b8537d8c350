/** The requests that the kernel's ring holds, filtered, as they come. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PolicyView, SessionView, SystemView } from '../../src/inspection/places.js';
import type { RequestRow } from '../../src/inspection/row.js';
import { type Choice, Filters } from '../parts/filters.js';
import { Row } from '../parts/row.js';
import { Empty } from '../parts/text.js';
import { Virtual } from '../parts/virtual.js';
import { type Route, writeRoute } from '../route.js';
import { type Filter, filterOf, type Listing } from '../state/listing.js';
import { useNarrow } from '../state/media.js';
import { useAnswer, useListing } from '../state/use.js';
import { count, counted, verdictWord } from '../words.js';

const never = (): boolean => false;
const onSession = (one: { readonly kind: string }): boolean => one.kind === 'gap';

/** What can be chosen: what the kernel knows, and what is chosen already. */
function useChoices(filter: Filter): readonly Choice[] {
  const systems = useAnswer<{ systems: readonly SystemView[] }>('/api/systems', never);
  const sessions = useAnswer<{ sessions: readonly SessionView[] }>('/api/sessions', onSession);
  const policies = useAnswer<PolicyView>('/api/policies', never);
  return useMemo(() => {
    const tools =
      systems?.is === 'there'
        ? systems.value.systems.flatMap(({ tools }) => tools.map(({ name }) => name))
        : [];
    const ids = sessions?.is === 'there' ? sessions.value.sessions.map(({ id }) => id) : [];
    const rules =
      policies?.is === 'there'
        ? policies.value.rules.filter(({ kind }) => kind !== 'grant' && kind !== 'mask').map(({ id }) => id)
        : [];
    const options = { tool: tools, session: ids, rule: rules };
    return [
      { name: 'verdict', label: 'Decision', options: Object.entries(verdictWord) },
      ...(['tool', 'rule', 'session'] as const).map((name) => ({
        name,
        label: `${name[0]?.toUpperCase()}${name.slice(1)}`,
        options: [...new Set([...options[name], ...(filter[name] === undefined ? [] : [filter[name]])])].map(
          (one) => [one, one] as const,
        ),
      })),
    ];
  }, [systems, sessions, policies, filter]);
}

function Summary({ listing, filter }: { readonly listing: Listing; readonly filter: Filter }): JSX.Element {
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <p class="summary" role="status">
      {isFiltered
        ? `${count(listing.matching)} of ${counted(listing.held, 'request')} fit`
        : counted(listing.held, 'request')}
      {listing.dropped > 0 ? (
        <span class="quiet">
          {' '}
          · {counted(listing.dropped, 'older one')} let go by the ring; the journal has them all
        </span>
      ) : null}
    </p>
  );
}

const keyOf = (row: RequestRow): string => row.id;
const draw = (row: RequestRow): JSX.Element => <Row row={row} />;
const open = (row: RequestRow): void => {
  location.hash = writeRoute({ view: 'requests', id: row.id });
};

function None({ isFiltered }: { readonly isFiltered: boolean }): JSX.Element {
  return isFiltered ? (
    <Empty title="No request fits these filters">
      <a href={writeRoute({ view: 'requests' })}>Show all requests</a>
    </Empty>
  ) : (
    <Empty title="No calls yet">As soon as the agent calls a tool, the call stands here.</Empty>
  );
}

export function Requests({ route }: { readonly route: Route }): JSX.Element {
  const filter = useMemo(() => filterOf(route.chosen), [JSON.stringify(route.chosen)]);
  const choices = useChoices(filter);
  const { listing, problem, more } = useListing(filter);
  const isNarrow = useNarrow();
  return (
    <section class="view view-list" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Requests</h1>
        {listing === undefined ? null : <Summary listing={listing} filter={filter} />}
      </header>
      <Filters filter={filter} choices={choices} />
      {problem === '' ? null : <Empty title="The list could not be fetched">{problem}</Empty>}
      {listing === undefined && problem === '' ? <p class="loading">Asking the kernel…</p> : null}
      {listing === undefined || listing.rows.length > 0 ? null : (
        <None isFiltered={Object.keys(filter).length > 0} />
      )}
      {listing === undefined || listing.rows.length === 0 ? null : (
        <Virtual
          rows={listing.rows}
          total={listing.matching}
          height={isNarrow ? 64 : 40}
          label="Requests, newest first"
          keyOf={keyOf}
          draw={draw}
          onOpen={open}
          onNear={more}
        />
      )}
    </section>
  );
}
