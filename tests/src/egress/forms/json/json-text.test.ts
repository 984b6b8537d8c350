/** A JSON text keeps its own layout where nothing of it was masked, and what is said of it stands where it says. */
import { expect, it } from 'vitest';
import { locate, readJsonText, respelt } from '../../../../../src/egress/forms/json/json-text.js';

const layouts = [
  (value: unknown) => JSON.stringify(value, null, 4),
  (value: unknown) => JSON.stringify(value).replaceAll(',"', ', "').replaceAll('":', '": '),
  (value: unknown) => JSON.stringify(value, null, '\t').replaceAll('é', '\\u00e9'),
];
const was = { b: [1, { mail: 'é "x" a@b.io' }], 10: { deep: 'é' }, a: null };
const now = { b: [1, { mail: '[EMAIL]' }], 10: { deep: 'é' }, a: null };

it.each(layouts)('what was masked is written anew and every other byte stays', (layout) => {
  const text = layout(was);
  const spelt = respelt(text, was, now);
  expect(JSON.parse(spelt)).toEqual(now);
  const raw = text.slice(text.indexOf('"mail"') + 6).match(/^\s*:\s*/)?.[0] ?? '';
  const [head, tail] = text.split(/(?<="mail"\s*:\s*)"(?:[^"\\]|\\.)*"/);
  expect(raw).not.toBe('');
  expect(spelt).toBe(`${head}"[EMAIL]"${tail}`);
});

it('a value that changes its kind, and keys that change, are written anew as one', () => {
  expect(respelt('[ 4111, [ 1 ] ]', [4111, [1]], [null, [1]])).toBe('[ null, [ 1 ] ]');
  expect(respelt('{ "x": { "a@b.io": 1 } }', { x: { 'a@b.io': 1 } }, { x: { M: 1 } })).toBe(
    '{ "x": {"M":1} }',
  );
});

it.each([
  ['{ "a": "first", "a": "x" }', { a: 'x' }],
  ['{ "a": "x", "n": 4111111111111111111 }', { a: 'x', n: Number('4111111111111111111') }],
])('a text that says more than was read of it is written anew whole', (text, read) => {
  const masked = { ...read, a: '[M]' };
  expect(respelt(text, read, masked)).toBe(JSON.stringify(masked));
});

it('a range of a leaf is found in the text, past escapes and through JSON in JSON', () => {
  const inner = JSON.stringify({ 'k/1': ['\n"q" ann@b.io'] });
  const text = JSON.stringify({ n: 123456, say: inner, ann: 1 }, null, 2);
  const json = readJsonText(text);
  const at = locate(json, { steps: ['say', 'k/1', '0'], isKey: false }, { start: 5, end: 13 });
  expect(text.slice(at?.start, at?.end)).toBe('ann@b.io');
  const number = locate(json, { steps: ['n'], isKey: false }, { start: 0, end: 6 });
  expect(text.slice(number?.start, number?.end)).toBe('123456');
  const key = locate(json, { steps: ['ann'], isKey: true }, { start: 0, end: 3 });
  expect(text.slice(key?.start, key?.end)).toBe('ann');
  expect(locate(json, { steps: ['none'], isKey: false }, { start: 0, end: 1 })).toBeUndefined();
});
