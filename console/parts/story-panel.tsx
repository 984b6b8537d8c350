/** Why a call was refused, for somebody who has never seen Aegis: what happened, which rule, on which facts, what would help. */
import type { ComponentChildren, JSX } from 'preact';
import type { DenialView, TripView } from '../../src/inspection/trip.js';
import { writeRoute } from '../route.js';
import { storyOf } from '../story.js';
import { toneOf } from '../words.js';
import { Copy } from './copy.js';
import { Icon } from './icon.js';
import { Name } from './text.js';

function Part({
  name,
  look,
  children,
}: {
  readonly name: string;
  readonly look: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`story-part story-${look}`}>
      <h3>{name}</h3>
      <div>{children}</div>
    </div>
  );
}

interface RuleProps {
  readonly rule: NonNullable<DenialView['rule']>;
  readonly source: TripView['source'];
}

const noPlace: Readonly<Record<TripView['source'], string>> = {
  watched: ' built into the kernel',
  journal: ' built into the kernel, or its text was not kept',
};

function Rule({ rule, source }: RuleProps): JSX.Element {
  const { text } = rule;
  return (
    <Part name="Which rule" look="rule">
      <p>
        <a class="rule-name" href={writeRoute({ view: 'policies', id: rule.id })}>
          <Name>{rule.id}</Name>
        </a>
        {rule.place === '' ? (
          <span class="quiet">{noPlace[source]}</span>
        ) : (
          <span class="place">
            {' '}
            <Name>{rule.place}</Name>
          </span>
        )}
      </p>
      {rule.because === '' ? null : <p class="because">Because {rule.because}.</p>}
      {text === '' ? null : (
        <pre class="code" tabIndex={0} role="group" aria-label="The rule as it is written">
          {text}
        </pre>
      )}
    </Part>
  );
}

function Help({ denial, again }: { readonly denial: DenialView; readonly again: string }): JSX.Element {
  return (
    <Part name="What would help" look="help">
      {denial.remedies.map(({ tool, args, why }) => (
        <div class="remedy" key={`${tool} ${args}`}>
          <code>
            <Name>{tool}</Name> <bdi>{args}</bdi>
          </code>
          <Copy text={`${tool} ${args}`} what="this call" />
          <p>{why}</p>
        </div>
      ))}
      <p>{denial.remedies.length === 0 ? sentence(denial.help) : again}</p>
      {denial.remedies.length === 0 ? <p class="quiet">{again}</p> : null}
    </Part>
  );
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

function Facts({ denial }: { readonly denial: DenialView }): JSX.Element {
  return (
    <Part name="What was wrong" look="facts">
      {denial.facts.length === 0 ? (
        <p>{sentence(denial.message)}</p>
      ) : (
        <ul class="facts">
          {denial.facts.map((fact) => (
            <li key={fact}>
              <bdi>{fact}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

export function StoryPanel({ trip }: { readonly trip: TripView }): JSX.Element {
  const { denial, row } = trip;
  const { headline, effect, reach, again } = storyOf(trip);
  const tone = toneOf(row.verdict);
  return (
    <section class={`story tone-${tone}`} aria-labelledby="story">
      <h2 id="story">
        <Icon name={tone} />
        <bdi>{headline}</bdi>
      </h2>
      <p class="story-reach">{[reach, effect].filter((one) => one !== '').join(' ')}</p>
      {denial === null ? null : (
        <>
          <div class="story-parts">
            <Facts denial={denial} />
            {denial.rule === null ? null : <Rule rule={denial.rule} source={trip.source} />}
            <Help denial={denial} again={again} />
          </div>
          {denial.text === '' ? null : (
            <details>
              <summary>
                What the agent was told, word for word <span class="quiet">({denial.code})</span>
              </summary>
              <pre class="code">{denial.text}</pre>
            </details>
          )}
        </>
      )}
    </section>
  );
}
