import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type DatasetName,
  datasetName,
  type SystemName,
  sha256Hex,
  systemName,
  toolName,
} from '../../../src/call/id.js';
import type { Json, JsonObject } from '../../../src/call/json.js';
import type { Catalog, Dataset } from '../../../src/catalog/catalog.js';
import { partOf } from '../../../src/catalog/deposit.js';
import type { KernelTools, Manifest, Registry, Tool } from '../../../src/manifest/manifest.js';
import { nativeTool } from '../../../src/native/index.js';
import {
  type InnerResult,
  type NativeWorld,
  type PlanStep,
  withoutRows,
  withPart,
} from '../../../src/native/plan.js';
import { csv } from '../../../src/native/promote.js';
import type { MaskRule } from '../../../src/policy/obligation.js';
import type { Receipt } from '../../../src/receipt/receipt.js';

const name = (text: string): DatasetName => datasetName(text) ?? expect.fail(text);
const system = (text: string): SystemName => systemName(text) ?? expect.fail(text);
const tool = (one: string, two: string) => toolName(one, two) ?? expect.fail(two);

const table = (dataset: string, over: Partial<Dataset> = {}): Dataset => ({
  name: name(dataset),
  system: system('lake'),
  tier: 'silver',
  form: 'table',
  key: ['id'],
  columns: { id: 'clear', email: 'pii.email', country: 'clear' },
  isProtected: false,
  checks: {},
  ...over,
});

const silver = table('silver.customers', {
  checks: { silver_validation: [{ kind: 'not-null', columns: ['id'] }, { kind: 'no-raw-pii' }] },
});
const gold = table('gold.customers', { tier: 'gold' });
const loose = table('gold.loose', {
  tier: 'gold',
  columns: { id: 'clear', email: 'clear', country: 'clear' },
});
const file = table('gold.files', { tier: 'gold', form: 'objects', system: system('box'), prefix: 'gold/' });
const secret = table('protected.pay', { isProtected: true });

const kernelTools: KernelTools = {
  check: tool('lake', 'check_table'),
  copy: tool('lake', 'copy'),
  load: tool('lake', 'load'),
  readVersion: tool('lake', 'read'),
};
const boxTools: KernelTools = { writeVersion: tool('box', 'put') };
// `as`: a plan reads a system's kernel tools and nothing else of a manifest.
const manifest = (tools: KernelTools): Manifest => ({ kernelTools: tools }) as Manifest;

const catalog: Catalog = {
  version: sha256Hex('c'),
  protectedPatterns: [],
  datasets: new Map([silver, gold, loose, file, secret].map((one) => [one.name, one])),
};
const registry: Registry = {
  manifests: [],
  tools: new Map(),
  systems: new Map([
    [system('lake'), manifest(kernelTools)],
    [system('box'), manifest(boxTools)],
  ]),
};

// `as`: of a tool a plan reads whether it knows parts, and nothing else.
const partTool = (one: string, two: string): Tool =>
  ({ name: tool(one, two), arguments: [{ name: 'part_of' }] }) as unknown as Tool;
/** The same systems, that give and take parts. */
const partly: Registry = {
  ...registry,
  tools: new Map(
    [
      partTool('lake', 'read'),
      partTool('lake', 'keep'),
      partTool('lake', 'load'),
      partTool('box', 'keep'),
      partTool('box', 'put'),
    ].map((one) => [one.name, one]),
  ),
  systems: new Map([
    [system('lake'), manifest({ ...kernelTools, keepPart: tool('lake', 'keep') })],
    [system('box'), manifest({ ...boxTools, keepPart: tool('box', 'keep') })],
  ]),
};

// `as`: plans read receipts, they never make one; only mint seals.
const receipt = {
  id: 'r',
  kind: 'silver_validation',
  dataset: silver.name,
  version: 'v1',
  rows: 3,
  issued: 0,
  expires: 9,
} as unknown as Receipt;

const lasting = (text: string) => sha256Hex(createHash('sha256').update(text).digest('hex'));

const world = (over: Partial<NativeWorld> = {}): NativeWorld => ({
  request: 'r1',
  registry,
  catalog,
  receipts: [],
  lapsed: [],
  epochs: { 'silver.customers': 4 },
  now: 5_000,
  decisions: new Map(),
  disclosure: 'rules',
  masksInto: () => [{ id: 'rest', class: '*', operator: 'pass' }],
  digest: { lasting },
  ...over,
});

const step = (
  kind: string,
  args: JsonObject,
  over: Partial<NativeWorld> = {},
  results: readonly InnerResult[] = [],
): PlanStep => nativeTool(kind)?.step(args, world(over), results) ?? expect.fail(kind);

const checked = (
  over: JsonObject = {},
  findings: Extract<InnerResult, { ok: true }>['findings'] = [],
): InnerResult => ({
  ok: true,
  content: { version: 'v1', rows: 3, results: [{ ok: true, failing: 0, keys: [] }], ...over },
  findings,
});

describe('aegis__validate', () => {
  it('asks the system of the dataset to run the declared checks, with a sample of the clear columns', () => {
    expect(step('validate', { dataset: 'silver.customers' })).toEqual({
      call: {
        tool: 'lake__check_table',
        args: { table: 'silver.customers', checks: [{ not_null: ['id'] }], sample: ['id', 'country'] },
      },
    });
  });

  it('earns a claim for the version and the epoch that were seen', () => {
    expect(step('validate', { dataset: 'silver.customers' }, {}, [checked()])).toMatchObject({
      done: { passed: true },
      claims: [{ kind: 'silver_validation', dataset: 'silver.customers', version: 'v1', epoch: 4, rows: 3 }],
    });
  });

  it('earns nothing when a check fails, and names the check, its count and keys', () => {
    const failed = checked({
      results: [{ ok: false, failing: 2, keys: [[1], [2]], values: ['secret@example.com'] }],
    });
    const ended = step('validate', { dataset: 'silver.customers' }, {}, [failed]);
    expect(ended).toMatchObject({
      done: { passed: false, failures: [{ check: 'not-null', failing: 2, keys: [[1], [2]] }] },
      claims: [],
    });
    expect(JSON.stringify(ended)).not.toContain('secret@');
  });

  it('earns nothing when the sample of a clear column holds raw PII', () => {
    const finding = {
      pointer: '/samples/country/*',
      class: 'pii.email',
      operator: 'redact',
      by: 'content',
      count: 1,
    } as const;
    expect(step('validate', { dataset: 'silver.customers' }, {}, [checked({}, [finding])])).toMatchObject({
      done: { passed: false },
      claims: [],
    });
  });

  it.each([
    ['no version', { version: null }],
    ['a check left unanswered', { results: [] }],
    ['results in another form', { results: 'all fine' }],
  ])('earns nothing from an answer with %s', (_name, over) => {
    const ended = step('validate', { dataset: 'silver.customers' }, {}, [checked(over)]);
    expect(ended).toMatchObject({ refuse: { code: 'withheld' } });
  });

  it('earns nothing while the write epoch is not known', () => {
    expect(step('validate', { dataset: 'silver.customers' }, { epochs: {} }, [checked()])).toHaveProperty(
      'refuse',
    );
  });

  it('refuses a dataset without checks and one that is not catalogued', () => {
    expect(step('validate', { dataset: 'gold.customers' })).toMatchObject({
      refuse: { code: 'precondition-failed' },
    });
    expect(step('validate', { dataset: 'silver.nosuch' })).toMatchObject({
      refuse: { code: 'unknown-dataset' },
    });
  });
});

const carrying = (dataset: Dataset, column: string, isDerived = false): Catalog => ({
  ...catalog,
  datasets: new Map(catalog.datasets).set(dataset.name, {
    ...dataset,
    carried: { at: 1, columns: { [column]: { classes: ['pii.name'], isDerived } } },
  }),
});

describe('a dataset that carries', () => {
  it('fails the claim that it is clean, by a column that is declared clear, which is not sampled', () => {
    const over = { catalog: carrying(silver, 'country') };
    expect(step('validate', { dataset: 'silver.customers' }, over)).toMatchObject({
      call: { args: { sample: ['id'] } },
    });
    const ended = step('validate', { dataset: 'silver.customers' }, over, [checked()]);
    expect(ended).toMatchObject({
      done: {
        passed: false,
        failures: [{ check: 'no-raw-pii', where: 'country', class: 'pii.name', failing: null }],
      },
      claims: [],
    });
  });

  it('may be vouched for when the column was declared to hold a class', () => {
    const ended = step('validate', { dataset: 'silver.customers' }, { catalog: carrying(silver, 'email') }, [
      checked(),
    ]);
    expect(ended).toMatchObject({ done: { passed: true } });
  });

  it.each([
    { kind: 'not-null', columns: ['country'] } as const,
    { kind: 'unique', columns: ['id', 'country'] } as const,
    { kind: 'range', column: 'country', min: 1 } as const,
    { kind: 'references', column: 'country', dataset: gold.name, to: 'id' } as const,
    { kind: 'references', column: 'id', dataset: silver.name, to: 'country' } as const,
  ])('is not asked about the column: %j', (check) => {
    const asked = { ...silver, checks: { silver_validation: [check] } };
    const over = { catalog: carrying(asked, 'country') };
    expect(step('validate', { dataset: 'silver.customers' }, over)).toMatchObject({
      refuse: { code: 'precondition-failed' },
    });
    const clean = { catalog: { ...catalog, datasets: new Map(catalog.datasets).set(asked.name, asked) } };
    expect(step('validate', { dataset: 'silver.customers' }, clean)).toHaveProperty('call');
  });

  it('is not promoted into a column that is declared clear; into another the copy takes the class along', () => {
    const args = { source: 'silver.customers', target: 'gold.customers' };
    const promoted = (column: string) =>
      step('promote', args, { receipts: [receipt], catalog: carrying(silver, column) });
    expect(promoted('country')).toMatchObject({
      refuse: { code: 'classified-flow', facts: ['columns declared clear in the target: country'] },
    });
    expect(promoted('email')).toHaveProperty('call');
  });

  it('says so in the catalog, beside what is declared', () => {
    const told = JSON.stringify(step('catalog', {}, { catalog: carrying(silver, 'country', true) }));
    expect(told).toContain('"country":"clear"');
    expect(told).toContain('"carried":{"country":{"classes":["pii.name"],"derived":true}}');
    expect(JSON.stringify(step('catalog', {}))).not.toContain('carried');
  });
});

describe('aegis__promote', () => {
  const args = { source: 'silver.customers', target: 'gold.customers' };

  it('copies the version the receipt names', () => {
    expect(step('promote', args, { receipts: [receipt] })).toEqual({
      call: {
        tool: 'lake__copy',
        args: { source: 'silver.customers', version: 'v1', target: 'gold.customers' },
      },
    });
  });

  it('copies nothing without a receipt for the source', () => {
    expect(step('promote', args)).toMatchObject({ refuse: { code: 'precondition-failed' } });
  });

  it('passes a denied copy on', () => {
    const results: InnerResult[] = [{ ok: false, code: 'version-mismatch', facts: [] }];
    expect(step('promote', args, { receipts: [receipt] }, results)).toMatchObject({
      refuse: { code: 'version-mismatch' },
    });
  });

  describe('with masks on the way into the target', () => {
    const over = {
      receipts: [receipt],
      masksInto: (): readonly MaskRule[] => [
        { id: 'm', class: 'pii.email', operator: 'token' },
        { id: 'rest', class: '*', operator: 'pass' },
      ],
    };
    const released = (
      more: Partial<InnerResult & { ok: true }> = {},
      body: JsonObject = {},
    ): InnerResult => ({
      ok: true,
      content: { columns: ['id', 'email'], rows: [[1, '[EMAIL:x]']], truncated: false, ...body },
      findings: [],
      ...more,
    });

    it('reads the version for the target, then puts what was released to it', () => {
      expect(step('promote', args, over)).toEqual({
        call: {
          tool: 'lake__read',
          args: { table: 'silver.customers', version: 'v1' },
          into: 'gold.customers',
        },
      });
      expect(step('promote', args, over, [released()])).toMatchObject({
        call: { tool: 'lake__load', args: { version: 'v1', rows: [[1, '[EMAIL:x]']], changed: ['email'] } },
      });
    });

    it('names each column in which something was masked, and puts nothing when that is not told by columns', () => {
      const found = (pointer: string) =>
        released({ findings: [{ pointer, class: 'pii.email', operator: 'token', by: 'content', count: 1 }] });
      expect(step('promote', args, over, [found('/rows/*/0')])).toMatchObject({
        call: { args: { changed: ['email', 'id'] } },
      });
      for (const pointer of ['', '/rows/*', '/rows/*/7', '/rows/*/0/a'])
        expect(step('promote', args, over, [found(pointer)])).toMatchObject({ refuse: { code: 'withheld' } });
    });

    const part = (rows: readonly Json[], more: JsonObject = {}): InnerResult =>
      released({}, { rows, truncated: true, ...more });
    const kept: InnerResult = { ok: true, content: { rows: 2 }, findings: [] };
    const first = part([
      [1, 'a'],
      [2, 'b'],
    ]);
    const inParts = { ...over, registry: partly };

    it('keeps a part of many, reads on behind it, and puts all of them with the last', () => {
      expect(step('promote', args, inParts)).toMatchObject({
        call: { tool: 'lake__read', args: { part_of: 'r1', offset: 0 } },
      });
      const keeping = step('promote', args, inParts, [first]);
      expect(keeping).toMatchObject({
        call: {
          tool: 'lake__keep',
          args: { version: 'v1', target: 'gold.customers', part_of: 'r1', offset: 0 },
        },
        forgets: true,
      });
      expect(keeping).toHaveProperty('call.args.rows.length', 2);
      const before = [withoutRows(first), kept];
      expect(step('promote', args, inParts, before)).toMatchObject({
        call: { tool: 'lake__read', into: 'gold.customers', args: { part_of: 'r1', offset: 2 } },
      });
      const last = released({
        findings: [{ pointer: '/rows/*/0', class: 'pii.email', operator: 'token', by: 'content', count: 1 }],
      });
      expect(step('promote', args, inParts, [...before, last])).toMatchObject({
        call: { tool: 'lake__load', args: { part_of: 'r1', offset: 2, changed: ['email', 'id'] } },
      });
      const put: InnerResult = { ok: true, content: { rows: 3 }, findings: [] };
      expect(step('promote', args, inParts, [...before, withoutRows(last), put])).toMatchObject({
        done: { promoted: true, rows: 3, parts: 2, masked_columns: ['email', 'id'] },
      });
    });

    it.each([
      [
        'a part whose columns are others',
        [withoutRows(first), kept, released({}, { columns: ['id', 'country'] })],
      ],
      ['a part without a row', [part([])]],
      ['a part that is no rows', [withoutRows(first), kept, released({}, { rows: 'none' })]],
      [
        'a part in which something was masked that no column tells',
        [
          part([[1, 'a']], {}),
          kept,
          released({
            findings: [{ pointer: '/x', class: 'pii.email', operator: 'token', by: 'content', count: 1 }],
          }),
        ],
      ],
    ] as const)('ends with %s, and puts nothing', (_, results) => {
      expect(step('promote', args, inParts, results)).toMatchObject({ refuse: { code: 'withheld' } });
    });

    it('ends as the call ended that was refused: a read, a part that was to be kept, the load', () => {
      const denied: InnerResult = { ok: false, code: 'version-mismatch', facts: [] };
      for (const before of [[], [first], [withoutRows(first), kept], [released()]])
        expect(step('promote', args, inParts, [...before, denied])).toMatchObject({
          refuse: { code: 'version-mismatch' },
        });
    });

    it('puts nothing of a read that was cut short by a system that keeps no parts', () => {
      expect(step('promote', args, over, [first])).toMatchObject({ refuse: { code: 'limit-exceeded' } });
    });

    it('copies nothing where the system has no load: a copy would put the values there', () => {
      const { load: _, ...without } = kernelTools;
      const systems = new Map([[system('lake'), manifest(without)]]);
      expect(step('promote', args, { ...over, registry: { ...registry, systems } })).toMatchObject({
        refuse: { code: 'precondition-failed' },
      });
    });

    it('passes through the kernel for a column that nobody declared, where a line speaks of those', () => {
      const masksInto = (): readonly MaskRule[] => [{ id: 'm', class: 'pii.unknown', operator: 'drop' }];
      const rest = (): readonly MaskRule[] => [...masksInto(), { id: 'rest', class: '*', operator: 'pass' }];
      expect(step('promote', args, { ...over, masksInto: rest })).toMatchObject({
        call: { tool: 'lake__read' },
      });
    });
  });

  it('refuses a target that declares a classified column clear', () => {
    expect(step('promote', { ...args, target: 'gold.loose' }, { receipts: [receipt] })).toMatchObject({
      refuse: { code: 'classified-flow' },
    });
  });

  it('writes an object from what the versioned read released, naming its source', () => {
    const read: InnerResult = { ok: true, content: { columns: ['id'], rows: [[1], [2]] }, findings: [] };
    const body = 'id\r\n1\r\n2\r\n';
    const part = { length: 10, digest: lasting(`part of an object\u0000${body}`) };
    const columns = [{ name: 'id', classes: [], derived: false }];
    expect(step('promote', { ...args, target: 'gold.files' }, { receipts: [receipt] }, [read])).toEqual({
      call: {
        tool: 'box__put',
        args: { key: 'gold/silver.customers.csv', body, source: 'silver.customers' },
        part,
        deposit: { source: 'silver.customers', columns, parts: [part] },
      },
      forgets: true,
    });
  });

  it('writes an object from all parts, its header once, and none where the systems know no parts', () => {
    const page = (rows: readonly Json[], truncated: boolean): InnerResult => ({
      ...{ ok: true, content: { columns: ['id'], rows, truncated }, findings: [] },
    });
    const into = (results: readonly InnerResult[], known: Registry) =>
      step('promote', { ...args, target: 'gold.files' }, { receipts: [receipt], registry: known }, results);
    const first = page([[1], [2]], true);
    const key = 'gold/silver.customers.csv';
    expect(into([first], registry)).toMatchObject({ refuse: { code: 'limit-exceeded' } });
    expect(into([first], partly)).toMatchObject({
      call: { tool: 'box__keep', args: { key, body: 'id\r\n1\r\n2\r\n', part_of: 'r1', part: 0 } },
    });
    const sent = into([first], partly);
    const called = 'call' in sent ? sent.call : expect.fail();
    const kept = withPart({ ok: true, content: { part: 0 }, findings: [] }, called);
    const before = [withoutRows(first), kept];
    expect(into(before, partly)).toMatchObject({ call: { tool: 'lake__read', args: { offset: 2 } } });
    const all = [...before, page([[3]], false)];
    expect(into(all, partly)).toMatchObject({
      call: {
        tool: 'box__put',
        args: { key, body: '3\r\n', part_of: 'r1', part: 1, source: 'silver.customers' },
        deposit: {
          columns: [{ name: 'id' }],
          parts: ['id\r\n1\r\n2\r\n', '3\r\n'].map((body) => partOf(body, { lasting })),
        },
      },
    });
    expect(into([...all, { ok: true, content: {}, findings: [] }], partly)).toMatchObject({
      done: { promoted: true, rows: 3, parts: 2, key },
    });
  });

  it.each(['../x', 'a/b', '.hidden', 'a%2fb', 'a\\b', 'a\u0000b'])('refuses the object key %j', (key) => {
    expect(step('promote', { ...args, target: 'gold.files', key }, { receipts: [receipt] })).toMatchObject({
      refuse: { code: 'bad-arguments' },
    });
  });
});

describe('the other native tools', () => {
  it('list the catalog without what is protected', () => {
    const ended = JSON.stringify(step('catalog', {}));
    expect(ended).toContain('silver.customers');
    expect(ended).not.toContain('protected.pay');
  });

  it('list receipts without what would let one be forged', () => {
    const ended = JSON.stringify(step('receipts', {}, { receipts: [receipt] }));
    expect(ended).toContain('"id":"r"');
    expect(ended).not.toContain('v1');
  });

  it('explain a decision of the session and no other', () => {
    const decisions = new Map([['d1', { verdict: 'denied' }]]);
    expect(step('explain', { decision: 'd1' }, { decisions })).toMatchObject({
      done: { decision: { verdict: 'denied' } },
    });
    expect(step('explain', { decision: 'd2' }, { decisions })).toMatchObject({
      refuse: { code: 'bad-arguments', help: expect.stringContaining('send the whole id') },
    });
  });

  it.each([
    [
      'rules',
      ['decision', 'tool', 'verdict', 'capabilities', 'carried', 'rules', 'denial', 'help', 'remedies'],
    ],
    ['denial', ['decision', 'tool', 'verdict', 'denial', 'help', 'remedies']],
    ['verdict', ['decision', 'tool', 'verdict']],
  ] as const)('explain as much as `disclose: %s` tells', (disclosure, parts) => {
    const whole = [
      'decision',
      'tool',
      'verdict',
      'capabilities',
      'carried',
      'rules',
      'denial',
      'help',
      'remedies',
    ];
    const decisions = new Map([['d1', Object.fromEntries(whole.map((part) => [part, part]))]]);
    const shown = Object.fromEntries(parts.map((part) => [part, part]));
    expect(step('explain', { decision: 'd1' }, { decisions, disclosure })).toEqual({
      done: { decision: shown },
      claims: [],
    });
  });

  it('quote CSV cells that hold a comma, a quote or a line end', () => {
    expect(
      csv([
        ['a', 'b'],
        ['x,y', 'say "hi"'],
        [null, 'two\nlines'],
      ]),
    ).toBe('a,b\r\n"x,y","say ""hi"""\r\n,"two\nlines"\r\n');
  });
});
