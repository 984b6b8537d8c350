/** `mask`: how a classified value leaves. The most specific class wins; a class with no line is redacted. */
import { z } from 'zod';
import { type MaskRule, maskOperators } from '../../policy/obligation.js';
import { ruleId } from '../parts.js';

export const classPattern = z
  .string()
  .regex(/^(?:\*|[a-z]+\.(?:\*|[a-z_]+))$/, 'is not a class\nwrite `pii.email`, `pii.*` or `*`');

const maskLine = z.strictObject({
  id: ruleId.optional(),
  class: classPattern,
  with: z.enum(maskOperators),
  /** On the way into these datasets, in place of on the way to the agent. */
  into: z.array(z.string().min(1)).min(1).optional(),
  /** How many rows stand behind an aggregate is not known here, so an exception for it would be believed and not kept. */
  unless: z
    .never({
      error:
        'is not there: a mask has no exceptions\nremove it; an aggregate of a classified column stays masked',
    })
    .optional(),
});

/** A seal is opened for the session that it was shown to; what stands in a dataset was shown to none, and outlives them all. */
export const maskSchema = maskLine.refine((line) => line.with !== 'seal' || line.into === undefined, {
  path: ['with'],
  message: 'a seal in a dataset would be opened for nobody\nwrite `with: token`: it joins as well',
});
export type MaskForm = z.output<typeof maskSchema>;

export const compileMask = (form: MaskForm): MaskRule => ({
  id: form.id ?? `mask-${form.class.replaceAll('*', 'any').replaceAll('.', '-').replaceAll('_', '-')}`,
  class: form.class,
  operator: form.with,
  ...(form.into === undefined ? {} : { into: form.into }),
});
