// Numbers that no double holds go past JSON as texts and come back as they were; a text of the same digits stays one.

import { expect, it } from 'vitest';
import { carried } from '../../../actors/outside/long-numbers.js';
import { fc } from '../../property.js';

it.each([
  ['whole numbers past what is safe', '{"a":9007199254740993}', '{"a":"9007199254740993"}'],
  ['a number past all', '[1e999,-1E+400]', '["1e999","-1E+400"]'],
])('%s are carried as texts', (_, given, line) => {
  const one = carried(given);
  expect(one.line).toBe(line);
  expect(one.back(line)).toBe(given);
});

it.each([
  ['digits within a text', '{"a":"x 9007199254740993 \\" 9007199254740993"}'],
  ['digits that are a text as well', '{"a":"9007199254740993","b":9007199254740993}'],
  ['a safe number', '{"a":9007199254740991,"b":1e30}'],
  ['a line with a schema', '{"a":9007199254740993,"outputSchema":{}}'],
])('%s stay as they are', (_, given) => {
  expect(carried(given).line).toBe(given);
});

it('whatever a line holds, it comes back as it was, and is JSON on its way where it was', () => {
  const value = fc.json().map((text) => text.replace(/(?<=[[,:])(\d)(?=[\],}])/g, '9007199254740993$1'));
  fc.assert(
    fc.property(value, (text) => {
      const { line, back } = carried(text);
      expect(back(line)).toBe(text);
      expect(() => JSON.parse(line)).not.toThrow();
    }),
    { numRuns: 300, seed: 7 },
  );
});
