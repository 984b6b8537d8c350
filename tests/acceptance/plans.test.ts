// What a rehearsal says of a plan is what a kernel on a lake says of it: allowed, or denied by the same code and rule in the same phase.
import { afterAll, describe, expect, it, vi } from 'vitest';
import { enact } from '../../actors/law/law.js';
import { rehearse, type Scene } from '../../actors/rehearsal/rehearsal.js';
import { loadCatalogued } from '../../actors/rehearsal/trial-structures.js';
import { meansFor } from '../generated/subjects.js';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

// Each starts a kernel of its own, with its systems.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const { means, close } = meansFor();
const made: { readonly lake: Lake; readonly kernel: Kernel }[] = [];
afterAll(async () => {
  await close();
  for (const { lake, kernel } of made) {
    await kernel.close();
    lake.remove();
  }
});

const may = (can: string): string => `grant: [{ id: all, to: [cleaner], can: [${can}], datasets: ["*"] }]`;
const all = 'validate, describe, read, promote, preview, update, list';
const without = (action: string): string => may(all.replace(`${action}, `, ''));

const receiptFor = (condition: string): string => `require:
  - id: other-receipt
    when: ${condition} && effects.writes.exists(w, w.mode == "promote")
    sources: { tier: silver }
    receipt: { kind: gold_validation, for: each-source, unchanged: true, max-age: 1h }`;

/** By what the call beneath is denied, or is not. */
const policies: Readonly<Record<string, string>> = {
  'nothing at all': may(all),
  'no grant of describe': without('describe'),
  'no grant of update': without('update'),
  'a rule about the copy': `${may(all)}
forbid: [{ id: no-copy, when: 'call.tool == "postgres__copy_if_version"', because: it is so }]`,
  'a rule that errs about the file': `${may(all)}
forbid: [{ id: odd, when: 'call.tool == "s3__put_if_absent_or_version" && arguments.nowhere == 1' }]`,
  'a receipt for the copy that is not there': `${may(all)}
${receiptFor('call.tool == "postgres__copy_if_version"')}`,
  'a count of calls': `${may(all)}
limit: [{ id: few, unless: 'call.system != "s3" || session.calls < 1' }]`,
  'a rule about previews': `${may(all)}
forbid: [{ id: unseen, when: 'call.preview && effects.writes.exists(w, w.dataset == "silver.customers")' }]`,
  'a budget that is sealed': `${may(all)}
budget: [{ id: names, class: pii.name, per: session, hard: { probes: 1 } }]`,
};

const validation = { tool: 'aegis__validate', args: { dataset: 'silver.customers' } };
const earned = { dataset: 'silver.customers', kind: 'silver_validation', age: 1_000 };
const promoted = (target: string) => ({
  tool: 'aegis__promote',
  args: { source: 'silver.customers', target },
});
const previewed = (sql: string) => ({ tool: 'aegis__preview', args: { sql } });
const probe = { sql: "SELECT id FROM silver.customers WHERE id = 1 AND full_name = 'Nobody'" };

type Asked = Pick<Scene, 'tool' | 'args'>;

/** In this order; those before it have been made when one is rehearsed. */
const calls: readonly Asked[] = [
  validation,
  { tool: 'aegis__validate', args: { dataset: 'bronze.customers_raw' } },
  promoted('gold.exports'),
  promoted('gold.customers'),
  previewed("UPDATE silver.customers SET full_name = 'Nobody' WHERE id = 1"),
  previewed("UPDATE gold.customers SET segment = 'x' WHERE id = 100"),
  previewed('SELECT id FROM silver.customers'),
];

const said = ({ code, phase, rule }: { code: string; phase: string; rule: string }) => [code, phase, rule];

async function onKernel(kernel: Kernel, { tool, args }: Asked) {
  const { isError, code, content, rule } = await kernel.call(tool, args);
  return isError ? said({ code, phase: String(content.phase), rule }) : ['allowed'];
}

async function compared(policy: string) {
  const lake = makeLake({ policy: `version: 1\n${policy}\n` });
  const kernel = await startKernel(lake);
  made.push({ lake, kernel });
  const enactment = enact(lake.config, { files: means.files, digest: means.digest, dev: true });
  if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
  const { law } = enactment.enacted;
  await loadCatalogued(means, enactment.enacted.law);
  // Two questions of a class of which one is given: it is sealed.
  const isSealed = policy.includes('budget:');
  if (isSealed) for (const _ of [1, 2]) await kernel.call('postgres__query', probe);
  let counted = 0;
  let receipts: Scene['receipts'] = [];
  const spent = isSealed ? [{ class: 'pii.name', per: 'session', sealed: true } as const] : [];
  const found: { asked: string; kernel: readonly string[]; rehearsed: readonly string[] }[] = [];
  for (const one of calls) {
    const judged = await rehearse(means, law, {
      ...{
        ...one,
        role: 'cleaner',
        at: Date.now(),
        session: { calls: counted },
        receipts,
        doubts: [],
        spent,
      },
    });
    const rehearsed = judged.verdict === 'allowed' ? ['allowed'] : said(judged);
    found.push({ asked: JSON.stringify(one), kernel: await onKernel(kernel, one), rehearsed });
    if (judged.verdict === 'allowed') counted += 1;
    if (one === validation && judged.verdict === 'allowed') receipts = [earned];
  }
  return found;
}

const inner = new Set<string>();

describe('a plan of which the call beneath is denied by', () => {
  it.each(Object.entries(policies))('%s', async (_, policy) => {
    const found = await compared(policy);
    expect(found.map(({ asked, rehearsed }) => [asked, rehearsed])).toEqual(
      found.map(({ asked, kernel }) => [asked, kernel]),
    );
    for (const { kernel } of found) inner.add(kernel.join(' '));
  });

  it('each of these somewhere: so that agreement is about something', () => {
    expect([...inner]).toEqual(
      expect.arrayContaining([
        'allowed',
        'not-granted execute kernel:default-deny',
        'forbidden execute no-copy',
        'rule-error execute odd',
        'precondition-failed execute other-receipt',
        'limit-exceeded execute few',
        'forbidden execute unseen',
        'class-sealed execute names',
      ]),
    );
  });
});
