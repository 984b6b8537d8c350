// server-memory behind `aegis serve`: what is nested is masked key by key, what deletes is decided as what it is, and the resource beside the tools is shut.

import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { journal, type Kernel, startKernel, verb } from '../acceptance/kernel.js';
import { makePlace, type Place } from './place.js';

const lines = [
  {
    type: 'entity',
    name: 'roof',
    entityType: 'thing',
    observations: ['leaks', 'Xenobia Quillfeather called, qzvxk7jw@canary.example'],
  },
  { type: 'entity', name: 'wjqhz9vk@canary.example', entityType: 'person', observations: [] },
  { type: 'relation', from: 'wjqhz9vk@canary.example', to: 'roof', relationType: 'reported' },
];

let place: Place;
let kernel: Kernel;
beforeAll(async () => {
  place = makePlace({
    manifests: ['memory'],
    files: { 'memory.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') },
  });
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  place?.remove();
});

const ask = (tool: string, args: Readonly<Record<string, unknown>> = {}) =>
  kernel.call(`memory__${tool}`, args);
const mail = expect.stringMatching(/^\[EMAIL:[a-z2-7]{12}\]$/);
const hidden = '[REDACTED:pii.text]';

describe('what is nested', () => {
  it('is masked by the key it stands under, and what is clear still meets the content net', async () => {
    const { text, content, isError } = await ask('read_graph');
    expect(isError).toBe(false);
    expect(content).toEqual({
      entities: [
        { name: 'roof', entityType: 'thing', observations: [hidden, hidden] },
        { name: mail, entityType: 'person', observations: [] },
      ],
      relations: [{ from: mail, to: 'roof', relationType: 'reported' }],
    });
    expect(JSON.parse(text)).toEqual(content);
  });

  it('is one token for one person, wherever they stand', async () => {
    const { content } = await ask('open_nodes', { names: ['roof'] });
    const graph = await ask('read_graph');
    // `as`: the shapes have just been seen.
    const relations = content.relations as readonly { readonly from: string }[];
    const entities = graph.content.entities as readonly { readonly name: string }[];
    expect(relations[0]?.from).toBe(entities[1]?.name);
  });
});

describe('a tool that writes', () => {
  it('is granted as an insert into the graph, under the name that the catalog has for it', async () => {
    const entities = [{ name: 'gutter', entityType: 'thing', observations: ['blocked'] }];
    expect((await ask('create_entities', { entities })).code).toBe('allowed');
    expect(place.read('memory.jsonl')).toContain('gutter');
    const written = journal(place)
      .filter((one) => one.type === 'intent')
      .at(-1);
    expect(JSON.stringify(written?.body)).toContain('silver.memory');
  });

  it('does not write a mask back', async () => {
    const observations = [{ entityName: 'roof', contents: [`it was ${hidden}`] }];
    expect((await ask('add_observations', { observations })).code).toBe('masked-value-in-write');
  });

  it('and deletes by a name that tells nobody how much it takes is forbidden, though it is granted', async () => {
    const denied = await ask('delete_entities', { entityNames: ['roof'] });
    expect(denied.rule).toBe('no-destructive-ops/no-unscoped-write');
    expect(place.read('memory.jsonl')).toContain('leaks');
  });

  it('is not there for a role that may only read', async () => {
    const other = makePlace({ manifests: ['memory'], role: 'analyst' });
    const reader = await startKernel(other);
    const names = (await reader.client.listTools()).tools.map((tool) => tool.name);
    expect(names).toContain('memory__read_graph');
    expect(names).not.toContain('memory__create_entities');
    expect((await reader.call('memory__create_entities', { entities: [] })).code).toBe('not-granted');
    await reader.close();
    other.remove();
  });
});

describe('the way past the tools', () => {
  it('the graph as a resource is not served, nor announced', async () => {
    const method = 'resources/read';
    const params = { uri: 'memory://knowledge-graph' };
    const refused = await kernel.client
      .request({ method, params }, z.any())
      .catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(McpError);
    expect(kernel.client.getServerCapabilities()?.resources).toBeUndefined();
  });

  it('what may not be seen may not be searched', async () => {
    expect((await ask('search_nodes', { query: 'Xenobia' })).code).toBe('unknown-tool');
  });

  it('the dataset is not the agent’s to name', async () => {
    expect((await ask('read_graph', { graph: 'silver.other' })).code).toBe('bad-arguments');
  });
});

describe('afterwards', () => {
  it('no byte received and no entry holds a person', () => {
    const bytes = `${kernel.received()}${JSON.stringify(journal(place))}`;
    for (const trace of ['Quillfeather', 'qzvxk7jw', 'wjqhz9vk']) expect(bytes).not.toContain(trace);
  });

  it('the chain is whole', () => {
    expect(verb(place, 'audit', 'verify').exit).toBe(0);
  });
});
