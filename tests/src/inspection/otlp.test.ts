// OTLP as JSON: ids of the right length, times as texts, the request as parent of its stages.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { metricsOf } from '../../../src/inspection/metric.js';
import { otlpMetrics, otlpTraces } from '../../../src/inspection/otlp.js';
import { digest } from '../manifest/compiling.js';
import { measured, row, trip } from './sample.js';

const attributes = z.array(
  z.strictObject({ key: z.string(), value: z.strictObject({ stringValue: z.string().min(1) }) }),
);
const nano = z.string().regex(/^\d{16,20}$/);
const span = z.strictObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string(),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nano,
  endTimeUnixNano: nano,
  attributes,
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});
const form = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({ scope: z.strictObject({ name: z.string() }), spans: z.array(span) }),
      ),
    }),
  ),
});
const origin = { version: '1.0.0', chain: 'k' };
const spansOf = (trips: Parameters<typeof otlpTraces>[0]) =>
  form.parse(otlpTraces(trips, origin, digest)).resourceSpans[0]?.scopeSpans[0]?.spans ?? [];

describe('a trace', () => {
  it('has one span for the request and one a stage, which lie in it', () => {
    const [request, ...stages] = spansOf([trip]);
    expect(request).toMatchObject({
      name: 'tools/call postgres__execute',
      startTimeUnixNano: '1700000000000000000',
      endTimeUnixNano: '1700000000004500000',
      status: { code: 2, message: 'forbidden' },
    });
    expect(stages.map(({ name }) => name)).toEqual(['resolve', 'capability', 'audit']);
    expect(
      stages.every(
        ({ parentSpanId, traceId }) => parentSpanId === request?.spanId && traceId === request?.traceId,
      ),
    ).toBe(true);
    expect(stages.map(({ status }) => status.code)).toEqual([1, 2, 1]);
  });

  it('puts what a plan asked for under the request that made the plan', () => {
    const inner = { ...trip, row: { ...row, id: 'inner', parent: 'abc' } };
    const [outer] = spansOf([trip]);
    expect(spansOf([inner])[0]).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId });
    const boot = spansOf([{ ...trip, row: { ...row, parent: 'boot' } }])[0];
    expect(boot).not.toHaveProperty('parentSpanId');
  });
});

describe('metrics', () => {
  it('are sums since the start, gauges, and a histogram with one count more than bounds', () => {
    const body = JSON.stringify(otlpMetrics(metricsOf(measured), origin, { started: 1_000, now: 2_000 }));
    const point = z.looseObject({ bucketCounts: z.array(z.string()), explicitBounds: z.array(z.number()) });
    const one = z.looseObject({
      name: z.string(),
      histogram: z.looseObject({ dataPoints: z.array(point) }).optional(),
    });
    const all = z
      .strictObject({
        resourceMetrics: z.array(
          z.looseObject({ scopeMetrics: z.array(z.looseObject({ metrics: z.array(one) })) }),
        ),
      })
      .parse(JSON.parse(body)).resourceMetrics[0]?.scopeMetrics[0]?.metrics;
    const of = (name: string) => all?.find((each) => each.name === name);
    expect(of('aegis_requests_total')).toMatchObject({
      sum: { isMonotonic: true, aggregationTemporality: 2 },
    });
    expect(of('aegis_requests_in_flight')).toMatchObject({ gauge: { dataPoints: [{ asDouble: 3 }] } });
    const [first] = of('aegis_request_duration_seconds')?.histogram?.dataPoints ?? [];
    expect(first).toMatchObject({
      count: '7',
      sum: 12.345,
      startTimeUnixNano: '1000000000',
      timeUnixNano: '2000000000',
    });
    expect(first?.bucketCounts.length).toBe((first?.explicitBounds.length ?? 0) + 1);
  });
});
