/** What a figure is compared with: one JSON.parse and JSON.stringify of a 741-character document, timed in the same run. */
const row = { id: 1, name: 'a plain name', tags: ['x', 'y', 'z'], nested: { ok: true, rate: 1.25 } };
const base = { kind: 'document', rows: Array.from({ length: 8 }, (_, at) => ({ ...row, id: at })), pad: '' };
const document = JSON.stringify({ ...base, pad: 'p'.repeat(741 - JSON.stringify(base).length) });

/** Nanoseconds for one run of `work`: the fastest of `batches` batches, so that the machine's noise is left out. */
export function fastest(work: () => void, size: number, batches = 30): number {
  let best = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < batches; batch += 1) {
    const start = process.hrtime.bigint();
    for (let count = 0; count < size; count += 1) work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / size);
  }
  return best;
}

export const characters = document.length;
export const yardstick = (): number => fastest(() => void JSON.stringify(JSON.parse(document)), 2_000);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const high = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[half - 1] ?? Number.NaN) + high) / 2;
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
