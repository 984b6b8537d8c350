// What the tools that run statements take beside a statement: the values of its marks, and what is clear. It refuses a list or an object in a value's place.
import { z } from 'zod';

const mostValues = 100;

export const Params = z
  .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .max(mostValues)
  .optional();

/** By table, what the caller may know the values of. */
export const ClearColumns = z.record(z.string(), z.array(z.string())).optional();
