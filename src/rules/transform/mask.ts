/** `mask`: how a classified value leaves. The most specific class wins; a class with no line is redacted. */
import { z } from 'zod';
import { type MaskRule, maskOperators } from '../../policy/obligation.js';
import { ruleId } from '../parts.js';

export const maskSchema = z.strictObject({
  id: ruleId.optional(),
  class: z
    .string()
    .regex(/^(?:\*|[a-z]+\.(?:\*|[a-z_]+))$/, 'is not a class\nwrite `pii.email`, `pii.*` or `*`'),
  with: z.enum(maskOperators),
  unless: z.strictObject({ 'aggregated-over': z.int().min(2) }).optional(),
});
export type MaskForm = z.output<typeof maskSchema>;

export const compileMask = (form: MaskForm): MaskRule => ({
  id: form.id ?? `mask-${form.class.replaceAll('*', 'any').replaceAll('.', '-').replaceAll('_', '-')}`,
  class: form.class,
  operator: form.with,
  ...(form.unless === undefined ? {} : { unlessAggregatedOver: form.unless['aggregated-over'] }),
});
