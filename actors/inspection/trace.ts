/** One call's trip in the forms that other programs read. It shows what it is given and adds nothing. */
import type { Digest } from '../../src/digest.js';
import { mermaidOf } from '../../src/inspection/mermaid.js';
import { otlpTraces } from '../../src/inspection/otlp.js';
import { statelyTrip } from '../../src/inspection/stately.js';
import type { TripView } from '../../src/inspection/trip.js';
import { requestMachine } from '../request.js';

export const traceFormats = ['json', 'mermaid', 'otlp', 'stately'] as const;
export type TraceFormat = (typeof traceFormats)[number];

/** JSON of the request machine as it is written; what is a function in it is its name. */
export const requestDefinition = JSON.stringify(requestMachine.config);

interface Means {
  readonly version: string;
  readonly digest: Pick<Digest, 'sha256'>;
}

export function traceText(trips: readonly TripView[], format: TraceFormat, means: Means): string {
  switch (format) {
    case 'json':
      return JSON.stringify(trips);
    case 'mermaid':
      return trips.map(mermaidOf).join('\n');
    case 'otlp':
      return JSON.stringify(otlpTraces(trips, { version: means.version, chain: '' }, means.digest));
    case 'stately':
      return trips
        .flatMap((trip) => statelyTrip(trip, requestDefinition))
        .map((message) => JSON.stringify(message))
        .join('\n');
  }
}
