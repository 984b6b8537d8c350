// Pins of live definitions: what counts as a change, what does not, and what is too much to look at.
import { describe, expect, it } from 'vitest';
import { askedTool } from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import { changesOf, compare, formatPin, type Pin, parsePin, pinOf } from '../../../src/manifest/pin.js';
import { digest } from './compiling.js';

const live: JsonObject = {
  name: 'query',
  description: 'Run one SELECT.',
  inputSchema: { type: 'object', properties: { sql: { type: 'string' }, page: { type: 'integer' } } },
  annotations: { readOnlyHint: true },
};

function pinFor(definition: JsonObject): Pin {
  const pin = pinOf(definition, digest);
  if (pin === undefined) throw new Error('not readable');
  return pin;
}
const pinned = { name: askedTool('lake__query'), remote: 'query', pin: pinFor(live) };
const driftOf = (...listed: readonly JsonObject[]) =>
  compare([pinned], listed, digest).flatMap((one) => one.changed);

/** So deep that a walk without a limit ends the program. */
function deep(levels: number): JsonObject {
  let value: JsonObject = {};
  for (let at = 0; at < levels; at++) value = { a: value };
  return value;
}

describe('a pin', () => {
  it('is a frozen text over the canonical form', () => {
    expect(formatPin(pinned.pin)).toBe(
      'sha256:7c4b7401ce25254cc49626cd890af4862cd4935dcdf5a5249a1fb3ca9d1a2849 description:cb01466924dd input:33627d94cbc2 annotations:8803fb4b4971 output:e3b0c44298fc',
    );
  });

  it('is read back as it was written', () => {
    expect(parsePin(formatPin(pinned.pin))).toEqual(pinned.pin);
  });

  it.each(['', 'sha256:00', formatPin(pinned.pin).toUpperCase(), `${formatPin(pinned.pin)} `])(
    'that is written as %j is none',
    (text) => {
      expect(parsePin(text)).toBeUndefined();
    },
  );

  it('does not depend on the order of keys, nor on what is not a part of it', () => {
    const { name, description, inputSchema, annotations } = live;
    const other = { _meta: { at: 1 }, title: 'Query', annotations, inputSchema, description, name };
    expect(driftOf(other as JsonObject)).toEqual([]);
  });
});

describe('a change', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['no change', {}, []],
    ['a description', { description: 'Run one SELECT. ' }, ['description']],
    [
      'an input schema',
      { inputSchema: { type: 'object', properties: { sql: { type: 'string' } } } },
      ['input'],
    ],
    [
      'a description deep in the schema',
      { inputSchema: { ...(live.inputSchema as JsonObject), description: 'x' } },
      ['input'],
    ],
    [
      'an order of a list in the schema',
      { inputSchema: { ...(live.inputSchema as JsonObject), required: ['a', 'b'] } },
      ['input'],
    ],
    ['annotations', { annotations: { readOnlyHint: false } }, ['annotations']],
    ['annotations that are null', { annotations: null }, ['annotations']],
    ['an output schema that appears', { outputSchema: { type: 'object' } }, ['output']],
    ['two parts', { description: 'x', outputSchema: {} }, ['description', 'output']],
  ])('of %s is named by its part', (_what, over, changed) => {
    expect(driftOf({ ...live, ...over })).toEqual(changed);
  });

  it('of which no part is to be seen is told of the whole', () => {
    const other = pinFor({ ...live, name: 'query2' });
    expect(changesOf(other, pinFor(live))).toEqual(['definition']);
  });

  it('of parts counts for nothing when the whole is the same', () => {
    const forged = { ...pinned.pin, parts: { ...pinned.pin.parts, input: '000000000000' } };
    expect(changesOf(forged, pinned.pin)).toEqual([]);
  });
});

describe('a list', () => {
  it('without the tool says that it is gone', () => {
    expect(driftOf({ ...live, name: 'Query' }, { name: 7 as never })).toEqual(['gone']);
  });

  it('with the tool twice says so, also when both are as pinned', () => {
    expect(driftOf(live, live)).toEqual(['twice']);
  });

  it('with tools that nobody pinned says nothing of them', () => {
    expect(driftOf({ name: 'drop_everything' }, live, { name: 'qu\u0435ry' })).toEqual([]);
  });

  it('that could not be had is a drift of every tool', () => {
    expect(compare([pinned], undefined, digest)).toEqual([{ tool: 'lake__query', changed: ['unlisted'] }]);
  });

  it.each<[string, JsonObject]>([
    ['depth', { ...live, inputSchema: deep(100_000) }],
    ['depth just past the limit', { ...live, inputSchema: deep(65) }],
    [
      'many nodes',
      { ...live, inputSchema: Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`k${at}`, 1])) },
    ],
    ['length', { ...live, description: 'x'.repeat(262_145) }],
    ['a number that is none', { ...live, inputSchema: { maximum: Number.POSITIVE_INFINITY } }],
  ])('with too much %s in a definition says that it cannot be compared', (_what, definition) => {
    expect(driftOf(definition)).toEqual(['unreadable']);
  });
});
