// The manifests that ship: they compile, agree with the kernel's own tools and stay small in a model's context.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askedTool, datasetName } from '../../../src/call/id.js';
import { datasetOfKey, isProtectedName } from '../../../src/catalog/pattern.js';
import { listing } from '../../../src/manifest/listing.js';
import { natives } from '../../../src/native/index.js';
import { canPage } from '../../../src/policy/outgoing.js';
import { compiled } from './compiling.js';

const names = ['postgres', 's3', 'aegis'];
const { registry, catalog } = compiled(names.map((name) => readFileSync(`manifests/${name}.yaml`, 'utf8')));
const tools = [...registry.tools.values()];
const agents = tools.filter((tool) => tool.audience === 'agent');

describe('the shipped manifests', () => {
  it('offer agents these tools and no others', () => {
    expect(agents.map((tool) => tool.name)).toEqual([
      ...['query', 'execute', 'list_tables', 'describe_table', 'export'].map((name) => `postgres__${name}`),
      ...['list', 'get', 'put', 'copy', 'delete', 'head'].map((name) => `s3__${name}`),
      ...['catalog', 'validate', 'preview', 'promote', 'receipts', 'explain'].map((name) => `aegis__${name}`),
    ]);
  });

  it('cost a model at most 2,000 tokens', () => {
    expect(JSON.stringify(agents.map(listing)).length).toBeLessThanOrEqual(7_500);
  });

  it('name every tool of the kernel', () => {
    const own = tools.filter((tool) => tool.system === 'aegis').map((tool) => tool.remote);
    expect([...own].sort()).toEqual(natives.map((one) => one.kind).sort());
  });

  it('publish none of the kernel’s own bounds', () => {
    const published = agents.flatMap((tool) => tool.arguments.map((argument) => argument.name));
    for (const bound of ['max_rows', 'offset', 'expect_schema', 'expect_versions', 'max_share', 'max_keys'])
      expect(published).not.toContain(bound);
  });

  it('page a query, and bound a write', () => {
    const query = registry.tools.get(askedTool('postgres__query'));
    const execute = registry.tools.get(askedTool('postgres__execute'));
    expect(query === undefined ? false : canPage(query)).toBe(true);
    expect(execute?.fixed).toEqual({
      expect_schema: '$schema',
      expect_versions: '$versions',
      max_rows: '$row-bound',
      max_share: '$row-share',
      preview: '$preview',
      clear_columns: '$clear',
    });
  });

  it.each(['query', 'execute', 'export', 'copy_if_version', 'read_if_version'])(
    'tell the lake what is clear: %s',
    (name) => {
      const tool = registry.tools.get(askedTool(`postgres__${name}`));
      expect(tool?.fixed.clear_columns).toBe('$clear');
    },
  );

  it('give every classified column of silver the same class in gold', () => {
    const [silver, gold, files] = ['silver.customers', 'gold.customers', 'gold.exports'].map((name) => {
      const known = datasetName(name);
      return known === undefined ? undefined : catalog.datasets.get(known)?.columns;
    });
    expect(gold).toEqual(silver);
    expect(files).toEqual(silver);
    expect(silver).toMatchObject({
      full_name: 'pii.name',
      email: 'pii.email',
      phone: 'pii.phone',
      id: 'clear',
    });
  });

  it('protect the salaries and put keys into their tiers', () => {
    expect(isProtectedName(catalog, 'protected.salaries')).toBe(true);
    expect(isProtectedName(catalog, 'protected.another')).toBe(true);
    expect(datasetOfKey(catalog, 'gold/exports/a.csv')?.tier).toBe('gold');
    expect(datasetOfKey(catalog, 'silver/a.csv')?.name).toBe('silver.files');
    expect(datasetOfKey(catalog, 'gold/a.csv')).toBeUndefined();
  });

  it('say of every gold writer which dataset it writes to', () => {
    const writers = tools.filter((tool) => tool.can.some((one) => one === 'promote' || one === 'insert'));
    for (const tool of writers) {
      const isRead = tool.arguments.some(
        (argument) => argument.readsAs !== 'plain' && argument.readsAs !== 'body',
      );
      expect(`${tool.name} ${isRead}`).toBe(`${tool.name} true`);
    }
  });
});

describe('the manifests of servers from elsewhere', () => {
  const elsewhere = ['everything', 'filesystem', 'memory', 'postgres', 'sqlite'];

  it.each(elsewhere)('%s compiles alone, and each of its tools has a pin', (name) => {
    const own = compiled([readFileSync(`manifests/elsewhere/${name}.yaml`, 'utf8')]);
    const unpinned = [...own.registry.tools.values()].filter((tool) => tool.pin === undefined);
    expect(unpinned.map((tool) => tool.name)).toEqual([]);
  });

  it('all go together with the shipped ones', () => {
    const files = [...names, ...elsewhere.map((name) => `elsewhere/${name}`)];
    const texts = files.map((name) => readFileSync(`manifests/${name}.yaml`, 'utf8'));
    expect(compiled(texts).registry.manifests).toHaveLength(8);
  });
});
