/** The `catalog:` part of a manifest as it is written. Anything it does not name is refused. */
import { z } from 'zod';
import { tiers } from './catalog.js';

const columnName = z.string().min(1).max(128);
const columnNames = z.array(columnName).min(1).max(64);
const columnClass = z
  .string()
  .regex(
    /^(?:clear|(?:pii|secret)\.[a-z_]+)$/,
    'is not a class\nwrite `clear`, `pii.<kind>` or `secret.<kind>`',
  );

/** One object with one of its keys, not a union: a misspelt key is then told against all of them. */
const namedCheck = z
  .strictObject({
    'not-null': columnNames.optional(),
    unique: columnNames.optional(),
    rows: z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() }).optional(),
    range: z
      .strictObject({ column: columnName, min: z.number().optional(), max: z.number().optional() })
      .optional(),
    references: z.strictObject({ column: columnName, dataset: z.string(), to: columnName }).optional(),
  })
  .refine((check) => Object.keys(check).length <= 1, {
    message: 'a list entry holds one check\nwrite each check as an entry of its own',
  });

const checkForm = z.union([z.literal('no-raw-pii'), namedCheck]);
export type CheckForm = z.output<typeof checkForm>;

const claimKind = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'is not a claim\nwrite a lower-case name, for instance `silver_validation`',
  );

/** Formats of which the kernel reads the columns. */
const parsed = ['csv', 'tsv', 'json', 'jsonl', 'ndjson'];

const datasetForm = z.strictObject({
  tier: z.enum(tiers),
  form: z.enum(['table', 'objects']).default('table'),
  prefix: z.string().optional(),
  /** What keys end in whose objects hold none of the declared classes; they meet the content net alone. */
  'clean-formats': z
    .array(
      z
        .string()
        .regex(/^[a-z0-9]{1,16}$/, 'is not a format\nwrite what the keys end in, in lower case: `md`')
        .refine(
          (format) => !parsed.includes(format),
          'is read column by column\ndeclare its columns `clear` instead',
        ),
    )
    .max(32)
    .default([]),
  key: z.array(columnName).max(16).default([]),
  columns: z.record(columnName, columnClass),
  'clear-because': z
    .record(
      columnName,
      z.strictObject({
        reason: z.string().min(1),
        by: z.string().min(1),
        until: z.iso.date('is not a date\nwrite it as `2027-06-30`').optional(),
      }),
    )
    .default({}),
  checks: z.record(claimKind, z.array(checkForm).min(1).max(100)).default({}),
});
export type DatasetForm = z.output<typeof datasetForm>;

const pattern = z
  .string()
  .regex(
    /^[A-Za-z0-9_.*-]{1,128}$/,
    'is not a pattern\nwrite a dataset name with `*`, for instance `protected.*`',
  );

export const catalogForm = z.strictObject({
  /** There is one answer to what nobody declared; it may be written down, not changed. */
  unlisted: z
    .strictObject({ dataset: z.literal('deny').optional(), column: z.literal('pii.unknown').optional() })
    .optional(),
  protected: z.array(pattern).default([]),
  datasets: z.record(z.string(), datasetForm).default({}),
});
export type CatalogForm = z.output<typeof catalogForm>;
