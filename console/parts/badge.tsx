/** The marks of meaning: a verdict, a tier, a class, a proof. A word is always there; the colour repeats it. */
import type { JSX } from 'preact';
import type { RequestRow, ShownVerdict } from '../../src/inspection/row.js';
import type { Proof } from '../../src/inspection/trip.js';
import { stageOf, stagePlace, stages, toneOf, verdictWord } from '../words.js';
import { Icon } from './icon.js';

export function VerdictBadge({ verdict }: { readonly verdict: ShownVerdict }): JSX.Element {
  const tone = toneOf(verdict);
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={tone} />
      {verdictWord[verdict] ?? verdict}
    </span>
  );
}

export function TierBadge({ tier }: { readonly tier: string }): JSX.Element {
  return <span class={`badge tier tier-${tier}`}>{tier}</span>;
}

const proofWord: Readonly<Record<Proof, string>> = {
  pending: 'not on the disk yet',
  durable: 'on the disk',
  signed: 'on the disk, under a signed head',
  broken: 'the chain does not hold here: what stands in this entry is not proved',
};

const proofIcon = { signed: 'key', durable: 'allowed', pending: 'pending', broken: 'errored' } as const;

export function ProofBadge({ proof }: { readonly proof: Proof }): JSX.Element {
  return (
    <span class={`badge proof proof-${proof}`} title={proofWord[proof]}>
      <Icon name={proofIcon[proof]} />
      {proof}
    </span>
  );
}

type Health = 'good' | 'busy' | 'bad' | 'over';

const health: Readonly<Record<string, Health>> = {
  ...{ ready: 'good', serving: 'good', active: 'good' },
  ...{ starting: 'busy', booting: 'busy', draining: 'busy', closing: 'busy', backoff: 'busy' },
  ...{ open: 'bad', quarantined: 'bad', sealed: 'bad', error: 'bad' },
};

const healthOf = (state: string): Health => health[state] ?? 'over';

export function StateBadge({ state }: { readonly state: string }): JSX.Element {
  return <span class={`badge state health-${healthOf(state)}`}>{state}</span>;
}

/** How far a call got, as nine small marks: passed, stopped, not reached. */
export function Reach({ row }: { readonly row: RequestRow }): JSX.Element {
  const isAllowed = row.verdict === 'allowed';
  const stopped = stagePlace(row.endedIn === '' ? stageOf(row.state) : row.endedIn);
  const at = isAllowed ? stages.length : row.endedIn === 'admission' ? 0 : stopped;
  return (
    <svg class={`reach tone-${toneOf(row.verdict)}`} viewBox="0 0 71 10" aria-hidden="true">
      {stages.map((stage, place) => (
        <rect
          key={stage}
          class={place < at ? 'passed' : place === at ? 'stopped' : 'ahead'}
          x={place * 8}
          y={place === at ? 0 : 2}
          width="6"
          height={place === at ? 10 : 6}
          rx="1.5"
        />
      ))}
    </svg>
  );
}
