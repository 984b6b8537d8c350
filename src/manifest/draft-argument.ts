/** One argument of a live tool as a line of a manifest. It takes over types and bounds and no words: what a server describes is for the operator, not for the agent. */
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import { escaped } from '../yaml/escaped.js';
import { plainKey } from '../yaml/quoted.js';
import { looksLikeSql } from './guess.js';

export interface DraftedArgument {
  /** Lines without indentation. */
  readonly lines: readonly string[];
  readonly isSql: boolean;
}

const types = ['string', 'integer', 'number', 'boolean', 'array'];
const safeName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const kept = ['cursor', 'constructor', 'prototype'];
/** A choice that is a word; a sentence could be an instruction. */
const word = /^[A-Za-z0-9_.:+-]{1,40}$/;

function typeOf(schema: JsonObject): string | undefined {
  const written = own(schema, 'type');
  const all = written !== undefined && isArray(written) ? written.filter((one) => one !== 'null') : [written];
  const [type] = all;
  return all.length === 1 && typeof type === 'string' && types.includes(type) ? type : undefined;
}

function choicesOf(schema: JsonObject): readonly string[] {
  const written = own(schema, 'enum');
  if (written === undefined || !isArray(written)) return [];
  const plain = written.every((one) => typeof one === 'string' && word.test(one));
  return plain && written.length > 0 && written.length <= 100 ? [`enum: ${JSON.stringify(written)}`] : [];
}

const bounds = {
  minimum: 'minimum',
  maximum: 'maximum',
  minLength: 'min-length',
  maxLength: 'max-length',
} as const;

const isBound = (name: string, value: Json | undefined): value is number =>
  typeof value === 'number' && (!name.endsWith('Length') || (Number.isSafeInteger(value) && value >= 1));

const boundsOf = (schema: JsonObject): readonly string[] =>
  Object.entries(bounds).flatMap(([name, written]) => {
    const value = own(schema, name);
    return isBound(name, value) ? [`${written}: ${value}`] : [];
  });

function itemsOf(schema: JsonObject, type: string): readonly string[] {
  const items = own(schema, 'items');
  const of = items !== undefined && isObject(items) ? own(items, 'type') : undefined;
  const isKnown = typeof of === 'string' && [...types, 'object'].includes(of);
  return type === 'array' && isKnown ? [`items: { type: ${of} }`] : [];
}

export interface LiveArgument {
  readonly name: string;
  readonly schema: Json;
  readonly isRequired: boolean;
  /** What the tool says of itself. */
  readonly about: string;
}

const leftOut = ({ name, isRequired }: LiveArgument, why: string): DraftedArgument => ({
  lines: [
    `# left out: \`${escaped(name, 80)}\` (${why})${isRequired ? '; the tool needs it, so it cannot be called without' : ''}`,
  ],
  isSql: false,
});

export function draftArgument(live: LiveArgument): DraftedArgument {
  const { name, schema, isRequired, about } = live;
  if (!safeName.test(name) || kept.includes(name)) return leftOut(live, 'a manifest has no such name');
  if (!isObject(schema)) return leftOut(live, 'its schema is no object');
  const type = typeOf(schema);
  if (type === undefined) return leftOut(live, 'its type is none that a manifest knows');
  const sql = type === 'string' ? looksLikeSql(name, schema, about) : undefined;
  const parts = [
    `type: ${type}`,
    ...(type === 'string' ? choicesOf(schema) : []),
    ...boundsOf(schema),
    ...itemsOf(schema, type),
    ...(sql === undefined ? [] : ['reads-as: sql/sqlite']),
    ...(isRequired ? [] : ['required: false']),
  ];
  const description = own(schema, 'description');
  return {
    lines: [
      ...(sql === undefined ? [] : [`# guess: SQL (${sql})`]),
      ...(typeof description === 'string' ? [`# the server says: "${escaped(description, 200)}"`] : []),
      `${plainKey(name)}: { ${parts.join(', ')} }`,
    ],
    isSql: sql !== undefined,
  };
}
