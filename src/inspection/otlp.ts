/** Traces and metrics as OTLP's JSON. It carries names, codes and times; the endpoint is somebody else's, and a value of the data has no attribute. */
import type { Digest } from '../digest.js';
import type { Metric, Sample } from './metric.js';
import type { RequestRow } from './row.js';
import type { Spread } from './tally.js';
import type { StageView, TripView } from './trip.js';

type Hash = Pick<Digest, 'sha256'>;

export interface Origin {
  readonly version: string;
  /** The name of the kernel's chain. */
  readonly chain: string;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly boolValue: boolean };
}

const attributesOf = (named: Readonly<Record<string, string>>): readonly Attribute[] =>
  Object.entries(named)
    .filter(([, text]) => text !== '')
    .map(([key, stringValue]) => ({ key, value: { stringValue } }));

const resourceOf = ({ version, chain }: Origin) => ({
  attributes: attributesOf({
    'service.name': 'aegis',
    'service.version': version,
    'service.instance.id': chain,
  }),
});

const scope = { name: 'aegis-kernel' } as const;

/** Nanoseconds are past what a number holds exactly. */
const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

const isChild = ({ parent }: RequestRow): boolean => parent !== '' && parent !== 'boot';

/** What a plan asked for is in the trace of the request that made the plan. */
const traceId = (row: RequestRow, { sha256 }: Hash): string =>
  sha256(isChild(row) ? row.parent : row.id).slice(0, 32);
const spanId = (of: string, { sha256 }: Hash): string => sha256(`span ${of}`).slice(0, 16);

/** 1 for what went well, 2 for what did not, as OTLP counts. */
const statusOf = (isFailed: boolean, message: string) => (isFailed ? { code: 2, message } : { code: 1 });

function requestSpan(row: RequestRow, digest: Hash) {
  const { id, at, ms, tool, system, verdict, code, rule, endedIn, executed, session, role } = row;
  return {
    traceId: traceId(row, digest),
    spanId: spanId(id, digest),
    ...(isChild(row) ? { parentSpanId: spanId(row.parent, digest) } : {}),
    name: `tools/call ${tool}`,
    // 2: a server's.
    kind: isChild(row) ? 1 : 2,
    startTimeUnixNano: nanos(at),
    endTimeUnixNano: nanos(at + (ms ?? 0)),
    attributes: attributesOf({
      'aegis.decision': id,
      'aegis.tool': tool,
      'aegis.system': system,
      'aegis.verdict': verdict,
      'aegis.code': code,
      'aegis.rule': rule,
      'aegis.phase': endedIn,
      'aegis.executed': executed,
      'aegis.session': session,
      'aegis.role': role,
    }),
    status: statusOf(verdict !== 'allowed' && verdict !== 'pending', code),
  };
}

/** A stage of which no time is known has no span. */
type Timed = StageView & { readonly ms: number };
const isTimed = (stage: StageView): stage is Timed => stage.ms !== null;

const stageSpan = (row: RequestRow, { stage, at, ms, how }: Timed, digest: Hash) => ({
  traceId: traceId(row, digest),
  spanId: spanId(`${row.id} ${stage}`, digest),
  parentSpanId: spanId(row.id, digest),
  name: stage,
  kind: 1,
  startTimeUnixNano: nanos(row.at + at),
  endTimeUnixNano: nanos(row.at + at + ms),
  attributes: attributesOf({ 'aegis.stage': stage, 'aegis.how': how }),
  status: statusOf(how === 'stopped', row.code),
});

const spansOf = ({ row, stages }: TripView, digest: Hash): readonly object[] => [
  requestSpan(row, digest),
  ...stages.filter(isTimed).map((stage) => stageSpan(row, stage, digest)),
];

export const otlpTraces = (trips: readonly TripView[], origin: Origin, digest: Hash): object => ({
  resourceSpans: [
    {
      resource: resourceOf(origin),
      scopeSpans: [{ scope, spans: trips.flatMap((trip) => spansOf(trip, digest)) }],
    },
  ],
});

interface Times {
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly now: number;
}

const timesOf = ({ started, now }: Times) => ({
  startTimeUnixNano: nanos(started),
  timeUnixNano: nanos(now),
});

const pointOf = ({ labels, value }: Sample, times: Times) => ({
  ...timesOf(times),
  asDouble: value,
  attributes: attributesOf(labels),
});

/** 2: counted since the start. */
const cumulative = 2;

const histogramOf = ({ bounds, counts, sum, count }: Spread, times: Times) => ({
  aggregationTemporality: cumulative,
  dataPoints: [
    {
      ...timesOf(times),
      count: String(count),
      sum: sum / 1_000,
      bucketCounts: counts.map(String),
      explicitBounds: bounds.map((bound) => bound / 1_000),
    },
  ],
});

function metricOf(metric: Metric, times: Times): object {
  const { name, help: description } = metric;
  if (metric.kind === 'histogram')
    return { name, description, unit: 's', histogram: histogramOf(metric.spread, times) };
  const dataPoints = metric.samples.map((sample) => pointOf(sample, times));
  return metric.kind === 'gauge'
    ? { name, description, gauge: { dataPoints } }
    : { name, description, sum: { dataPoints, aggregationTemporality: cumulative, isMonotonic: true } };
}

export const otlpMetrics = (metrics: readonly Metric[], origin: Origin, times: Times): object => ({
  resourceMetrics: [
    {
      resource: resourceOf(origin),
      scopeMetrics: [{ scope, metrics: metrics.map((metric) => metricOf(metric, times)) }],
    },
  ],
});
