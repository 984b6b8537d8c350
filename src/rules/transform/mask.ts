/** `mask`: how a classified value leaves. The most specific class wins; a class with no line is redacted. */
import { z } from 'zod';
import { type Averaged, type MaskRule, maskOperators, privateIp } from '../../policy/obligation.js';
import { ruleId } from '../parts.js';

export const classPattern = z
  .string()
  .regex(/^(?:\*|[a-z]+\.(?:\*|[a-z_]+))$/, 'is not a class\nwrite `pii.email`, `pii.*` or `*`');

/** Fewer would say too much of each of them. */
const fewest = 5;

const averaged = z.strictObject({
  'averaged-over': z.int().min(fewest),
  of: z
    .string()
    .regex(
      /^[^\s.]+\.[^\s.]+\.[^\s.]+$/,
      'is not a column of a dataset\nwrite `schema.table.column`, for instance `hr.staff.salary`',
    ),
  by: z.array(z.string().min(1)).max(8),
});

/** A class, and the one part of a class that a mask may speak of by itself. */
const maskClass = z
  .string()
  .regex(
    /^(?:\*|[a-z]+\.(?:\*|[a-z_]+)|pii\.ip\.private)$/,
    'is not a class\nwrite `pii.email`, `pii.*` or `*`',
  );

const maskLine = z.strictObject({
  id: ruleId.optional(),
  class: maskClass,
  with: z.enum(maskOperators),
  /** On the way into these datasets, in place of on the way to the agent. */
  into: z.array(z.string().min(1)).min(1).optional(),
  unless: averaged.optional(),
});

/** A seal is opened for the session that it was shown to; what stands in a dataset was shown to none, and outlives them all. */
export const maskSchema = maskLine
  .refine((line) => line.with !== 'seal' || line.into === undefined, {
    path: ['with'],
    message: 'a seal in a dataset would be opened for nobody\nwrite `with: token`: it joins as well',
  })
  .refine((line) => line.unless === undefined || isOfOne(line), {
    path: ['unless'],
    message:
      'is for one class of persons that is redacted where an agent sees it\nname the class, write `with: redact`, and leave out `into`',
  })
  .refine((line) => line.class !== privateIp || line.with === 'pass', {
    path: ['with'],
    message:
      'a private address is masked as `pii.ip` is, or shown\nwrite `with: pass`, or take the line away',
  });
export type MaskForm = z.output<typeof maskSchema>;

/** INVARIANT: whatever else were shown of a value would be shown of a part of its sum. */
const isOfOne = (line: z.output<typeof maskLine>): boolean =>
  line.with === 'redact' && line.into === undefined && /^pii\.[a-z_]+$/.test(line.class);

const averagedOf = ({ 'averaged-over': over, of, by }: z.output<typeof averaged>): Averaged => ({
  over,
  of: of.toLowerCase(),
  by: [...new Set(by.map((name) => name.toLowerCase()))].sort(),
});

export const compileMask = (form: MaskForm): MaskRule => ({
  id: form.id ?? `mask-${form.class.replaceAll('*', 'any').replaceAll('.', '-').replaceAll('_', '-')}`,
  class: form.class,
  operator: form.with,
  ...(form.into === undefined ? {} : { into: form.into }),
  ...(form.unless === undefined ? {} : { unless: averagedOf(form.unless) }),
});
