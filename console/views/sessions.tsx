/** Sessions, what is remembered of each, and the receipts that are live in it. */
import type { JSX } from 'preact';
import type { BudgetView, ReceiptView, SessionView } from '../../src/inspection/places.js';
import type { Happening } from '../link/stream.js';
import { Answered } from '../parts/answered.js';
import { Icon } from '../parts/icon.js';
import { Count, Empty, Name, Time } from '../parts/text.js';
import { writeRoute } from '../route.js';
import { useAnswer, useIsJournal } from '../state/use.js';

function Line({ receipt }: { readonly receipt: ReceiptView }): JSX.Element {
  const { dataset, claim, request, issued, expires } = receipt;
  return (
    <tr>
      <td>
        <Name>{dataset}</Name>
      </td>
      <td>
        <Name>{claim}</Name>
      </td>
      <td>
        <Time at={issued} />
      </td>
      <td>{expires === null ? <span class="quiet">–</span> : <Time at={expires} />}</td>
      <td>
        <a href={writeRoute({ view: 'requests', id: request })}>
          <Name>{request.slice(0, 10)}</Name>
        </a>
      </td>
    </tr>
  );
}

const heads = ['Dataset', 'Claim', 'Issued', 'Expires', 'Earned by'];

interface ReceiptsProps {
  readonly receipts: readonly ReceiptView[];
  readonly isJournal: boolean;
}

function Receipts({ receipts, isJournal }: ReceiptsProps): JSX.Element {
  if (receipts.length === 0 && isJournal) return <Empty title="No receipt was minted in it" />;
  if (receipts.length === 0)
    return (
      <Empty title="No live receipt">
        A receipt is earned with <code>aegis__validate</code>, and dies at the next write to its dataset.
      </Empty>
    );
  return (
    <div
      class="wide"
      tabIndex={0}
      role="group"
      aria-label={isJournal ? 'Receipts it earned' : 'Live receipts'}
    >
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {receipts.map((receipt) => (
            <Line key={receipt.id} receipt={receipt} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const measureWord: Readonly<Record<string, string>> = {
  values: 'different values',
  rows: 'rows',
  bytes: 'bytes',
  probes: 'questions',
};

function Budgets({ budgets }: { readonly budgets: readonly BudgetView[] }): JSX.Element | null {
  if (budgets.length === 0) return null;
  return (
    <>
      <h3>What has been given of each class</h3>
      <ul class="notes">
        {budgets.map(({ class: name, per, isSealed, counts }) => (
          <li key={`${per} ${name}`}>
            <Name>{name}</Name> {isSealed ? <span class="badge flag">sealed</span> : null}{' '}
            <span class="quiet">
              {counts
                .map(({ measure, given, soft }) =>
                  [given, ...(soft === null ? [] : ['of', soft]), measureWord[measure] ?? measure].join(' '),
                )
                .join(', ')}
              {` for this ${per}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Notes({ session }: { readonly session: SessionView }): JSX.Element {
  return (
    <>
      {session.lapsed.length === 0 ? null : (
        <>
          <h3>Receipts that have died</h3>
          <ul class="notes">
            {session.lapsed.map(({ dataset, why }) => (
              <li key={`${dataset} ${why}`}>
                <Name>{dataset}</Name> <span class="quiet">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {session.doubts.length === 0 ? null : (
        <p class="notice tone-errored">
          <Icon name="errored" /> In doubt, because the outcome of a write is not known:{' '}
          <bdi>{session.doubts.join(', ')}</bdi>
        </p>
      )}
    </>
  );
}

function Session({ session }: { readonly session: SessionView }): JSX.Element {
  const isJournal = useIsJournal();
  return (
    <section class="panel" aria-label={`Session ${session.id}`}>
      <h2>
        <Name>{session.id}</Name> <span class="badge">{session.role}</span>
        {session.flags.map((flag) => (
          <span key={flag} class="badge flag">
            {flag}
          </span>
        ))}
      </h2>
      <p class="quiet">
        since <Time at={session.started} /> · the client calls itself{' '}
        <Name>{session.client === '' ? 'nothing' : session.client}</Name>, which is recorded and never trusted
        · <a href={writeRoute({ view: 'requests', chosen: { session: session.id } })}>its requests</a>
      </p>
      <dl class="counts">
        <Count name="calls" of={session.calls} />
        <Count name="denials" of={session.denials} />
        <Count name="writes" of={session.writes} />
        <Count name="rows read" of={session.rowsRead} />
      </dl>
      <h3>{isJournal ? 'Receipts it earned' : 'Live receipts'}</h3>
      <Receipts receipts={session.receipts} isJournal={isJournal} />
      <Budgets budgets={session.budgets} />
      <Notes session={session} />
    </section>
  );
}

const concerns = (one: Happening): boolean => one.kind === 'request' && one.row.verdict !== 'pending';

export function Sessions(): JSX.Element {
  const answer = useAnswer<{ sessions: readonly SessionView[] }>('/api/sessions', concerns);
  return (
    <section class="view" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Sessions</h1>
      </header>
      <Answered answer={answer}>
        {({ sessions }) =>
          sessions.length === 0 ? (
            <Empty title="No session">A session begins when an agent connects.</Empty>
          ) : (
            sessions.map((session) => <Session key={session.id} session={session} />)
          )
        }
      </Answered>
    </section>
  );
}
