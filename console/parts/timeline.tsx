/** What each stage saw and how long it took, in order. */
import type { JSX } from 'preact';
import type { StageView, TripView } from '../../src/inspection/trip.js';
import { stageAbout } from '../words.js';
import { Icon } from './icon.js';
import { Took } from './text.js';

/** One request, where one stands in it, and the way to stand elsewhere. */
export interface WalkProps {
  readonly trip: TripView;
  readonly step: number;
  readonly go: (step: number) => void;
}

const howWord: Readonly<Record<StageView['how'], string>> = {
  passed: 'passed',
  stopped: 'stopped here',
  here: 'stands here',
};
const howTone = { passed: 'allowed', stopped: 'denied', here: 'pending' } as const;

function Seen({ stage }: { readonly stage: StageView }): JSX.Element | null {
  const saw = stage.saw.filter(({ values }) => values.length > 0);
  if (saw.length === 0) return null;
  return (
    <dl class="seen">
      {saw.map(({ what, values }) => (
        <div key={what}>
          <dt>{what}</dt>
          {values.map((value, place) => (
            <dd key={`${place} ${value}`}>
              <bdi>{value}</bdi>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

interface BarProps {
  readonly stage: StageView;
  readonly whole: number;
}

/** When it stood there, on the scale of the whole trip; empty where nobody has written down how long. */
function Bar({ stage, whole }: BarProps): JSX.Element {
  if (stage.ms === null) return <span class="bar none" aria-hidden="true" />;
  const [from, wide] = [(stage.at / whole) * 100, Math.max(0.8, (stage.ms / whole) * 100)];
  return (
    <span class="bar" aria-hidden="true">
      <span
        style={{ left: `${Math.min(99, from)}%`, width: `${Math.min(wide, 100 - Math.min(99, from))}%` }}
      />
    </span>
  );
}

/** Whether a stage comes after the step that one stands at. A journal has its order alone. */
function isAhead({ trip, step }: Pick<WalkProps, 'trip' | 'step'>, { stage, at }: StageView): boolean {
  const { source, steps } = trip;
  if (source === 'journal') return steps.findIndex((one) => one.state === stage) > step;
  return at > (steps[step]?.at ?? Number.POSITIVE_INFINITY);
}

export function Timeline({ trip, step, go }: WalkProps): JSX.Element {
  const whole = Math.max(trip.row.ms ?? 0, ...trip.stages.map(({ at, ms }) => at + (ms ?? 0)), 0.001);
  const state = trip.steps[step]?.state;
  return (
    <ol class="timeline">
      {trip.stages.map((stage) => {
        const place = trip.steps.findIndex((one) => one.state === stage.stage);
        const look = [
          'stage',
          `how-${stage.how}`,
          stage.stage === state ? 'now' : '',
          isAhead({ trip, step }, stage) ? 'ahead' : '',
        ];
        return (
          <li
            key={stage.stage}
            class={look.join(' ')}
            aria-current={stage.stage === state ? 'step' : undefined}
          >
            <span class={`stage-mark tone-${howTone[stage.how]}`}>
              <Icon name={howTone[stage.how]} label={howWord[stage.how]} />
            </span>
            <button type="button" class="stage-name" disabled={place < 0} onClick={() => go(place)}>
              {stage.stage}
            </button>
            <span class="stage-about quiet">{stageAbout[stage.stage] ?? ''}</span>
            <Bar stage={stage} whole={whole} />
            <span class="stage-took">
              <Took ms={stage.ms} />
            </span>
            <Seen stage={stage} />
          </li>
        );
      })}
    </ol>
  );
}
