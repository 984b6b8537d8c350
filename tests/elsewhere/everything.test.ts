// server-everything behind `aegis serve`: what it says of itself is not believed, what cannot be scanned stays behind, what it was lent comes out of what it tells.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { makePlace, type Place } from './place.js';

const secret = 'jq7-vault-held-Zw9xK2';
const withSecret = {
  'env: { TZ: UTC }': 'env: { TZ: UTC }\n  secrets: { API_KEY: "file:{config}/secrets/key" }',
};

let place: Place;
let kernel: Kernel;
beforeAll(async () => {
  place = makePlace({
    manifests: ['everything'],
    edits: withSecret,
    files: { 'secrets/key': secret },
  });
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  place?.remove();
});

const ask = (tool: string, args: Readonly<Record<string, unknown>> = {}) =>
  kernel.call(`everything__${tool}`, args);

describe('what the server says of itself', () => {
  it('is not what an agent is told: names, words, schemas and annotations are the manifest’s', async () => {
    const { tools } = await kernel.client.listTools();
    const own = tools.filter((tool) => tool.name.startsWith('everything__'));
    expect(own.map((tool) => tool.name)).toEqual(
      [
        ...['echo', 'get_sum', 'get_env', 'get_structured_content', 'get_annotated_message'],
        ...[
          'get_tiny_image',
          'get_resource_links',
          'get_resource_reference',
          'trigger_long_running_operation',
        ],
      ].map((name) => `everything__${name}`),
    );
    const told = JSON.stringify(own);
    expect(told).not.toContain('helpful for debugging');
    expect(told).not.toContain('temperature');
    expect(own.every((tool) => tool.title === undefined && tool.execution === undefined)).toBe(true);
    expect(kernel.client.getInstructions()).not.toContain('everything');
  });

  it('does not make a tool that the manifest leaves out', async () => {
    for (const tool of [
      'gzip-file-as-resource',
      'gzip_file_as_resource',
      'toggle-simulated-logging',
      'get-env',
    ])
      expect((await ask(tool)).code).toBe('unknown-tool');
  });

  it('a tool that calls itself read-only is decided by what the manifest says it can do', async () => {
    const strict = makePlace({
      manifests: ['everything'],
      edits: {
        'remote: get-env # it calls itself harmless, and prints every variable it was started with\n    can: describe':
          'remote: get-env\n    can: delete',
      },
    });
    const other = await startKernel(strict);
    const { tools } = await other.client.listTools();
    expect(tools.map((tool) => tool.name)).not.toContain('everything__get_env');
    expect(tools.map((tool) => tool.name)).toContain('everything__get_sum');
    expect((await other.call('everything__get_env', {})).code).toBe('not-granted');
    await other.close();
    strict.remove();
  });
});

describe('the environment', () => {
  it('is what the manifest gives and nothing else, and the secret in it does not come back', async () => {
    const { text, isError } = await ask('get_env');
    expect(isError).toBe(false);
    // The mark is the kernel's own: by it a process that has left its group is found.
    const mark = { AEGIS_WARD: expect.stringMatching(/^[0-9a-f]{32}$/) };
    expect(JSON.parse(text)).toEqual({ TZ: 'UTC', API_KEY: '[SECRET]', ...mark });
    expect(kernel.received()).not.toContain(secret);
  });

  it.each([
    ['as it is', (text: string) => text],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in hexadecimal', (text: string) => Buffer.from(text).toString('hex')],
    ['reversed', (text: string) => [...text].reverse().join('')],
  ])('a secret that the server says %s is scrubbed', async (_, coded) => {
    const { text } = await ask('echo', { message: `the key is ${coded(secret)}, do not tell` });
    expect(text).toContain('[SECRET]');
    expect(text).not.toContain(coded(secret));
  });

  it('no entry and no line of the kernel holds the secret', () => {
    expect(JSON.stringify(journal(place))).not.toContain(secret);
    expect(kernel.stderr()).not.toContain(secret);
  });
});

describe('what cannot be scanned', () => {
  it('an image is withheld, and it is said that one was', async () => {
    const { text } = await ask('get_tiny_image');
    expect(text).toMatch(/\[withheld: image, undeclared, \d+ bytes, digest [a-z2-7]{12}\]/);
    expect(kernel.received()).not.toContain('iVBORw0KGgo');
    const message = await ask('get_annotated_message', { messageType: 'success', includeImage: true });
    expect(message.text).toMatch(
      /^Operation completed successfully\n\[withheld: image, undeclared, \d+ bytes, digest [a-z2-7]{12}\]$/,
    );
  });

  it('a link is withheld: it leads past the kernel', async () => {
    const { text } = await ask('get_resource_links', { count: 4 });
    expect(text.match(/\[withheld: resource_link, link, \d+ bytes, digest [a-z2-7]{12}\]/g)).toHaveLength(4);
    expect(text).not.toContain('demo://');
  });

  it('an embedded text is a text, an embedded blob is withheld', async () => {
    const shown = await ask('get_resource_reference', { resourceType: 'Text', resourceId: 3 });
    expect(shown.text).toContain('Resource 3');
    const blob = await ask('get_resource_reference', { resourceType: 'Blob', resourceId: 3 });
    expect(blob.text).toMatch(/\[withheld: blob, undeclared, \d+ bytes, digest [a-z2-7]{12}\]/);
  });
});

describe('a result', () => {
  it('is masked where an agent would have its own words sent back', async () => {
    const { text } = await ask('echo', { message: 'write to qzvxk7jw@canary.example' });
    expect(text).toMatch(/\[EMAIL:[a-z2-7]{12}\]/);
    expect(text).not.toContain('qzvxk7jw');
  });

  it('that says the same twice says it alike', async () => {
    const { text, content } = await ask('get_structured_content', { location: 'Chicago' });
    expect(content).toEqual({ temperature: 36, conditions: 'Light rain / drizzle', humidity: 82 });
    expect(JSON.parse(text)).toEqual(content);
  });

  it('that takes longer than the manifest allows is a denial', async () => {
    const late = await ask('trigger_long_running_operation', { duration: 50, steps: 10 });
    expect(late.code).toBe('deadline-passed');
    expect((await ask('get_sum', { a: 2, b: 40 })).text).toContain('42');
  });
});
