/** `require`: a state that must hold, not a step that must come before. A write without a catalogued source never satisfies it. */
import { z } from 'zod';
import type { JsonObject } from '../../call/json.js';
import { datasetNamed, tiers } from '../../catalog/catalog.js';
import type { Write } from '../../intercept/effects.js';
import { duration } from '../../manifest/measures.js';
import type { Remedy } from '../../policy/denial.js';
import type { Receipt } from '../../receipt/receipt.js';
import { concernedWrites } from '../concerned.js';
import { expression, reason, remedy, ruleId } from '../parts.js';
import { defineRule, erred, nothing, type Said, type Weighing } from '../rule.js';

const schema = z.strictObject({
  id: ruleId,
  when: expression,
  sources: z.strictObject({ tier: z.enum(tiers), 'at-least': z.int().min(1).default(1) }),
  receipt: z.strictObject({
    kind: z.string(),
    for: z.literal('each-source'),
    unchanged: z.literal(true),
    'max-age': duration,
  }),
  remedy: remedy.optional(),
  because: reason.optional(),
  help: z.string().optional(),
});
type Config = z.output<typeof schema>;

const deny = (
  code: 'precondition-failed' | 'dataset-in-doubt',
  facts: readonly string[],
  remedies: readonly Remedy[] = [],
): Said => ({
  said: 'deny',
  refusal: { code, facts: facts.slice(0, 4), remedies: remedies.slice(0, 3) },
});

const remediesFor = (config: Config, missing: readonly string[]): readonly Remedy[] => {
  const { remedy: written } = config;
  if (written === undefined) return [];
  return missing.map((dataset) => {
    const args: JsonObject = Object.fromEntries(
      Object.entries(written.args).map(([name, value]) => [name, value === '$missing' ? dataset : value]),
    );
    return {
      tool: written.tool,
      args,
      why: written.why ?? `earns a ${config.receipt.kind} receipt for ${dataset}`,
    };
  });
};

const lacking = (config: Config, { mode, dataset, sources }: Write): string =>
  sources.length === 0
    ? `the write has no catalogued source: ${mode} on ${dataset}`
    : `the ${mode} on ${dataset} has fewer than ${config.sources['at-least']} sources`;

function unsourced(config: Config, write: Write, weighing: Weighing<Config>): Said | undefined {
  if (new Set(write.sources).size < config.sources['at-least'])
    return deny('precondition-failed', [lacking(config, write)]);
  const { catalog } = weighing.facts;
  const wrong = write.sources.filter((source) => datasetNamed(catalog, source)?.tier !== config.sources.tier);
  return wrong.length === 0
    ? undefined
    : deny(
        'precondition-failed',
        wrong.map((source) => `${source} is not ${config.sources.tier}`),
      );
}

const newest = (receipts: readonly Receipt[]): readonly Receipt[] =>
  [...receipts].sort((a, b) => b.issued - a.issued).slice(0, 1);

const unchanged = (receipts: readonly Receipt[], rule: string): Said => ({
  said: 'obliged',
  obligations: [
    { kind: 'unchanged', versions: receipts.map(({ dataset, version }) => ({ dataset, version })), rule },
  ],
});

function standing(config: Config, sources: readonly string[], { facts, id }: Weighing<Config>): Said {
  const doubtful = sources.filter((source) => facts.doubts.includes(source));
  if (doubtful.length > 0) return deny('dataset-in-doubt', doubtful);
  const { kind, 'max-age': most } = config.receipt;
  const held = (source: string): readonly Receipt[] =>
    facts.receipts.filter((one) => one.kind === kind && one.dataset === source);
  const missing = sources.filter((source) => held(source).every((one) => facts.call.at - one.issued > most));
  // INVARIANT: a live receipt does not know of a write past the kernel; the version is compared again where the write is made.
  if (missing.length === 0)
    return unchanged(
      sources.flatMap((source) => newest(held(source))),
      id,
    );
  const why = missing.map((source) => {
    if (held(source).length > 0) return `${source}: the ${kind} receipt is too old for this rule`;
    return facts.lapsed.find((one) => one.startsWith(`${source}:`)) ?? `${source}: no ${kind} receipt`;
  });
  return deny('precondition-failed', why, remediesFor(config, missing));
}

function weigh(weighing: Weighing<Config>): Said {
  const { config, condition, bindings } = weighing;
  const holds = condition.evaluate(bindings);
  if (holds === 'error') return erred;
  if (!holds) return nothing;
  const writes = concernedWrites(weighing);
  if (writes === 'error') return erred;
  if (writes.length === 0) return deny('precondition-failed', ['the call names no source']);
  for (const write of writes) {
    const said = unsourced(config, write, weighing);
    if (said !== undefined) return said;
  }
  return standing(config, [...new Set(writes.flatMap((write) => write.sources))], weighing);
}

const withHelp = (said: Said, help: string | undefined): Said =>
  said.said === 'deny' && help !== undefined ? { said: 'deny', refusal: { ...said.refusal, help } } : said;

export const require = defineRule({
  kind: 'require',
  phase: 'precondition',
  schema,
  condition: (config) => ({ key: 'when', text: config.when }),
  weigh: (weighing) => withHelp(weigh(weighing), weighing.config.help),
});
