/** Masking: what a result costs over `JSON.parse` of the same text, beside a pattern loop and two packages that redact, in the same run. */
import { removePII } from '@coffeeandfun/remove-pii';
import { Redactor } from '@redactpii/node';
import { createMasker } from 'aegis-kernel/kernel';
import { openKeys } from 'aegis-kernel/powers';
import { makePlace } from './place.js';
import { fastest, rounded } from './yardstick.js';

export interface MaskFigure {
  readonly way: string;
  readonly over_parse: number;
  /** Values of the made rows that were still there, of those that a mask is for. */
  readonly left: string;
  readonly isOurs: boolean;
}

const words = 'the order was late and the team will look at it again next week with billing'.split(' ');
const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';
/** Spread, and the same in every run. */
const lot = (at: number): number => (Math.imul(at + 7, 2_654_435_761) >>> 0) % 1_000_003;

/** Half of all leaves are unique; a quarter of them is personal. */
const rowOf = (at: number) => ({
  id: at + 1,
  order_ref: `ORD-2024-${100_000 + (lot(at) % 900_000)}`,
  email: `person.${lot(at)}@mail.example.com`,
  phone: `+49 30 ${2_000_000 + (lot(at) % 7_000_000)}`,
  country: pick(['NL', 'DE', 'FR'], at),
  status: pick(['open', 'closed', 'pending'], lot(at)),
  plan: pick(['basic', 'premium plus', 'enterprise'], lot(at)),
  city: pick(['Lisbon', 'Oslo', 'Turin', 'Ghent'], lot(at)),
  amount: (lot(at) % 99_999) / 100,
  created_at: `2024-0${1 + (at % 9)}-1${at % 10}T10:${10 + (lot(at) % 49)}:00Z`,
  source: pick(['web shop', 'call center', 'partner portal'], at),
  note: Array.from({ length: 12 }, (_, i) => pick(words, lot(at * 31 + i))).join(' '),
});

const patterns = [
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g,
  /\+?\d[\d ().-]{7,20}\d/g,
  /\b(?:\d[ -]?){13,19}\b/g,
  /\b\d{3}-\d{2}-\d{4}\b/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/g,
];
const byPatterns = (text: string): string =>
  patterns.reduce((rest, pattern) => rest.replace(pattern, '[MASKED]'), text);

/** Nanoseconds for one line, the fastest of many. */
async function fastestLine(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < 60; batch += 1) {
    const start = process.hrtime.bigint();
    await work();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best;
}

const addresses = /person\.\d+@mail\.example\.com/g;
const phones = /\+49 30 \d{7}/g;

export async function measureMask(): Promise<readonly MaskFigure[]> {
  const rows = Array.from({ length: 400 }, (_, at) => rowOf(at));
  const line = JSON.stringify({ id: 1, result: { content: [], structuredContent: { rows } } });
  const place = makePlace();
  const keys = openKeys(place.directory);
  const masker = createMasker({
    masks: [
      { id: 'addresses', class: 'pii.email', operator: 'token' },
      { id: 'rest', class: 'pii.*', operator: 'redact' },
    ],
    digestFor: (session) => keys.digestFor(session),
    reader: () => {
      throw new Error('no statement is read here');
    },
  });
  const masked = JSON.stringify((await masker.result(line)).masked);
  const redactor = new Redactor();
  const parse = fastest(() => void JSON.parse(line), 10);
  const left = (text: string): string =>
    `${(text.match(addresses) ?? []).length + (text.match(phones) ?? []).length} of ${2 * rows.length}`;
  const figure = (way: string, cost: number, text: string): MaskFigure => ({
    ...{ way, over_parse: rounded(cost / parse, 1), left: left(text), isOurs: way === ours },
  });
  const ours = 'aegis, a line parsed and masked';
  const figures = [
    figure(ours, await fastestLine(() => masker.result(line)), masked),
    figure(
      'six patterns over the text',
      fastest(() => void byPatterns(line), 2),
      byPatterns(line),
    ),
    figure(
      '@redactpii/node over the text',
      fastest(() => void redactor.redact(line), 2),
      redactor.redact(line),
    ),
    figure(
      '@coffeeandfun/remove-pii over the text',
      fastest(() => void removePII(line), 1, 5),
      removePII(line),
    ),
  ];
  place.remove();
  return figures;
}
