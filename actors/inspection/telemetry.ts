/** Hands traces and metrics on, as the configuration says. What it cannot hand on it counts and forgets; no call waits for it. */
import type { Digest } from '../../src/digest.js';
import type { Metric } from '../../src/inspection/metric.js';
import { type Origin, otlpMetrics, otlpTraces } from '../../src/inspection/otlp.js';
import type { TripView } from '../../src/inspection/trip.js';
import type { Clock } from '../powers.js';
import type { Collector } from '../powers-console.js';
import type { Inspector } from './inspector.js';

export interface TelemetryInput {
  readonly inspector: Inspector;
  readonly collector: Collector;
  readonly clock: Clock;
  readonly digest: Pick<Digest, 'sha256'>;
  readonly origin: Origin;
  readonly trip: (id: string) => TripView | undefined;
  readonly metrics: () => readonly Metric[];
}

export interface Telemetry {
  /** Requests whose trace was never handed on. */
  missed(): number;
  /** Hands on what there is, and stops. */
  close(): Promise<void>;
}

/** Milliseconds between two looks; requests in one body; looks between two bodies of metrics. */
const every = 2_000;
const batch = 100;
const metricsEvery = 5;

interface Place {
  next: number;
  missed: number;
}

/** Requests that have ended since the last look, as far as the ring still has them. */
function endedSince({ inspector, trip }: TelemetryInput, place: Place): readonly TripView[] {
  const trips: TripView[] = [];
  for (
    let shown = inspector.since(place.next, 1_000);
    shown.length > 0;
    shown = inspector.since(place.next, 1_000)
  )
    for (const { index, event } of shown) {
      place.next = index === undefined ? place.next : index + 1;
      if (event.kind === 'gap') {
        place.next = event.to;
        place.missed += event.to - event.from;
      }
      if (event.kind !== 'request' || !event.isEnd) continue;
      const found = trip(event.row.id);
      if (found === undefined) place.missed += 1;
      else trips.push(found);
    }
  return trips;
}

const batches = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / batch) }, (_, at) => all.slice(at * batch, (at + 1) * batch));

export function startTelemetry(input: TelemetryInput): Telemetry {
  const { collector, clock, digest, origin, metrics, inspector } = input;
  const place: Place = { next: inspector.rings().events.next, missed: 0 };
  const started = clock.now();
  let looks = 0;
  let stop = (): void => undefined;
  const handOn = (): void => {
    for (const trips of batches(endedSince(input, place)))
      if (!collector.take('/v1/traces', otlpTraces(trips, origin, digest))) place.missed += trips.length;
    if (looks % metricsEvery === 0)
      collector.take('/v1/metrics', otlpMetrics(metrics(), origin, { started, now: clock.now() }));
    looks += 1;
  };
  /** A defect in here ends no kernel, and is over at the next look. */
  const look = (): void => {
    try {
      handOn();
    } catch {
      place.missed += 1;
    }
    stop = clock.after(every, look);
  };
  stop = clock.after(every, look);
  return {
    missed: () => place.missed + collector.dropped(),
    close: async () => {
      looks = 0;
      look();
      stop();
      await collector.close();
    },
  };
}
