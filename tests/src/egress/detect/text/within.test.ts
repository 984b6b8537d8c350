/** That many spans are asked at once as they would be one by one. */
import { describe, expect, it } from 'vitest';
import { withinAny } from '../../../../../src/egress/detect/text/within.js';
import { createLot } from '../../generated.js';

describe('whether a part stands in one of many spans', () => {
  it('is as if each were looked at, however they overlap', () => {
    const lot = createLot(5);
    const span = () => {
      const start = lot.next(60);
      return { start, end: start + 1 + lot.next(12) };
    };
    for (let i = 0; i < 500; i += 1) {
      const spans = Array.from({ length: lot.next(8) }, span);
      const isWithin = withinAny(spans);
      for (let j = 0; j < 20; j += 1) {
        const part = span();
        const isIn = spans.some(({ start, end }) => start <= part.start && end >= part.end);
        expect([spans, part, isWithin(part)]).toEqual([spans, part, isIn]);
      }
    }
  });
});
