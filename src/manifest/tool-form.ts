/** One entry of `tools:` as it is written. Anything it does not name is refused. */
import { z } from 'zod';
import type { Json } from '../call/json.js';
import { mediaTypes } from '../egress/media/index.js';
import { actions } from '../intercept/effects.js';
import { readings } from './manifest.js';
import { duration, size } from './measures.js';
import { type Pin, parsePin } from './pin.js';

const action = z.enum(actions);
const json: z.ZodType<Json> = z.json();
/** A timer past 2^31 milliseconds fires at once. */
const longestDeadline = 86_400_000;
const types = ['string', 'integer', 'number', 'boolean', 'array'] as const;

const argumentForm = z.strictObject({
  type: z.enum(types),
  description: z.string().max(200).optional(),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(100)
    .optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  'min-length': z.int().min(0).optional(),
  'max-length': z.int().min(1).optional(),
  items: z.strictObject({ type: z.enum([...types, 'object']) }).optional(),
  default: json.optional(),
  'reads-as': z.enum(readings).default('plain'),
  /** What the named key or dataset is used for; needed where the tool can do more than one thing. */
  for: action.optional(),
  required: z.boolean().default(true),
  /** Read by policy and never sent on. */
  'kernel-only': z.boolean().default(false),
  /** The dataset that a tool without a name of its own works on. */
  value: z.string().max(200).optional(),
});
export type ArgumentForm = z.output<typeof argumentForm>;

const path = z
  .string()
  .regex(
    /^\$(?:\.(?:\*|[A-Za-z_][A-Za-z0-9_-]*))+$/,
    'is not a path\nbegin it with `$.`, for instance `$.rows`',
  );

const mediaType = new RegExp(`^(?:${mediaTypes.join('|')})$`);

const resultForm = z.strictObject({
  rows: z.enum(['arrays', 'objects', 'none']).optional(),
  /** `$` alone: the result is the list. */
  'rows-at': z.union([z.literal('$'), path]).optional(),
  'columns-at': path.optional(),
  classes: z
    .record(
      path,
      z
        .string()
        .regex(
          /^(?:clear|(?:pii|secret)\.[a-z_]+)$/,
          'is not a class\nwrite `clear`, `pii.<kind>` or `secret.<kind>`',
        ),
    )
    .default({}),
  /** Pictures and sounds that hold no personal value: each is put together again of what draws or sounds, and meets the content net. */
  'clean-media': z
    .record(
      z
        .string()
        .regex(
          mediaType,
          `is no type that the kernel can take apart\nwrite one of ${mediaTypes.map((one) => `\`${one}\``).join(', ')}`,
        ),
      z.strictObject({
        reason: z.string().min(1),
        by: z.string().min(1),
        until: z.iso.date('is not a date\nwrite it as `2027-06-30`').optional(),
      }),
    )
    .default({}),
  page: z.strictObject({ rows: z.int().min(1).max(100_000).optional(), bytes: size.optional() }).optional(),
});
export type ResultForm = z.output<typeof resultForm>;

const pin = z
  .string()
  .refine(
    (text) => parsePin(text) !== undefined,
    'the pin does not have the form of one\nlet `aegis manifest pin` write it',
  )
  .transform((text): Pin | undefined => parsePin(text));

export const toolForm = z.strictObject({
  remote: z
    .string()
    .regex(
      /^[A-Za-z0-9_./-]{1,128}$/,
      'is not the name of a tool\nuse ASCII letters, digits, `_`, `-`, `.` and `/`',
    )
    .optional(),
  audience: z.enum(['agent', 'kernel']).default('agent'),
  description: z.string().min(1).max(400),
  can: z.union([action, z.array(action).min(1)]),
  arguments: z.record(z.string(), argumentForm).default({}),
  result: resultForm.optional(),
  deadline: duration
    .refine((ms) => ms <= longestDeadline, 'the deadline is longer than a day\nwrite `24h` at most')
    .default(30_000),
  fixed: z.record(z.string(), json).default({}),
  /** Digests of the live definition that was approved; `aegis manifest pin` writes it. */
  pin: pin.optional(),
});
export type ToolForm = z.output<typeof toolForm>;
