/** What the net finds and leaves alone, class by class, in texts made by a generator with lists of its own. */
import { describe, expect, it } from 'vitest';
import { hintOf } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { masked } from './fixtures.js';
import { createLot, harmless, kinds, plant } from './generated.js';

const times = 150;
const least: Readonly<Record<string, number>> = { 'pii.name': 0.8, 'pii.address': 0.6 };

const covers = (text: string, hint: number, start: number, end: number): boolean =>
  scan(text, hint).some((hit) => hit.start <= start && hit.end >= end);

describe('in running text', () => {
  it.each(kinds.map((kind, i) => [kind.class, i, kind] as const))('%s (%i) is found', (name, seed, kind) => {
    const lot = createLot(seed + 7);
    const missed: string[] = [];
    for (let i = 0; i < times; i += 1) {
      const { text, value, start } = plant(kind, lot);
      if (!covers(text, 0, start, start + value.length)) missed.push(text);
    }
    const recall = 1 - missed.length / times;
    expect(recall >= (least[name] ?? 0.97) ? [] : missed.slice(0, 8)).toEqual([]);
  });
});

describe('under a header that tells', () => {
  const headed = kinds.flatMap((kind) =>
    kind.header === undefined ? [] : [[kind.class, kind.header, kind] as const],
  );
  it.each(headed)('%s under %s is found whole, as a cell and in a table', (_, header, kind) => {
    const lot = createLot(99);
    for (let i = 0; i < times; i += 1) {
      const value = kind.make(lot);
      expect([value, covers(value, hintOf(header), 0, value.length)]).toEqual([value, true]);
      for (const text of [
        `row\t${header}\n1\t${value}\n`,
        `| row | ${header} |\n|---|---|\n| 1 | ${value} |\n`,
      ]) {
        const at = text.indexOf(value);
        expect([text, covers(text, 0, at, at + value.length)]).toEqual([text, true]);
      }
    }
  });
});

describe('look-alikes', () => {
  it('are damaged in no more than one of a hundred', () => {
    const lot = createLot(4);
    const all = Array.from({ length: 3_000 }, () => harmless(lot));
    const damaged = all.filter((text) => masked(text) !== text);
    expect(damaged.length <= all.length / 100 ? [] : damaged.slice(0, 30)).toEqual([]);
  });
});
