/** The rules in force, and what each has done since the start: fired, decided, erred, never. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PolicyView, RuleView } from '../../src/inspection/places.js';
import type { Happening } from '../link/stream.js';
import { Answered } from '../parts/answered.js';
import { Icon } from '../parts/icon.js';
import { Empty, Name, Time } from '../parts/text.js';
import { type Route, writeRoute } from '../route.js';
import { useAnswer } from '../state/use.js';
import { count } from '../words.js';

const shows = {
  all: { word: 'All', fits: () => true },
  fired: { word: 'Fired', fits: ({ fired }: RuleView) => fired > 0 },
  denied: { word: 'Denied calls', fits: ({ denied }: RuleView) => denied > 0 },
  never: { word: 'Never fired', fits: ({ fired }: RuleView) => fired === 0 },
  warned: { word: 'Warned of', fits: ({ warnings, erred }: RuleView) => warnings.length > 0 || erred > 0 },
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

interface RuleProps {
  readonly rule: RuleView;
  readonly isMeant: boolean;
  readonly most: number;
}

function Figures({ rule, most }: Pick<RuleProps, 'rule' | 'most'>): JSX.Element {
  return (
    <>
      <span class="rule-bar" aria-hidden="true">
        <span style={{ width: `${(Math.log1p(rule.fired) / Math.log1p(most)) * 100}%` }} />
      </span>
      <span class={rule.fired === 0 ? 'rule-fired none' : 'rule-fired number'}>
        {rule.fired === 0 ? 'never fired' : `${count(rule.fired)} fired`}
      </span>
      <span class="rule-denied number">{rule.denied === 0 ? '' : `${count(rule.denied)} denied`}</span>
    </>
  );
}

function Warnings({ rule }: { readonly rule: RuleView }): JSX.Element | null {
  const erred = rule.erred === 0 ? [] : [`it erred in ${count(rule.erred)} calls, and each was denied`];
  const all = [...erred, ...rule.warnings];
  return all.length === 0 ? null : (
    <ul class="rule-warnings">
      {all.map((one) => (
        <li key={one}>
          <Icon name="errored" />
          <bdi>{one}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Rule({ rule, isMeant, most }: RuleProps): JSX.Element {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!isMeant || box.current === null) return;
    box.current.open = true;
    box.current.scrollIntoView({ block: 'center' });
  }, [isMeant]);
  return (
    <div class={isMeant ? 'rule meant' : 'rule'}>
      <details ref={box}>
        <summary>
          <span class="rule-id">
            <Name>{rule.id}</Name>
          </span>
          <Figures rule={rule} most={most} />
        </summary>
        <div class="rule-more">
          {rule.because === '' ? null : <p class="because">Because {rule.because}.</p>}
          <pre class="code" tabIndex={0} role="group" aria-label="The rule as it is written">
            {rule.text}
          </pre>
          <p class="quiet">
            {rule.place === '' ? 'built into the kernel' : <Name>{rule.place}</Name>} · asked in {rule.phase}{' '}
            · fired last: <Time at={rule.last} />
            {rule.denied === 0 ? null : (
              <>
                {' · '}
                <a href={writeRoute({ view: 'requests', chosen: { rule: rule.id } })}>the calls it denied</a>
              </>
            )}
          </p>
        </div>
      </details>
      <Warnings rule={rule} />
    </div>
  );
}

function Tabs({ policy, show }: { readonly policy: PolicyView; readonly show: Show }): JSX.Element {
  return (
    <nav class="tabs" aria-label="Which rules are shown">
      {Object.entries(shows).map(([name, { word, fits }]) => (
        <a
          key={name}
          href={writeRoute({ view: 'policies', chosen: name === 'all' ? {} : { show: name } })}
          aria-current={name === show ? 'true' : undefined}
        >
          {word} <span class="quiet number">{count(policy.rules.filter(fits).length)}</span>
        </a>
      ))}
    </nav>
  );
}

function Rules({ policy, route }: { readonly policy: PolicyView; readonly route: Route }): JSX.Element {
  const asked = route.chosen.show ?? 'all';
  // `as`: it was looked up one word before.
  const show: Show = Object.hasOwn(shows, asked) ? (asked as Show) : 'all';
  const rules = policy.rules.filter(shows[show].fits);
  const most = Math.max(1, ...policy.rules.map(({ fired }) => fired));
  const groups = [...kinds, ...new Set(policy.rules.map(({ kind }) => kind))].filter(
    (kind, place, all) => all.indexOf(kind) === place,
  );
  return (
    <>
      <Tabs policy={policy} show={show} />
      {rules.length === 0 ? (
        <Empty title="No rule fits">
          {policy.rules.length === 0 ? 'Without a rule nothing is granted: every call is denied.' : undefined}
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

export function Policies({ route }: { readonly route: Route }): JSX.Element {
  const answer = useAnswer<PolicyView>('/api/policies', concerns);
  return (
    <section class="view" aria-labelledby="title">
      <header class="view-head">
        <h1 id="title">Policies</h1>
        {answer?.is === 'there' ? (
          <p class="summary">
            {count(answer.value.rules.filter(({ fired }) => fired > 0).length)} of{' '}
            {count(answer.value.rules.length)} rules have fired since the start
          </p>
        ) : null}
      </header>
      <Answered answer={answer}>{(policy) => <Rules policy={policy} route={route} />}</Answered>
    </section>
  );
}
