/** Time travel over one request: a slider over its steps; chart and timeline stand where it stands. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Chart } from '../chart/chart.js';
import { litBySteps } from '../chart/lit.js';
import { useStore } from '../state/store.js';
import { useWorld } from '../state/use.js';
import { duration, stageAbout, verdictWord } from '../words.js';
import { Icon, type IconName } from './icon.js';
import { Timeline, type WalkProps } from './timeline.js';

const pace = 700;

/** Steps forward by itself until the end, or until it is stopped. */
function usePlay({ trip, step, go }: WalkProps): { readonly isOn: boolean; readonly flip: () => void } {
  const [isOn, turn] = useState(false);
  const last = trip.steps.length - 1;
  useEffect(() => {
    if (!isOn) return;
    if (step >= last) return turn(false);
    const timer = setTimeout(() => go(step + 1), pace);
    return () => clearTimeout(timer);
  }, [isOn, step, last]);
  const flip = (): void => {
    if (!isOn && step >= last) go(0);
    turn(!isOn);
  };
  return { isOn, flip };
}

const wordsAt = ({ trip, step }: Pick<WalkProps, 'trip' | 'step'>): string => {
  const now = trip.steps[step];
  if (now === undefined) return 'no steps are known';
  const about = stageAbout[now.state];
  const verdict = now.verdict === 'pending' || now.verdict === now.state ? '' : verdictWord[now.verdict];
  const when = trip.source === 'journal' ? '' : duration(now.at);
  const said = [when, verdict].filter((one) => one !== '').join(', ');
  return `${now.state}${about === undefined ? '' : `: ${about}`}${said === '' ? '' : ` (${said})`}`;
};

interface PressProps {
  readonly icon: IconName;
  readonly label: string;
  readonly isOff?: boolean;
  readonly press: () => void;
}

function Press({ icon, label, isOff = false, press }: PressProps): JSX.Element {
  return (
    <button type="button" class="round" disabled={isOff} onClick={press} aria-label={label}>
      <Icon name={icon} />
    </button>
  );
}

function Controls(props: WalkProps): JSX.Element {
  const { trip, step, go } = props;
  const last = trip.steps.length - 1;
  const { isOn, flip } = usePlay(props);
  return (
    <div class="controls">
      <Press icon={isOn ? 'stop' : 'play'} label={isOn ? 'Stop' : 'Play the steps'} press={flip} />
      <Press icon="back" label="One step back" isOff={step <= 0} press={() => go(step - 1)} />
      <input
        type="range"
        min="0"
        max={Math.max(0, last)}
        step="1"
        value={step}
        aria-label="Step of the request"
        aria-valuetext={`Step ${step + 1} of ${last + 1}: ${wordsAt(props)}`}
        onInput={(event) => go(Number(event.currentTarget.value))}
      />
      <Press icon="next" label="One step on" isOff={step >= last} press={() => go(step + 1)} />
      <output class="controls-words">
        <strong>
          {step + 1} / {last + 1}
        </strong>{' '}
        {wordsAt(props)}
      </output>
    </div>
  );
}

/** What the journal cannot tell, so that nobody looks for it. */
function FromJournal({ ms }: { readonly ms: number | null }): JSX.Element {
  return (
    <p class="quiet">
      From the journal: which stages it passed follows from its entries; how long each took, and what the
      officers told one another, is in none of them.
      {ms === null ? null : ` From its intent to its outcome it was ${duration(ms)}.`}
    </p>
  );
}

export function Walk(props: WalkProps): JSX.Element {
  const { trip, step, go } = props;
  const { overview } = useStore(useWorld().glance);
  const machine = overview?.machines.find(({ id }) => id === 'request');
  const seen = trip.steps.slice(0, step + 1);
  return (
    <section class="panel walk" aria-labelledby="walk">
      <h2 id="walk">Its way, step by step</h2>
      {trip.steps.length === 0 ? null : <Controls {...props} />}
      {trip.source === 'journal' ? <FromJournal ms={trip.row.ms} /> : null}
      <div class="walk-parts">
        <Timeline trip={trip} step={step} go={go} />
        {machine === undefined ? null : (
          <figure class="walk-chart">
            <Chart
              machine={machine}
              lit={litBySteps(machine, seen)}
              label={`The request machine. ${wordsAt(props)}`}
            />
          </figure>
        )}
      </div>
    </section>
  );
}
