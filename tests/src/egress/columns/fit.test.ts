// Whatever the schema and the operator, what is masked fits or is withheld whole, checked with the validator that a client has.
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../../src/call/json.js';
import { chooser } from '../../../../src/egress/operators/choose.js';
import { maskResult } from '../../../../src/egress/result/dry.js';
import { maskOperators } from '../../../../src/policy/obligation.js';
import { fc } from '../../../property.js';
import { digest, rule } from '../fixtures.js';

const validator = new AjvJsonSchemaValidator();
const accepts = (schema: JsonObject, value: Json): boolean => validator.getValidator(schema)(value).valid;

/** A schema, and a value that fits it. */
interface Shape {
  readonly schema: JsonObject;
  readonly value: Json;
}

const number = fc
  .record({ value: fc.integer({ min: -99_999, max: 99_999 }), below: fc.nat(99), above: fc.nat(99) })
  .chain(({ value, below, above }) =>
    fc.constantFrom<Shape>(
      { schema: { type: 'integer' }, value },
      { schema: { type: 'number', minimum: value - below, maximum: value + above }, value },
      { schema: { type: 'integer', exclusiveMinimum: value - below - 1 }, value },
      { schema: { type: ['number', 'null'] }, value },
      { schema: { type: 'integer', multipleOf: 5 }, value: value - (value % 5) },
      { schema: { type: 'integer', enum: [value, 7] }, value },
      { schema: { type: 'number', const: value }, value },
      { schema: { anyOf: [{ type: 'integer', minimum: value }, { type: 'boolean' }] }, value },
    ),
  );
const texts: readonly (readonly [string, JsonObject])[] = [
  ['ann@example.com', { format: 'email' }],
  ['1984-05-06', { format: 'date' }],
  ['1984-05-06T10:00:00Z', { format: 'date-time' }],
  ['203.0.113.7', { format: 'ipv4' }],
  ['https://ann:pw@corp.example/x', { format: 'uri' }],
  ['ann.corp.example', { format: 'hostname' }],
  ['P20Y', { format: 'duration' }],
  ['2001:db8:a:1::7', { format: 'ipv6' }],
  ['Ann Quackenbush', { minLength: 3, maxLength: 15 }],
  ['Ann', { maxLength: 3 }],
  ['+49 30 2345678', { pattern: '^[+0-9 ]+$' }],
  ['DE', { enum: ['DE', 'NL'] }],
  ['4111 1111 1111 1111', {}],
];
const text = fc.tuple(fc.constantFrom(...texts), fc.boolean()).map(
  ([[value, more], isNullable]): Shape => ({
    schema: { type: isNullable ? ['string', 'null'] : 'string', ...more },
    value,
  }),
);
const leaf = fc.oneof(number, text);
const listed = fc.tuple(leaf, fc.nat(3)).map(
  ([one, more]): Shape => ({
    schema: { type: 'array', items: one.schema },
    value: Array.from({ length: more + 1 }, () => one.value),
  }),
);
const owned = fc.dictionary(fc.constantFrom('mail', 'name', 'born', 'phone', 'n'), fc.oneof(leaf, listed));
const objects = fc.tuple(owned, fc.boolean(), fc.boolean()).map(([members, isClosed, isShared]): Shape => {
  const entries = Object.entries(members);
  const properties = Object.fromEntries(entries.map(([name, { schema }]) => [name, schema]));
  const plain: JsonObject = {
    type: 'object',
    properties,
    required: Object.keys(properties),
    ...(isClosed ? { additionalProperties: false } : {}),
  };
  const schema = isShared ? { $ref: '#/$defs/all', type: 'object', $defs: { all: plain } } : plain;
  return { schema, value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])) };
});

/** Rows of more than one form, as a union, a conjunction, by name, or under words that nobody here knows. */
const mixed = fc
  .tuple(objects, objects, leaf, fc.constantFrom('anyOf', 'oneOf', 'allOf', 'named', 'unknown'))
  .map(([one, other, cell, how]): Shape => {
    const forms = [one.schema, other.schema, cell.schema];
    const rows = [one.value, other.value, cell.value];
    const items: JsonObject =
      how === 'allOf'
        ? { allOf: [{ anyOf: forms }, { type: ['object', 'string', 'number', 'null', 'boolean'] }] }
        : how === 'named'
          ? { anyOf: [{ $ref: '#/$defs/one' }, other.schema, cell.schema] }
          : how === 'unknown'
            ? { anyOf: forms, propertyNames: { type: 'string' } }
            : { [how]: forms };
    const properties = { rows: { type: 'array', items } };
    const { $defs = {}, ...plain } = one.schema;
    return {
      schema: {
        ...{ type: 'object', properties, required: ['rows'] },
        $defs: { ...(isObject($defs) ? $defs : {}), one: plain },
      },
      value: { rows },
    };
  })
  // A name within a form means the root's: those of two forms cannot both be there.
  .filter(({ schema }) => !JSON.stringify(schema).includes('#/$defs/all'));

it.each(maskOperators)(
  'what `%s` makes of any value fits its schema, or the whole is withheld',
  (operator) => {
    const choose = chooser([rule('*', operator)]);
    const columns = {
      mail: 'pii.email',
      name: 'pii.name',
      born: 'pii.birth_date',
      phone: 'pii.phone',
      n: 'pii.salary',
    };
    let shown = 0;
    fc.assert(
      fc.property(fc.oneof(objects, mixed), ({ schema, value }) => {
        fc.pre(accepts(schema, value));
        const masked = maskResult(
          { content: [], structuredContent: value },
          { choose, digest, known: { columns }, outputSchema: schema },
        );
        if (masked.result === null) return;
        shown += 1;
        const { structuredContent = null } = isObject(masked.result) ? masked.result : {};
        expect([structuredContent, accepts(schema, structuredContent)]).toEqual([structuredContent, true]);
      }),
      { numRuns: 160 },
    );
    expect(shown).toBeGreaterThan(10);
  },
);

const fitted = (schema: JsonObject, value: JsonObject): Json => {
  const masked = maskResult(
    { content: [], structuredContent: value },
    {
      ...{ choose: chooser([rule('*', 'redact')]), digest, outputSchema: schema },
      known: { columns: { mail: 'pii.email', n: 'pii.salary' } },
    },
  );
  return isObject(masked.result) ? (masked.result.structuredContent ?? null) : null;
};

it('of rows of two forms each keeps its own, whichever stands first', () => {
  const person = {
    type: 'object',
    properties: { mail: { type: 'string', maxLength: 30 } },
    required: ['mail'],
  };
  const count = {
    ...{ type: 'object', properties: { n: { type: 'integer' }, mail: { type: 'null' } } },
    required: ['n', 'mail'],
  };
  const value = { rows: [{ mail: 'ann@example.com' }, { n: 7, mail: null }] };
  for (const forms of [
    [person, count],
    [count, person],
  ])
    expect(fitted({ type: 'object', properties: { rows: { items: { anyOf: forms } } } }, value)).toEqual({
      rows: [{ mail: '[REDACTED:pii.email]' }, { n: 0, mail: null }],
    });
});

it('where a value may be null it is, before it is anything else', () => {
  const n = { anyOf: [{ type: 'integer' }, { type: 'null' }] };
  expect(fitted({ type: 'object', properties: { n } }, { n: 7 })).toEqual({ n: null });
});

it('what would be of two forms of which it may be one is withheld whole', () => {
  const mail = {
    oneOf: [
      { type: 'string', minLength: 5 },
      { type: 'string', maxLength: 90 },
    ],
  };
  expect(fitted({ type: 'object', properties: { mail } }, { mail: 'a@b.example' })).toBeNull();
});

it('under words that nobody here knows a masked value is withheld, and the others stay', () => {
  const schema = { type: 'object', patternProperties: { '^m': { type: 'string' } } };
  expect(fitted(schema, { mail: 'ann@example.com' })).toBeNull();
  expect(fitted(schema, { other: 'x' })).toEqual({ other: 'x' });
});

it('a schema that would be asked without end is given up', () => {
  const node: JsonObject = { anyOf: [{ $ref: '#' }, { allOf: [{ $ref: '#' }, { $ref: '#' }] }] };
  expect(fitted(node, { mail: 'ann@example.com' })).toBeNull();
});
