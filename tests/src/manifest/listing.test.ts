// What an agent's client is told of a tool, checked with the validator that the SDK's client uses.

import { ToolSchema } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { describe, expect, it } from 'vitest';
import { askedTool, decisionId } from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import { annotationsOf, inputSchemaOf, listing, outputSchemaOf } from '../../../src/manifest/listing.js';
import type { Tool } from '../../../src/manifest/manifest.js';
import { deny } from '../../../src/policy/denial.js';
import { registryOf } from './compiling.js';

function toolOf(form: string): Tool {
  const text = `version: 1\nsystem: lake\nlaunch: { argv: [x] }\ntools:\n  q: { description: D, ${form} }\n`;
  const tool = registryOf(text).tools.get(askedTool('lake__q'));
  if (tool === undefined) throw new Error('no tool');
  return tool;
}
const accepts = (schema: JsonObject, value: unknown): boolean =>
  new AjvJsonSchemaValidator().getValidator(schema)(value).valid;

const shapes = ['rows: arrays', 'rows: objects', 'rows: none'].map(
  (rows) => [rows, outputSchemaOf(toolOf(`can: read, result: { ${rows} }`))] as const,
);

describe.each(shapes)('the output schema of a tool with `%s`', (_, schema) => {
  it('accepts a denial', () => {
    const denial = deny(decisionId('d1'), { code: 'forbidden', phase: 'capability' });
    expect(accepts(schema, { ...denial })).toBe(true);
  });

  it.each([
    ['a masked page', { columns: ['id', 'mail'], rows: [[1, '[pii.email]']], truncated: true, cursor: 'c' }],
    ['masked objects', { rows: [{ id: 1, mail: '[pii.email]' }] }],
    ['a number that became a mask', { count: '[pii.unknown]' }],
    ['an empty object', {}],
  ])('accepts %s', (__, result) => {
    expect(accepts(schema, result)).toBe(true);
  });

  it('is an object schema with nothing required at its root', () => {
    expect(schema).toMatchObject({ type: 'object' });
    expect(schema).not.toHaveProperty('required');
    expect(accepts(schema, [])).toBe(false);
  });
});

it('an output schema still says that rows are a list', () => {
  expect(accepts(outputSchemaOf(toolOf('can: read, result: { rows: arrays }')), { rows: 'x' })).toBe(false);
});

describe('the input schema', () => {
  const text = 'arguments: { a: { type: string }, b: { type: integer, minimum: 1, required: false } }';

  it('has the manifest’s arguments and nothing else', () => {
    const schema = inputSchemaOf(toolOf(`can: read, ${text}`));
    expect(schema).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer', minimum: 1 } },
      required: ['a'],
      additionalProperties: false,
    });
  });

  it('has a cursor where a result has rows', () => {
    const schema = inputSchemaOf(toolOf(`can: read, ${text}, result: { rows: arrays }`));
    expect(accepts(schema, { a: 'x', cursor: 'c' })).toBe(true);
    expect(accepts(inputSchemaOf(toolOf(`can: read, ${text}`)), { a: 'x', cursor: 'c' })).toBe(false);
  });

  it('shows no argument and no fixed value of the kernel’s own', () => {
    const form = 'arguments: { a: { type: string, kernel-only: true } }, fixed: { max_rows: 5 }';
    expect(inputSchemaOf(toolOf(`can: read, audience: kernel, ${form}`))).toEqual({
      type: 'object',
      properties: {},
      additionalProperties: false,
    });
  });
});

describe('annotations', () => {
  it.each([
    ['read', true, false, true],
    ['[read, validate, list, describe, explain]', true, false, true],
    ['insert', false, false, false],
    ['[read, delete]', false, true, true],
    ['[read, insert, drop]', false, true, false],
    ['[read, promote]', false, false, true],
    ['update', false, true, false],
    ['truncate', false, true, true],
  ])('of a tool that can %s', (can, readOnlyHint, destructiveHint, idempotentHint) => {
    expect(annotationsOf(toolOf(`can: ${can}`))).toEqual({
      readOnlyHint,
      destructiveHint,
      idempotentHint,
      openWorldHint: false,
    });
  });
});

it('an output schema is published where every result is structured, and only there', () => {
  const published = (form: string): boolean => listing(toolOf(form)).outputSchema !== undefined;
  expect(published('can: read, result: { rows: arrays }')).toBe(true);
  expect(published('can: read, result: { rows: objects }')).toBe(true);
  expect(published('can: read, result: { rows: none }')).toBe(false);
  expect(published('can: read')).toBe(false);
});

it('a listed tool is one that the protocol knows', () => {
  const listed = listing(toolOf('can: read, result: { rows: arrays }'));
  expect(ToolSchema.parse(listed)).toEqual(listed);
});
