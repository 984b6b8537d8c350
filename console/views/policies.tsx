/** The rules in force, and what each has done since the start: fired, decided, erred, never. */
import type { JSX } from 'preact';
import type { Examined, ExaminedLine } from '../../src/inspection/examined.js';
import type { PolicyView } from '../../src/inspection/places.js';
import type { Happening } from '../link/stream.js';
import { Answered } from '../parts/answered.js';
import { Examination, Unreachable } from '../parts/examined.js';
import { Rule, type ShownRule } from '../parts/rule.js';
import { Empty } from '../parts/text.js';
import { type Route, writeRoute } from '../route.js';
import { useAnswer, useIsJournal } from '../state/use.js';
import { count } from '../words.js';

const shows = {
  all: { word: 'All', fits: () => true },
  fired: { word: 'Fired', fits: ({ fired }: ShownRule) => fired > 0 },
  denied: { word: 'Denied calls', fits: ({ denied }: ShownRule) => denied > 0 },
  never: { word: 'Never fired', fits: ({ fired }: ShownRule) => fired === 0 },
  idle: { word: 'Without effect', fits: ({ shown }: ShownRule) => shown.length > 0 },
  warned: { word: 'Warned of', fits: ({ warnings, erred }: ShownRule) => warnings.length > 0 || erred > 0 },
} as const;
type Show = keyof typeof shows;

const kinds = ['forbid', 'limit', 'require', 'mask', 'grant'];
const kindAbout: Readonly<Record<string, string>> = {
  forbid: 'what is never allowed',
  limit: 'how much at once',
  require: 'what must hold first',
  mask: 'how values leave',
  grant: 'who may do what; what no grant covers is denied',
};

interface TabsProps {
  readonly rules: readonly ShownRule[];
  readonly show: Show;
}

function Tabs({ rules, show }: TabsProps): JSX.Element {
  return (
    <nav class="tabs" aria-label="Which rules are shown">
      {Object.entries(shows).map(([name, { word, fits }]) => (
        <a
          key={name}
          href={writeRoute({ view: 'policies', chosen: name === 'all' ? {} : { show: name } })}
          aria-current={name === show ? 'true' : undefined}
        >
          {word} <span class="quiet number">{count(rules.filter(fits).length)}</span>
        </a>
      ))}
    </nav>
  );
}

interface RulesProps {
  readonly policy: PolicyView;
  readonly examined: readonly ExaminedLine[];
  readonly route: Route;
}

function Rules({ policy, examined, route }: RulesProps): JSX.Element {
  const asked = route.chosen.show ?? 'all';
  // `as`: it was looked up one word before.
  const show: Show = Object.hasOwn(shows, asked) ? (asked as Show) : 'all';
  const all = policy.rules.map((rule) => ({ ...rule, shown: examined.filter(({ id }) => id === rule.id) }));
  const rules = all.filter(shows[show].fits);
  const most = Math.max(1, ...all.map(({ fired }) => fired));
  const groups = [...kinds, ...new Set(all.map(({ kind }) => kind))].filter(
    (kind, place, every) => every.indexOf(kind) === place,
  );
  return (
    <>
      <Tabs rules={all} show={show} />
      {rules.length === 0 ? (
        <Empty title="No rule fits">
          {all.length === 0 ? 'Without a rule nothing is granted: every call is denied.' : undefined}
        </Empty>
      ) : null}
      {groups
        .map((kind) => ({ kind, own: rules.filter((rule) => rule.kind === kind) }))
        .filter(({ own }) => own.length > 0)
        .map(({ kind, own }) => (
          <section key={kind} class="panel" aria-labelledby={`kind-${kind}`}>
            <h2 id={`kind-${kind}`}>
              {kind} <span class="quiet">{kindAbout[kind] ?? ''}</span>
            </h2>
            {own.map((rule) => (
              <Rule key={rule.id} rule={rule} isMeant={rule.id === route.id} most={most} />
            ))}
          </section>
        ))}
    </>
  );
}

const concerns = (one: Happening): boolean => one.kind === 'request' && one.row.verdict !== 'pending';
const never = (): boolean => false;

export function Policies({ route }: { readonly route: Route }): JSX.Element {
  const answer = useAnswer<PolicyView>('/api/policies', concerns);
  const examined = useAnswer<Examined>('/api/policies/examined', never);
  const isJournal = useIsJournal();
  const lines = examined?.is === 'there' ? examined.value.lines : [];
  const tools = lines.filter(({ kind }) => kind === 'unreachable');
  const isWhole = ['all', 'idle'].includes(route.chosen.show ?? 'all');
  return (
    <section class="view" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Policies</h1>
        {answer?.is === 'there' ? (
          <p class="summary">
            {count(answer.value.rules.filter(({ fired }) => fired > 0).length)} of{' '}
            {count(answer.value.rules.length)} rules have fired since{' '}
            {isJournal ? 'they were last changed' : 'the start'}
          </p>
        ) : null}
      </header>
      <Answered answer={answer}>
        {(policy) => (
          <>
            <Rules policy={policy} examined={lines.filter((one) => !tools.includes(one))} route={route} />
            {isWhole ? <Unreachable lines={tools} /> : null}
            <Examination answer={examined} />
          </>
        )}
      </Answered>
    </section>
  );
}
