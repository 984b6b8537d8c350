/** One rule as it is written: what it did, what is warned of, and what trying calls has shown of it. It judges none; what never fired may still be right. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ExaminedLine } from '../../src/inspection/examined.js';
import type { RuleView } from '../../src/inspection/places.js';
import { writeRoute } from '../route.js';
import { count } from '../words.js';
import { Shown } from './examined.js';
import { Icon } from './icon.js';
import { Name, Time } from './text.js';

/** A rule, and what trying calls has shown of it; empty until it has. */
export interface ShownRule extends RuleView {
  readonly shown: readonly ExaminedLine[];
}

interface RuleProps {
  readonly rule: ShownRule;
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

export function Rule({ rule, isMeant, most }: RuleProps): JSX.Element {
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
      <Shown lines={rule.shown} />
    </div>
  );
}
