/** Metrics in Prometheus' text exposition format, version 0.0.4. It renders what it is given and measures nothing. */
import type { Metric, Sample } from './metric.js';
import type { Spread } from './tally.js';

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function line(name: string, { labels, value }: Sample): string {
  const named = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${named.length === 0 ? '' : `{${named.join(',')}}`} ${value}`;
}

/** Buckets hold all that are at most as long; the format counts seconds. */
function bucketsOf(name: string, { bounds, counts, sum, count }: Spread): readonly string[] {
  let sofar = 0;
  const buckets = bounds.map((bound, at) => {
    sofar += counts[at] ?? 0;
    return line(`${name}_bucket`, { labels: { le: String(bound / 1_000) }, value: sofar });
  });
  return [
    ...buckets,
    line(`${name}_bucket`, { labels: { le: '+Inf' }, value: count }),
    line(`${name}_sum`, { labels: {}, value: sum / 1_000 }),
    line(`${name}_count`, { labels: {}, value: count }),
  ];
}

function linesOf(metric: Metric): readonly string[] {
  const { name, help, kind } = metric;
  const samples =
    metric.kind === 'histogram'
      ? bucketsOf(name, metric.spread)
      : metric.samples.map((sample) => line(name, sample));
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...samples];
}

export const prometheusText = (metrics: readonly Metric[]): string =>
  `${metrics.flatMap(linesOf).join('\n')}\n`;
