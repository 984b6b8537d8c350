/** What a schema found wrong, in the house's words. It never shows the value it found. */
import type { z } from 'zod';
import { nearest } from './nearest.js';

/** A message may carry its help on a second line; that is how a schema's own refinements give one. */
const withHelp = (message: string, help: string): string => `${message}\n${help}`;

const list = (words: readonly unknown[]): string => words.map((word) => `\`${String(word)}\``).join(', ');

const nameOf: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return 'a fraction or a number past 2^53';
  return nameOf[typeof value] ?? 'something else';
};

/** The keys an object schema knows. Read through `unknown`: only zod's own error map is given the schema. */
function knownKeys(inst: unknown): readonly string[] {
  const step = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const shape = step(step(step(inst, '_zod'), 'def'), 'shape');
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
}

const unknownHelp = (key: string, known: readonly string[]): string => {
  const near = nearest(key, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return known.length > 0 ? `known here: ${list(known)}` : 'remove it, or check its spelling';
};

const valueHelp = (input: unknown, values: readonly unknown[]): string => {
  const near = typeof input === 'string' ? nearest(input, values.map(String)) : undefined;
  return near === undefined ? `use one of ${list(values)}` : `did you mean \`${near}\`?`;
};

/** What is counted, by what is too long or too short. */
const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  array: ['entry', 'entries'],
  string: ['character', 'characters'],
};

const bound = (
  issue: { origin: string; inclusive?: boolean | undefined },
  edge: unknown,
  words: readonly [string, string],
) => {
  const word = words[issue.inclusive === false ? 1 : 0];
  const unit = units[issue.origin]?.[Number(edge) === 1 ? 0 : 1];
  const said =
    unit === undefined ? `must be ${word} ${String(edge)}` : `must have ${word} ${String(edge)} ${unit}`;
  return withHelp(said, 'change the value');
};

/** zod's error map: `schema.safeParse(value, { error: phrase })` gives suggestions that a plain parse can't. */
export function phrase(issue: z.core.$ZodRawIssue): string {
  const input = issue.input;
  switch (issue.code) {
    case 'invalid_type':
      if (input === undefined)
        return withHelp('is missing', `write ${nameOf[issue.expected] ?? issue.expected} here`);
      return withHelp(
        `must be ${nameOf[issue.expected] ?? issue.expected}, not ${kindOf(input)}`,
        'change the value',
      );
    case 'invalid_value':
      if (input === undefined) return withHelp('is missing', `use one of ${list(issue.values)}`);
      return withHelp('has a value that is not known here', valueHelp(input, issue.values));
    case 'unrecognized_keys': {
      const known = 'inst' in issue ? knownKeys(issue.inst) : [];
      return ['unknown', ...issue.keys.map((key) => unknownHelp(key, known))].join('\n');
    }
    case 'too_big':
      return bound(issue, issue.maximum, ['at most', 'less than']);
    case 'too_small':
      return bound(issue, issue.minimum, ['at least', 'more than']);
    case 'invalid_union':
      return withHelp('fits none of the forms that are known here', 'see the schema of the file');
    case 'custom':
      return withHelp('is not valid', '');
    case 'invalid_format':
      return withHelp('does not have the right form', 'see the schema of the file');
    case 'invalid_key':
      return withHelp('is not a name that is allowed here', 'use another name');
    default:
      // A raw issue's code is open in zod's types, so this switch can't be exhaustive.
      return withHelp('is not valid', 'see the schema of the file');
  }
}
