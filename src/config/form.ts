/** `aegis.yaml` as it is written, and its JSON Schema. Anything it does not name is refused. */
import { z } from 'zod';
import { engineForm } from './engine.js';

const path = z.string().min(1).max(4096);

export const configForm = z.strictObject({
  version: z.literal(1),
  about: z.string().optional(),
  role: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'is not a role\nwrite a lower-case name, for instance `analyst`'),
  manifests: z.array(path).min(1),
  policies: z.array(path).min(1),
  state: path,
  /** A second place for signed heads. */
  heads: path.optional(),
  limits: z
    .strictObject({
      'in-flight': z.int().min(1).max(100_000).optional(),
      'per-session': z.int().min(1).max(100_000).optional(),
      waiting: z.int().min(0).max(1_000_000).optional(),
    })
    .default({}),
  /** Written, even empty: the kernel may be looked at, by who holds the token in its state directory. */
  inspect: z
    .strictObject({
      port: z.int().min(1_024).max(65_535).optional(),
      /** An inspector of Stately's may attach. */
      ws: z.boolean().default(false),
    })
    .optional(),
  /** Where traces and metrics are handed on to. Named here and nowhere else: the agent's host sets the environment. */
  telemetry: z
    .strictObject({
      otlp: z
        .string()
        .max(2_048)
        .regex(
          /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9._~/-]*)?$/,
          'is not an endpoint\nwrite `http://127.0.0.1:4318`, without credentials or a query',
        ),
    })
    .optional(),
  /** An engine that looks for personal values beside the built-in detectors: text of results leaves the kernel towards it. */
  'pii-engine': engineForm.optional(),
});
export type ConfigForm = z.output<typeof configForm>;

export const configJsonSchema = (): unknown => z.toJSONSchema(configForm, { io: 'input' });
