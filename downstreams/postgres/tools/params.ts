// The values of a statement's marks, as the tools that run statements take them. It refuses a list or an object in a value's place.
import { z } from 'zod';

const mostValues = 100;

export const Params = z
  .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .max(mostValues)
  .optional();
