/** That many spans are asked at once as they would be one by one. */
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../../src/egress/detect/text/span.js';
import { partingAny, touchingAny, withinAny } from '../../../../../src/egress/detect/text/within.js';
import { createLot } from '../../generated.js';

type OneByOne = (spans: readonly Span[], part: Span, other: Span) => boolean;

const holds = (one: Span, part: Span): boolean => one.start <= part.start && one.end >= part.end;

describe.each<[string, (spans: readonly Span[]) => (part: Span, other: Span) => boolean, OneByOne]>([
  ['stands in one', withinAny, (spans, part) => spans.some((one) => holds(one, part))],
  [
    'touches one',
    touchingAny,
    (spans, { start, end }) => spans.some((one) => one.start < end && one.end > start),
  ],
  [
    'is parted from another by one',
    partingAny,
    (spans, part, other) => spans.some((one) => holds(one, part) && !holds(one, other)),
  ],
])('whether a part of a text, of many spans, %s', (_, among, oneByOne) => {
  it('is as if each were looked at, however they overlap', () => {
    const lot = createLot(5);
    const span = () => {
      const start = lot.next(60);
      return { start, end: start + 1 + lot.next(12) };
    };
    for (let i = 0; i < 500; i += 1) {
      const spans = Array.from({ length: lot.next(8) }, span);
      const is = among(spans);
      for (let j = 0; j < 20; j += 1) {
        const [part, other] = [span(), span()];
        expect([spans, part, other, is(part, other)]).toEqual([
          ...[spans, part, other],
          oneByOne(spans, part, other),
        ]);
      }
    }
  });
});
