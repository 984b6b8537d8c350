/** A file of policy tests as it is written, and its JSON Schema. Anything it does not name is refused. */
import { z } from 'zod';
import { holders } from '../budget/budget.js';
import { instant } from '../call/instant.js';
import { type Code, codes } from '../fault.js';
import { duration } from '../manifest/measures.js';
import { maskOperators } from '../policy/obligation.js';
import { share } from '../rules/parts.js';

const text = z.string().min(1);
const texts = z.array(text);
const count = z.int().min(0);

/** What a value of the result leaves as; `clear` for what leaves as it is. */
const shownAs = [...z.enum(maskOperators).exclude(['pass']).options, 'clear'] as const;

/** What a value stands as where a plan has moved it; no seal stands in a dataset. */
const standsAs = [...z.enum(maskOperators).exclude(['pass', 'seal']).options, 'clear'] as const;

/** How a receipt may have died before the call. One that is older than a day has expired by itself. */
const deaths = ['written', 'other-session', 'other-policy', 'other-catalog'] as const;

// `as`: the keys of the table are the codes, and there is at least one.
const code = z.enum(Object.keys(codes) as [Code, ...Code[]]);

const phases = ['resolve', 'intercept', 'capability', 'argument', 'precondition', 'execute'] as const;

const sceneKeys = {
  role: text.optional(),
  /** What the rules take for now; in UTC. */
  at: instant.optional(),
  session: z
    .strictObject({
      calls: count.optional(),
      denials: count.optional(),
      writes: count.optional(),
      rowsRead: count.optional(),
      flags: z.record(z.string(), z.boolean()).optional(),
    })
    .optional(),
  receipts: z
    .array(
      z.strictObject({
        dataset: text,
        kind: text.default('silver_validation'),
        age: duration.default(60_000),
        died: z.enum(deaths).optional(),
      }),
    )
    .optional(),
  /** Datasets with a write whose outcome nobody knows. */
  doubts: texts.optional(),
  /** What the policy's budgets have counted before the call. */
  spent: z
    .array(
      z.strictObject({
        class: text,
        per: z.enum(holders).default('session'),
        values: count.default(0),
        rows: count.default(0),
        bytes: count.default(0),
        probes: count.default(0),
        /** All that may be asked for has been asked for. */
        sealed: z.boolean().default(false),
      }),
    )
    .optional(),
};

const allowed = z.strictObject({
  /** Grants and rules that spoke for it or bound it. */
  rules: texts.optional(),
  masks: z.record(z.string(), z.enum(shownAs)).optional(),
  /** Of a plan: how each column stands in the dataset that it is moved into. */
  into: z.record(z.string(), z.record(z.string(), z.enum(standsAs))).optional(),
  bounds: z.record(z.string(), z.strictObject({ rows: count, share: share.default(1) })).optional(),
  unchanged: texts.optional(),
  /** Of a plan: the tools that it asks, in order. */
  inner: texts.optional(),
});

const denied = z.strictObject({
  code,
  phase: z.enum(phases).optional(),
  rule: text.optional(),
  /** Of a plan: the tool whose call was denied. */
  inner: text.optional(),
  facts: texts.optional(),
  /** Tools that the denial names as a way out. */
  remedies: texts.optional(),
});

const expected = z
  .strictObject({
    allow: allowed.optional(),
    deny: denied.optional(),
    audit: z
      .strictObject({
        type: z.enum(['intent', 'deny']).optional(),
        holds: z.record(z.string(), z.json()).optional(),
        lacks: texts.optional(),
      })
      .optional(),
  })
  .refine((one) => (one.allow === undefined) !== (one.deny === undefined), {
    error: 'a test expects `allow` or `deny`, one of them\nwrite `allow: {}`, or `deny: { code: ... }`',
  });

const trialForm = z.strictObject({
  name: text,
  ...sceneKeys,
  tool: text,
  args: z.record(z.string(), z.json()).default({}),
  /** The call as `aegis__preview` asks it of the tool: judged as itself, to be rolled back. */
  preview: z.boolean().default(false),
  expect: expected,
});

export const trialFileForm = z.strictObject({
  version: z.literal(1),
  about: z.string().optional(),
  /** The configuration that is tested, from this file's directory; without it, the one of the command line. */
  config: text.optional(),
  /** In place of the policies that the configuration names. */
  policies: texts.min(1).optional(),
  /** By system: its CREATE statements, or a snapshot in a file. Without it, the tables are those of the catalog. */
  structures: z
    .record(
      z.string(),
      z.union([z.strictObject({ snapshot: text }), z.strictObject({ statements: texts.min(1) })]),
    )
    .default({}),
  /** What holds of every test that does not say otherwise. */
  given: z.strictObject(sceneKeys).default({}),
  tests: z.array(trialForm).min(1),
});

export type TrialFileForm = z.output<typeof trialFileForm>;
export type TrialForm = z.output<typeof trialForm>;
export type Expected = TrialForm['expect'];

export const trialJsonSchema = (): unknown => z.toJSONSchema(trialFileForm, { io: 'input' });
