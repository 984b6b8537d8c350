/** An examiner that has seen none of the detectors: tables in every form, with the aims of each class, of what only looks like it, and of results that hold nobody. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/call/json.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { classes, forms, gridOf, printed } from './examined.js';
import { text as block, masked, raw, released } from './fixtures.js';
import { createLot } from './generated.js';

const seed = Number(process.env.AEGIS_SEED ?? 20_261);
const tables = 60;
const aims: Readonly<Record<string, number>> = { 'pii.name': 0.8, 'pii.address': 0.6 };
const aimOf = (name: string): number =>
  aims[name] ?? (/phone|national|passport|birth|account/.test(name) ? 0.97 : 0.99);
const isWritten = /[\p{L}\p{N}]/u;

interface Count {
  found: number;
  all: number;
}
/** Every letter and digit of it is in a span. */
function covered(
  text: string,
  at: { readonly start: number; readonly end: number },
  spans: ReturnType<typeof scan>,
): boolean {
  for (let i = at.start; i < at.end; i += 1)
    if (isWritten.test(text.charAt(i)) && !spans.some(({ start, end }) => start <= i && i < end))
      return false;
  return true;
}

function examine(): {
  readonly recall: ReadonlyMap<string, Count>;
  readonly missed: readonly string[];
  readonly damaged: readonly string[];
  readonly looks: number;
  readonly wrong: number;
  readonly spans: number;
} {
  const recall = new Map(classes.map((name): [string, Count] => [name, { found: 0, all: 0 }]));
  const [missed, damaged]: [string[], string[]] = [[], []];
  let [looks, wrong, spans] = [0, 0, 0];
  for (const [i, [name, form]] of Object.entries(forms).entries())
    for (let n = 0; n < tables; n += 1) {
      const { text, fields } = printed(form, gridOf(createLot(seed + 1000 * i + n), 3));
      // A JSON text is read as one: its leaves are what the net sees.
      const hits = scan(text, 0);
      spans += hits.length;
      wrong += hits.filter(
        (hit) => !fields.some((one) => one.class !== undefined && one.start < hit.end && hit.start < one.end),
      ).length;
      for (const field of fields) {
        const isFound = covered(text, field, hits);
        const count = recall.get(field.class ?? '');
        if (count !== undefined) {
          count.all += 1;
          if (isFound) count.found += 1;
          else missed.push(`${name} ${field.class} ${field.head}=${field.value}`);
        } else {
          looks += 1;
          if (hits.some((hit) => hit.start < field.end && field.start < hit.end))
            damaged.push(`${name} ${field.head}=${field.value}`);
        }
      }
    }
  return { recall, missed, damaged, looks, wrong, spans };
}

describe('of tables that nobody here has seen', () => {
  const { recall, missed, damaged, looks, wrong, spans } = examine();

  it.each(classes)('%s is found as often as is aimed for', (name) => {
    const { found, all } = recall.get(name) ?? { found: 0, all: 1 };
    expect(all).toBeGreaterThan(100);
    const isReached = found / all >= aimOf(name);
    expect(isReached ? [] : missed.filter((one) => one.includes(name)).slice(0, 12)).toEqual([]);
  });

  it('what only looks like it is damaged in no more than one of a hundred', () =>
    expect(damaged.length <= looks / 100 ? [] : damaged.slice(0, 20)).toEqual([]));

  it('what is masked is somebody’s in 97 of a hundred', () => expect(wrong / spans).toBeLessThan(0.03));
});

describe('of results', () => {
  it('JSON still parses, and says the same but for what is masked', () => {
    for (let n = 0; n < tables; n += 1) {
      const { text, fields } = printed(forms.json ?? (() => []), gridOf(createLot(seed + 7 * n), 3));
      const { content } = released({}, raw({}, [block(text)])).result as {
        content: readonly { text: string }[];
      };
      const shown = content[0]?.text ?? '';
      const keys = (value: unknown): unknown => (value as Json[]).map((row) => Object.keys(row as object));
      expect(keys(JSON.parse(shown))).toEqual(keys(JSON.parse(text)));
      for (const { class: name, value } of fields)
        if (name !== undefined) expect(shown).not.toContain(`"${value}"`);
    }
  });

  it('those that hold nobody are the same byte for byte', () => {
    const changed = Object.values(forms).flatMap((form, i) =>
      Array.from(
        { length: tables },
        (_, n) => printed(form, gridOf(createLot(seed + 100 * i + n), 0)).text,
      ).filter((text) => masked(text) !== text),
    );
    const most = (Object.keys(forms).length * tables * 5) / 1000;
    expect(changed.length <= most ? [] : changed.slice(0, 5)).toEqual([]);
  });
});
