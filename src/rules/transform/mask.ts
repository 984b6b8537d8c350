/** `mask`: how a classified value leaves. The most specific class wins; a class with no line is redacted. */
import { z } from 'zod';
import type { MaskRule } from '../../policy/obligation.js';
import { ruleId } from '../parts.js';

export const maskSchema = z.strictObject({
  id: ruleId.optional(),
  class: z.string().regex(/^(?:\*|[a-z]+\.(?:\*|[a-z_]+))$/, 'a class is `pii.email`, `pii.*` or `*`\n'),
  with: z.enum(['redact', 'token', 'last4', 'year', 'domain', 'drop', 'pass']),
  unless: z.strictObject({ 'aggregated-over': z.int().min(2) }).optional(),
});
export type MaskForm = z.output<typeof maskSchema>;

export const compileMask = (form: MaskForm): MaskRule => ({
  id: form.id ?? `mask-${form.class.replaceAll('*', 'any').replaceAll('.', '-').replaceAll('_', '-')}`,
  class: form.class,
  operator: form.with,
  ...(form.unless === undefined ? {} : { unlessAggregatedOver: form.unless['aggregated-over'] }),
});

/** What nobody wrote a line for. */
export const lastResort: MaskRule = { id: 'kernel:redact', class: '*', operator: 'redact' };
