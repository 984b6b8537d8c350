/** The values that a call gives for the marks of its statement: scalars, few, and no more text than a person writes. It refuses the rest. */
import { isArray, type Json, type JsonObject, own } from '../call/json.js';
import type { Tool } from '../manifest/manifest.js';

const mostValues = 100;
/** As much as the constants of a statement may hold where its reading cannot see what is made longer by them. */
export const mostText = 1_000;

export const parameterSchema = (description: string | undefined): JsonObject => ({
  type: 'array',
  ...(description === undefined ? {} : { description }),
  maxItems: mostValues,
  items: { type: ['string', 'number', 'boolean', 'null'] },
});

export const textIn = (values: readonly Json[]): number =>
  values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);

export interface Parameters {
  /** The argument's. */
  readonly name: string;
  readonly values: readonly Json[];
}

export function parametersIn({ arguments: all }: Tool, args: JsonObject): Parameters | undefined {
  const name = all.find(({ readsAs }) => readsAs === 'parameters')?.name;
  const values = name === undefined ? undefined : own(args, name);
  return name === undefined || values === undefined || !isArray(values) ? undefined : { name, values };
}
