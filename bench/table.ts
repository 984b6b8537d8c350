/** The figures as a table: each line has its target, where it has one, and whether it was met. */
import type { DeriveFigures } from './derive.js';
import type { DurableFigures } from './durable.js';
import type { InspectFigures } from './inspect.js';
import type { MachineFigures } from './machine.js';
import type { MaskFigure } from './mask.js';
import type { SoakFigures } from './soak.js';
import type { SqlFigures } from './sql.js';
import type { StartFigures } from './start.js';
import type { StrictFigure } from './strict.js';
import type { WeightFigures } from './weight.js';
import type { WireRow } from './wire.js';

export interface Figures {
  readonly node: string;
  readonly machine?: MachineFigures;
  readonly strict?: readonly StrictFigure[];
  readonly mask?: readonly MaskFigure[];
  readonly durable?: DurableFigures;
  readonly wire?: readonly WireRow[];
  readonly inspect?: InspectFigures;
  readonly sql?: readonly SqlFigures[];
  readonly weight?: WeightFigures;
  readonly derive?: DeriveFigures;
  readonly start?: StartFigures;
  readonly soak?: SoakFigures;
}

interface Line {
  readonly what: string;
  readonly figure: string;
  readonly target: string;
  readonly isMet: boolean | undefined;
}

const atMost = (what: string, figure: number, target: number, unit = ''): Line => ({
  ...{ what, figure: `${figure}${unit}`, target: `<= ${target}${unit}`, isMet: figure <= target },
});
const told = (what: string, figure: string): Line => ({ what, figure, target: '', isMet: undefined });

const machineLines = (figures: MachineFigures): readonly Line[] => [
  atMost('request machine, one request', figures.request_in_Y, 9, ' Y'),
  told('  the same on its table', `${figures.on_the_table_in_Y} Y`),
  atMost('10,000 waiting requests', figures.waiting_10000_MiB, 64, ' MiB'),
  atMost('cost with 10,000 live over 1', figures.cost_with_10000_live_over_1, 1.3, 'x'),
];

const durableLines = (figures: DurableFigures): readonly Line[] => [
  {
    what: `durable decisions a second, ${figures.in_flight} in flight`,
    figure: String(figures.decisions_per_s),
    target: '>= 5000',
    isMet: figures.decisions_per_s >= 5_000,
  },
  told('  over a plain append+fdatasync loop', `${figures.decisions_over_plain}x`),
  told('  one append and fdatasync', `${figures.plain_append_ms} ms`),
  told('whole kernel, durable calls a second', String(figures.kernel_calls_per_s)),
  told('whole kernel, one call without disk and wire', `${figures.kernel_call_in_Y} Y`),
];

const strictTarget = 2;

const strictLine = ({ line, bytes, over_parse, isPlain }: StrictFigure): Line => {
  const what = `strict JSON over JSON.parse: ${line} (${bytes} bytes)`;
  return isPlain ? atMost(what, over_parse, strictTarget, 'x') : told(what, `${over_parse}x`);
};

const maskTarget = 8;

const maskLine = ({ way, over_parse, left, isOurs }: MaskFigure): Line => {
  const what = `masking over JSON.parse: ${way}`;
  const line = told(what, `${over_parse}x, ${left} left`);
  return isOurs ? { ...line, target: `<= ${maskTarget}x`, isMet: over_parse <= maskTarget } : line;
};

const wireTarget = 1.6;

const wireLine = (row: WireRow): Line => {
  const what = `${row.call}, ${row.in_flight} in flight, ${row.way}`;
  const figure = `CPU ${row.cpu_over_sdk_proxy}x of sdk-proxy, ${row.cpu_over_relay}x of relay (${row.cpu_ms_per_call} ms), p50 ${row.p50_ms} ms, adds ${row.p50_added_ms} ms`;
  return row.way.startsWith('aegis')
    ? { what, figure, target: `<= ${wireTarget}x`, isMet: row.cpu_over_sdk_proxy <= wireTarget }
    : told(what, figure);
};

const inspectLines = ({ calls, idle_share }: InspectFigures): readonly Line[] => [
  ...calls.flatMap(({ in_flight, cpu_ratio, p50_ratio }): readonly Line[] => [
    atMost(`observed over not observed, echo, ${in_flight} in flight, CPU`, cpu_ratio, 1.2, 'x'),
    told('  the same, p50', `${p50_ratio}x`),
  ]),
  atMost('share of a core that an idle console takes', idle_share, 0.02),
];

const sqlLines = (figures: SqlFigures): readonly Line[] => [
  atMost(`reading a new ${figures.dialect} statement, p50`, figures.p50_ms, 0.5, ' ms'),
  atMost('  the same, p99', figures.p99_ms, 5, ' ms'),
  told('  p50 of the 361st to the 1,080th', `${figures.early_p50_ms} ms`),
  atMost('  the same text again', figures.again_us, 20, ' us'),
  told("  p50 over node-sql-parser's tree", `${figures.over_syntax_tree}x`),
];

const weightLines = (figures: WeightFigures): readonly Line[] => [
  atMost('memory of reading both dialects', figures.ordinary_MiB, 250, ' MiB'),
  atMost('  the most, with 64 KB of hostile text', figures.most_MiB, 250, ' MiB'),
  atMost('  the longest that the event loop was late', figures.stall_ms, 50, ' ms'),
];

const deriveLines = (figures: DeriveFigures): readonly Line[] => [
  atMost('generating tests for the shipped policy', figures.generate_s, 2, ' s'),
  told('  over `aegis check`', `${figures.generate_over_check}x (${figures.check_s} s)`),
  atMost('exploring its pairs and triples', figures.explore_s, 5, ' s'),
  told('  over `aegis check`', `${figures.explore_over_check}x`),
];

const startLine = ({ aegis_ms, sdk_proxy_ms, over_sdk_proxy }: StartFigures): Line => ({
  what: 'start to the first list',
  figure: `${over_sdk_proxy}x of sdk-proxy (${aegis_ms} ms, ${sdk_proxy_ms} ms)`,
  target: '<= 1.5x',
  isMet: over_sdk_proxy <= 1.5,
});
const soakLine = ({ calls, resident_MiB, growth }: SoakFigures): Line => ({
  what: `memory over ${calls} calls`,
  figure: `${growth}x (${resident_MiB[0]} to ${resident_MiB.at(-1)} MiB)`,
  target: '<= 1.1x',
  isMet: growth <= 1.1,
});

const wordFor = (isMet: boolean | undefined): string => (isMet === undefined ? '' : isMet ? 'met' : 'MISSED');

export function table({
  machine,
  strict,
  mask,
  durable,
  wire,
  inspect,
  sql,
  weight,
  derive,
  start,
  soak,
}: Figures): string {
  const lines = [
    ...(machine === undefined ? [] : machineLines(machine)),
    ...(strict ?? []).map(strictLine),
    ...(mask ?? []).map(maskLine),
    ...(durable === undefined ? [] : durableLines(durable)),
    ...(wire ?? []).map(wireLine),
    ...(inspect === undefined ? [] : inspectLines(inspect)),
    ...(sql ?? []).flatMap(sqlLines),
    ...(weight === undefined ? [] : weightLines(weight)),
    ...(derive === undefined ? [] : deriveLines(derive)),
    ...(start === undefined ? [] : [startLine(start)]),
    ...(soak === undefined ? [] : [soakLine(soak)]),
  ];
  const wide = Math.max(...lines.map((line) => line.what.length));
  const broad = Math.max(...lines.map((line) => line.figure.length));
  return lines
    .map(({ what, figure, target, isMet }) =>
      `${what.padEnd(wide)}  ${figure.padEnd(broad)}  ${target.padEnd(10)} ${wordFor(isMet)}`.trimEnd(),
    )
    .join('\n');
}
