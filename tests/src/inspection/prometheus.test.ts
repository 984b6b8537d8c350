// The text exposition format: each line is one that the format's grammar has, and a histogram adds up.
import { describe, expect, it } from 'vitest';
import { metricsOf } from '../../../src/inspection/metric.js';
import { prometheusText } from '../../../src/inspection/prometheus.js';
import { measured } from './sample.js';

const text = prometheusText(metricsOf(measured));
const lines = text.split('\n');

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\\\\\|\\\\"|\\\\n)*"';
const sample = new RegExp(
  `^(${name})(?:\\{${label}(?:,${label})*\\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|\\+Inf|NaN)$`,
);
const meta = new RegExp(`^# (?:HELP|TYPE) ${name} .+$`);

describe('the text of metrics', () => {
  it('has only lines that the format knows, and ends in one', () => {
    expect(text.endsWith('\n')).toBe(true);
    expect(lines.slice(0, -1).filter((line) => !sample.test(line) && !meta.test(line))).toEqual([]);
  });

  it('says help and type of each metric once, before its samples', () => {
    const types = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2]);
    expect(types).toEqual([...new Set(types)]);
    const families = lines.flatMap(
      (line) => sample.exec(line)?.[1]?.replace(/_(bucket|sum|count)$/, '') ?? [],
    );
    expect([...new Set(families)]).toEqual(types.filter((type) => families.includes(type ?? '')));
    expect(families.filter((family) => !types.includes(family))).toEqual([]);
  });

  it('escapes what stands in a label', () => {
    expect(text).toContain('aegis_system_restarts_total{system="post\\"gres\\\\"} 2');
  });

  it('counts into each bucket all that were at most as long, in seconds', () => {
    const buckets = lines.filter((line) => line.startsWith('aegis_request_duration_seconds_bucket'));
    expect(buckets.slice(0, 3)).toEqual([
      'aegis_request_duration_seconds_bucket{le="0.001"} 3',
      'aegis_request_duration_seconds_bucket{le="0.0025"} 5',
      'aegis_request_duration_seconds_bucket{le="0.005"} 6',
    ]);
    expect(buckets.at(-1)).toBe('aegis_request_duration_seconds_bucket{le="+Inf"} 7');
    expect(lines).toContain('aegis_request_duration_seconds_sum 12.345');
    expect(lines).toContain('aegis_request_duration_seconds_count 7');
  });

  it('counts requests by verdict, code, phase and system, and tells lag and drops', () => {
    expect(lines).toContain(
      'aegis_requests_total{verdict="denied",code="forbidden",phase="capability",system="postgres"} 2',
    );
    expect(lines).toContain('aegis_rule_denials_total{rule="no-drop"} 2');
    expect(lines).toContain('aegis_journal_lag_entries 2');
    expect(lines).toContain('aegis_ring_dropped_total{ring="events"} 6');
  });
});
