/** That a bare `name` beside what is sold names nobody, in a text of records, and that beside what only people have it does. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import { text as block, masked, raw, released } from '../../fixtures.js';

const names = (text: string, bits = 0): readonly string[] =>
  scan(text, bits)
    .filter((hit) => hit.class === 'pii.name')
    .map(({ start, end }) => text.slice(start, end));

describe('a bare name in a record within a text', () => {
  it.each([
    ['{"sku":"A-1","name":"Oxford Shirt White"}\n{"sku":"A-2","name":"Madison Armchair"}'],
    ['{"product_id": 7, "name": "Jasmine Rice 5 kg"}\n{"product_id": 8, "name": "Amber Lamp"}'],
    ['sku: A-1\nname: Oxford Shirt White\nprice: 12'],
    ['- brand: Globex\n  name: Rosewood Board\n'],
    ['<items><item sku="A-1" name="Chelsea Boot" qty="1"/><item sku="A-2" name="Jordan Almonds"/></items>'],
    ['[item]\nsku = "A-1"\nname = "Robin Hood Costume"\n'],
  ])('is a thing’s beside keys of things: %j', (text) => expect(names(text)).toEqual([]));

  it.each([
    ['{"id":1,"name":"Ann Darcy"}\n{"id":2,"name":"Tom Darcy"}'],
    [
      '{"sku":"A-1","name":"Ann Darcy","email":"x@corp.example"}\n{"sku":"A-2","name":"Tom Darcy","email":"y@corp.example"}',
    ],
    ['{"sku":"A-1"}\n{"id":1,"name":"Ann Darcy"}\n{"sku":"A-2"}\n{"id":1,"name":"Tom Darcy"}'],
    ['{"item":{"sku":"A-1"},"name":"Ann Darcy"}\n{"item":{"sku":"A-2"},"name":"Tom Darcy"}'],
    ['<item sku="A-1"/><row id="1" name="Ann Darcy"/><item sku="A-2"/><row name="Tom Darcy"/>'],
    ['sku: A-1\n\nname: Ann Darcy\nid: 7\n\nname: Tom Darcy'],
    ['sku: A-1\nname: Ann Darcy\nphone: 0711 123456\n\nname: Tom Darcy'],
  ])('is somebody’s beside others, in another record, or beside what people have: %j', (text) =>
    expect(names(text)).toEqual(['Ann Darcy', 'Tom Darcy']),
  );

  it('is heard as somebody’s in what a statement made, whatever stands beside it', () =>
    expect(names('{"sku":"A-1","name":"Ann Darcy"}\n{}', hint.made)).toEqual(['Ann Darcy']));
});

describe('a JSON text of things', () => {
  const spelt = '{"rows": [{"sku": "A-1", "name": "Madison Armchair"}], "n": 1}';

  it('keeps its bytes, though a reader of plain text would take a name for somebody’s', () => {
    expect(masked(spelt)).toBe(spelt);
    const { content } = released({}, raw(undefined, [block(spelt)])).result as {
      content: readonly { text: string }[];
    };
    expect(content[0]?.text).toBe(spelt);
  });

  it('that says a key twice is written anew, without the value that nobody reads', () => {
    const twice = '{"name": "Ann Darcy", "name": "x", "n": 1}';
    const { content } = released({}, raw(undefined, [block(twice)])).result as {
      content: readonly { text: string }[];
    };
    expect(content[0]?.text).toBe('{"name":"x","n":1}');
  });
});
