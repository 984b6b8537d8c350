// What the kernel reads of a large result is what it would have read of the whole, and no more.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/call/json.js';
import type { RawResult } from '../../../../src/egress/released.js';
import { refusalOf } from '../../../../src/egress/result/failed.js';
import { readByKernel } from '../../../../src/egress/result/kernel-part.js';
import { previewedIn } from '../../../../src/native/previewed.js';
import { netOf } from '../fixtures.js';

const net = netOf();
const failed = (structuredContent: JsonObject | undefined, text = ''): RawResult => ({
  content: [{ type: 'text', text }],
  isError: true,
  ...(structuredContent === undefined ? {} : { structuredContent }),
});

describe('an error', () => {
  it.each<[string, RawResult]>([
    ['a guard with its count', failed({ code: 'row-guard', changes: 7, rows: ['x'] })],
    ['a guard with the count of a cascade', failed({ code: 'row-guard', changes: 1, total_changes: 4 })],
    ['a code of a driver', failed({ sqlstate: '23505', message: 'anna' })],
    ['a code that could be a value', failed({ code: '49301234567' })],
    ['a code in a text', failed(undefined, '{"sqlState":"42P01"}')],
    ['no code', failed({ message: 'anna' })],
  ])('%s comes to the same refusal', (_, raw) => {
    const body = readByKernel(raw);
    const part: RawResult = {
      content: [],
      isError: true,
      ...(body === undefined ? {} : { structuredContent: body }),
    };
    expect(refusalOf(part, net)).toEqual(refusalOf(raw, net));
    expect(JSON.stringify(body ?? {})).not.toContain('anna');
  });
});

it('a preview comes to the same counts', () => {
  const moved = [{ table: 'silver.customers', inserted: 0, updated: 2, deleted: 0 }];
  const body = { preview: { rolled_back: true, kept: [], moved }, rows: [['anna']] };
  const part = readByKernel({ content: [], structuredContent: body, isError: false });
  expect(previewedIn(part, ['silver.customers'])).toEqual(previewedIn(body, ['silver.customers']));
  expect(part).toEqual({ preview: body.preview });
});

it('what is long is not among it, whatever its name', () => {
  const raw = { content: [], structuredContent: { code: 'x'.repeat(20_000), changes: 1 }, isError: false };
  expect(readByKernel(raw)).toEqual({ changes: 1 });
});
