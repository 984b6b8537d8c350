/** The values that a call gives for the marks of its statement: scalars, few, and no more text than a person writes. It refuses the rest. */
import type { Json, JsonObject } from '../call/json.js';

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
