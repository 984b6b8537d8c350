/** Pieces that several rule kinds are written with. */
import { z } from 'zod';

export const ruleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'an id is lower-case letters, digits and `-`\nfor instance `no-drop`');

export const expression = z.string().min(1);

/** Why the rule is there, for who is denied by it. Without one the invariant's or the file's reason stands. */
export const reason = z.string().min(1);

export const remedy = z.strictObject({
  tool: z.string(),
  args: z.record(
    z.string(),
    z
      .string()
      .regex(/^(?:\$missing$|[^$])/, 'is not a word that is known here\nwrite `$missing`, or a plain text'),
  ),
  why: z.string().optional(),
});

/** A part of the whole, from 0 to 1: `5%` or `0.05`. */
export const share = z.union([
  z.number().gt(0).max(1),
  z
    .string()
    .regex(/^(?:100|[1-9]?\d(?:\.\d+)?)%$/, 'a share is a percentage\nfor instance `5%`')
    .transform((text) => Number(text.slice(0, -1)) / 100),
]);
