// A denial of each phase as an agent gets it: short words that suffice, structured content that fits the published schema, and its entry in the journal.
import { join } from 'node:path';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { slow } from '../cases/sql/bomb.js';
import { type Answer, journal, type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';
import { tracesIn } from './traces.js';

const hostile = join(import.meta.dirname, '..', 'fixtures', 'servers', 'hostile.mjs');
/** A system whose statement may be left out, whose child dies at a call, and one that answers what no manifest promised. */
const odd = `
version: 1
unpinned-because: what a test starts changes with the test
system: odd
dialect: sqlite
launch: { argv: [node, "${hostile}"] }
tools:
  ask: { remote: echo, can: read, description: d, arguments: { sql: { type: string, reads-as: sql/sqlite, required: false } } }
  crash: { can: list, description: d }
  bad: { can: list, description: d, arguments: { result: { type: string } } }
  fails: { can: list, description: d }
  deep: { remote: echo, can: list, description: d, result: { rows: arrays } }
  wait: { remote: never, can: list, description: d, deadline: 200ms }
`;

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ manifests: { 'odd.yaml': odd } });
  kernel = await startKernel(lake);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const denial = z.strictObject({
  kind: z.literal('aegis.denial'),
  v: z.literal(1),
  decisionId: z.string().min(20),
  code: z.string(),
  phase: z.string(),
  rule: z.strictObject({ id: z.string(), policyHash: z.string().length(64), because: z.string() }).optional(),
  facts: z.array(z.string()),
  remedies: z.array(z.strictObject({ tool: z.string(), args: z.looseObject({}), why: z.string() })),
  retry: z.enum(['no', 'later', 'changed']),
  help: z.string().min(1),
});

/** What every denial is, whatever the phase. */
function expectDenial(answer: Answer, code: string, phase: string): void {
  expect({ code: answer.code, phase: answer.content.phase }).toEqual({ code, phase });
  expect(answer.isError).toBe(true);
  expect(denial.safeParse(answer.content).error).toBeUndefined();
  expect(answer.text.length).toBeLessThanOrEqual(600);
  for (const told of [code, answer.decision, 'Try: ', 'Retry: ']) expect(answer.text).toContain(told);
  expect(tracesIn(answer.text)).toEqual([]);
  const entries = journal(lake).filter((one) => one.decision === answer.decision);
  const ends = entries.filter((one) => one.type !== 'intent');
  expect(ends.map((one) => one.type)).toEqual([entries.length === 1 ? 'deny' : 'outcome']);
  expect(JSON.stringify(ends)).toContain(`"code":"${code}"`);
}

const gold = 'INSERT INTO gold.customers SELECT * FROM silver.customers';

describe('each phase denies', () => {
  it.each<readonly [string, string, string, Readonly<Record<string, unknown>>]>([
    ['resolve', 'unknown-tool', 'postgres__vacuum', {}],
    ['resolve', 'unknown-tool', 'Nothing\u0000 of mine / at all', { a: 1 }],
    ['resolve', 'unknown-tool', 'postgres__snapshot_schema', {}],
    ['resolve', 'bad-arguments', 'postgres__query', {}],
    ['resolve', 'bad-arguments', 'postgres__query', { sql: 7 }],
    ['resolve', 'bad-arguments', 'postgres__query', { sql: 'SELECT 1', max_rows: 9 }],
    ['resolve', 'bad-arguments', 'postgres__export', { table: 'silver.orders', format: 'xml' }],
    ['resolve', 'bad-arguments', 'aegis__promote', { source: 'silver.customers', target: 'x', receipt: 'r' }],
    ['resolve', 'bad-cursor', 'postgres__query', { sql: 'SELECT 1', cursor: 'made-up' }],
    ['resolve', 'bad-cursor', 'postgres__query', { sql: 'SELECT 1', cursor: 7 }],
    ['intercept', 'not-understood', 'odd__ask', {}],
    ['intercept', 'not-read-in-time', 'postgres__query', { sql: slow }],
    ['capability', 'not-understood', 'postgres__query', { sql: 'SELEC 1' }],
    ['capability', 'not-granted', 'postgres__execute', { sql: 'DELETE FROM gold.customers WHERE id = 1' }],
    ['capability', 'forbidden', 'postgres__execute', { sql: 'DROP TABLE silver.customers' }],
    ['capability', 'unknown-dataset', 'postgres__export', { table: 'silver.nobody' }],
    ['argument', 'masked-value-in-write', 's3__put', { key: 'silver/a.txt', body: '[EMAIL:xs2xz6i7f4sl]' }],
    [
      'argument',
      'masked-value-in-write',
      'postgres__execute',
      { sql: "UPDATE silver.customers SET email = '[EMAIL:xs2xz6i7f4sl]' WHERE id = 1" },
    ],
    ['argument', 'masked-value-in-argument', 's3__list', { prefix: 'silver/[EMAIL:xs2xz6i7f4sl]' }],
    [
      'argument',
      'masked-value-in-argument',
      'postgres__query',
      { sql: "SELECT country FROM silver.customers WHERE country = '[EMAIL:' || 'xs2xz6i7f4sl]'" },
    ],
    ['precondition', 'precondition-failed', 'postgres__execute', { sql: gold }],
    ['execute', 'downstream-down', 'odd__crash', {}],
    ['execute', 'deadline-passed', 'odd__wait', {}],
    ['execute', 'bad-arguments', 'aegis__explain', { decision: 'nobody' }],
    ['execute', 'precondition-failed', 'aegis__validate', { dataset: 'silver.customers', claim: 'other' }],
    ['execute', 'row-guard', 'postgres__execute', { sql: "DELETE FROM silver.orders WHERE status = 'open'" }],
    ['execute', 'downstream-failed', 'odd__bad', { result: 'no result' }],
    ['execute', 'downstream-failed', 'odd__fails', {}],
    [
      'execute',
      'downstream-failed',
      'postgres__query',
      { sql: "SELECT json_extract('{', 'x') FROM silver.orders" },
    ],
    ['transform', 'withheld', 'odd__deep', {}],
  ])('%s: %s from %s', async (phase, code, tool, args) => {
    expectDenial(await kernel.call(tool, args), code, phase);
  });

  it('nothing of them changed a row, and the masked write left no trace of a write', () => {
    expect(lake.rows('SELECT count(*) FROM silver.orders')).toEqual([[4]]);
    expect(lake.has('bucket', 'silver', 'a.txt')).toBe(false);
  });

  it('the text of a denial names the ready call that would help, the rule and its reason', async () => {
    const { text } = await kernel.call('postgres__execute', { sql: gold });
    expect(text).toContain('Try: aegis__validate {"dataset":"silver.customers"}');
    expect(text).toContain(
      'Rule: gold-needs-validation/validated-and-unchanged (gold is what the bank reports from)',
    );
  });

  it('a mask that comes back is answered with the key by which rows are chosen, and stands in nothing that is said', async () => {
    const sql = "SELECT id FROM silver.customers WHERE country = '[EMAIL:xs2xz6i7f4sl]'";
    const { text, content } = await kernel.call('postgres__query', { sql });
    expect(content).toMatchObject({
      facts: ['/sql', 'the key of `silver.customers` is `id`'],
      remedies: [{ tool: 'postgres__query', args: { sql: 'SELECT id FROM silver.customers' } }],
    });
    expect((await kernel.call('postgres__query', { sql: 'SELECT id FROM silver.customers' })).code).toBe(
      'allowed',
    );
    expect(`${text}${JSON.stringify(journal(lake))}`).not.toContain('xs2xz6i7f4sl');
  });

  it('a value of the call stands in no denial', async () => {
    const { text, content } = await kernel.call('postgres__query', {
      sql: "SELECT 'zyxwv' FROM silver.nobody",
    });
    expect(`${text}${JSON.stringify(content)}`).not.toContain('zyxwv');
    expect(JSON.stringify(journal(lake))).not.toContain('zyxwv');
  });

  it('a decision of this session is explained by its own tool', async () => {
    const { decision } = await kernel.call('postgres__execute', { sql: gold });
    const { content, isError } = await kernel.call('aegis__explain', { decision });
    expect(isError).toBe(false);
    expect(JSON.stringify(content)).toContain('validated-and-unchanged');
  });
});

describe('a structure that somebody else changed', () => {
  const select = { sql: 'SELECT * FROM silver.orders' };
  const stale = (sql: string): void => lake.write(sql);
  const names =
    'UPDATE silver.orders SET mobile = (SELECT full_name FROM silver.customers c WHERE c.id = customer_id)';

  it('is not served on stale columns, and is after it was read again', async () => {
    expect((await kernel.call('postgres__query', select)).code).toBe('allowed');
    stale(`ALTER TABLE silver.orders ADD COLUMN mobile TEXT; ${names}`);
    expectDenial(await kernel.call('postgres__query', select), 'schema-changed', 'execute');
    await expect
      .poll(async () => (await kernel.call('postgres__query', select)).content.columns)
      .toHaveLength(5);
  });

  it('is not served where a column took the place of another', async () => {
    stale('ALTER TABLE silver.orders DROP COLUMN status');
    expectDenial(await kernel.call('postgres__query', select), 'schema-changed', 'execute');
    await expect.poll(async () => (await kernel.call('postgres__query', select)).code).toBe('allowed');
    stale('ALTER TABLE silver.orders DROP COLUMN amount; ALTER TABLE silver.orders ADD COLUMN status TEXT');
    expectDenial(await kernel.call('postgres__query', select), 'schema-changed', 'execute');
    expect(tracesIn(kernel.received())).toEqual([]);
  });

  it('is not written to', async () => {
    const sql = "UPDATE silver.orders SET status = 'x' WHERE id = 1";
    await expect.poll(async () => (await kernel.call('postgres__query', select)).code).toBe('allowed');
    stale('ALTER TABLE silver.orders ADD COLUMN note TEXT');
    expectDenial(await kernel.call('postgres__execute', { sql }), 'schema-changed', 'execute');
    expect(lake.rows('SELECT status FROM silver.orders WHERE id = 1')).toEqual([[null]]);
    await expect.poll(async () => (await kernel.call('postgres__execute', { sql })).code).toBe('allowed');
    expect(lake.rows('SELECT status FROM silver.orders WHERE id = 1')).toEqual([['x']]);
  });
});

describe('the protocol', () => {
  it.each([
    'resources/list',
    'resources/read',
    'resources/templates/list',
    'resources/subscribe',
    'prompts/list',
    'prompts/get',
    'completion/complete',
    'logging/setLevel',
    'tasks/list',
    'sampling/createMessage',
    'aegis/secret',
  ])('%s is not served, and that it was asked for is recorded', async (method) => {
    // `as`: methods that no schema of the SDK names.
    const request = { method, params: { uri: 'file:///etc/passwd', name: 'x' } } as { method: 'ping' };
    const refused = await kernel.client.request(request, z.any()).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(McpError);
    expect(refused).toMatchObject({ code: ErrorCode.MethodNotFound });
    const shown = method.replaceAll('/', '_');
    const isPlain = /^[a-z0-9_-]+$/.test(shown);
    await expect
      .poll(() => journal(lake).map((one) => one.body.refused))
      .toContain(isPlain ? shown : `(${shown.length} characters)`);
  });

  it('the tools that are listed hold no kernel tool, cost little and have schemas that take a denial', async () => {
    const { tools } = await kernel.client.listTools();
    const names = tools.map((tool) => tool.name);
    expect(names).toContain('postgres__query');
    expect(names.filter((name) => /snapshot|version|check/.test(name))).toEqual([]);
    expect(names.every((name) => /^[a-z0-9]+(_[a-z0-9]+)*__[a-z0-9]+(_[a-z0-9]+)*$/.test(name))).toBe(true);
    const shipped = tools.filter((tool) => !tool.name.startsWith('odd'));
    expect(JSON.stringify(shipped).length / 4).toBeLessThan(2_000);
    expect((kernel.client.getInstructions() ?? '').length).toBeLessThanOrEqual(800);
  });
});
