/** A manifest as it is written, and its JSON Schema. Anything it does not name is refused. */
import { z } from 'zod';
import { catalogForm } from '../catalog/form.js';
import { toolForm } from './tool-form.js';

const environmentName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
    'is not an environment variable\nwrite letters, digits and `_`, for instance `DATABASE_URL`',
  );

const launchForm = z.strictObject({
  argv: z.array(z.string().min(1)).min(1),
  env: z.record(environmentName, z.string()).default({}),
  'env-reasons': z.record(environmentName, z.string().min(10).max(200)).default({}),
  cwd: z.string().default('{config}'),
  secrets: z.record(environmentName, z.string()).default({}),
  concurrency: z.int().min(1).max(1024).default(8),
  queue: z.int().min(0).max(100_000).default(64),
});
export type LaunchForm = z.output<typeof launchForm>;

const kernelToolsForm = z.strictObject({
  snapshot: z.string().optional(),
  check: z.string().optional(),
  copy: z.string().optional(),
  load: z.string().optional(),
  'keep-part': z.string().optional(),
  'read-version': z.string().optional(),
  'write-version': z.string().optional(),
});

export const manifestForm = z.strictObject({
  version: z.literal(1),
  system: z.string(),
  about: z.string().optional(),
  /** Why tools may stand here without a pin; warned of at each start. */
  'unpinned-because': z.string().min(8).max(200).optional(),
  dialect: z.enum(['sqlite', 'postgres', 'none']).default('none'),
  launch: z.union([z.literal('native'), launchForm]),
  tools: z.record(z.string(), toolForm),
  'kernel-tools': kernelToolsForm.default({}),
  catalog: catalogForm.optional(),
});
export type ManifestForm = z.output<typeof manifestForm>;

/** What an editor checks against: the text as written, before defaults and units. */
export const manifestJsonSchema = (): unknown => z.toJSONSchema(manifestForm, { io: 'input' });
