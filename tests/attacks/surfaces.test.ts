// Every surface by which a system could carry a value, one by one, with a trace of a person on it: the system says it, and no byte that the agent receives holds it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SurfaceName, surfaces } from '../../src/egress/surfaces.js';
import { hostile, line, openRaw, type Raw } from './raw.js';

const canary = 'qzvxk7jw@canary.example';
const named = 'zhbird9k@canary.example';
const traces = /qzvxk7jw|zhbird9k|canary\.example/;

const beside = `
version: 1
unpinned-because: what a test starts changes with the test
system: named
launch: { argv: [node, "${hostile}", named, "${named}"] }
tools:
  echo: { can: list, description: echoes, arguments: { text: { type: string } } }
catalog: { datasets: {} }
`;

const answer = (body: object): string => `{"jsonrpc":"2.0","id":$ID,${JSON.stringify(body).slice(1)}`;
const result = (body: object): string => answer({ result: body });
const content = (...blocks: readonly unknown[]): string => result({ content: blocks });
const text = (word: string): object => ({ type: 'text', text: word });
const embedded = (body: object): string => content({ type: 'resource', resource: { uri: 'x://y', ...body } });
const aside = (message: object): string => line(message) + content(text('well'));

/** What a system says in answer to a call, with the trace where the name says. */
const said: Readonly<Record<Exclude<SurfaceName, 'greeting' | 'listed tool' | 'standard error'>, string>> = {
  text: content(text(`hello ${canary}`)),
  'embedded text': embedded({ text: canary }),
  'embedded bytes': embedded({ blob: Buffer.from(canary).toString('base64') }),
  'embedded address': embedded({
    ...{ uri: `x://${canary}`, mimeType: canary, title: canary, name: canary },
    ...{ text: 'well', _meta: { canary } },
  }),
  link: content({
    ...{ type: 'resource_link', uri: `x://${canary}`, name: canary, title: canary },
    ...{ description: canary, mimeType: canary },
  }),
  image: content({ type: 'image', data: Buffer.from(canary).toString('base64'), mimeType: canary }),
  audio: content({ type: 'audio', data: canary, mimeType: canary }),
  'unknown block': content({ type: canary, text: canary, [canary]: canary }),
  annotations: content({
    ...text('well'),
    annotations: { audience: [canary], priority: 1, [canary]: canary },
  }),
  'block meta': content({ ...text('well'), _meta: { [canary]: canary } }),
  'structured value': result({ content: [], structuredContent: { a: [{ b: canary }] } }),
  'structured key': result({ content: [], structuredContent: { [canary]: 1 } }),
  'structured meta': result({ content: [], structuredContent: { a: 1, _meta: { [canary]: canary } } }),
  'result meta': result({ content: [text('well')], _meta: { progressToken: canary, [canary]: canary } }),
  'unknown part': result({ content: [text('well')], [canary]: canary, nextCursor: canary }),
  'tool error': result({ content: [text(canary)], structuredContent: { canary }, isError: true }),
  'error message': answer({ error: { code: -32000, message: canary } }),
  'error body': answer({ error: { code: -32000, message: 'no', data: { [canary]: canary } } }),
  progress: aside({
    method: 'notifications/progress',
    params: { progressToken: '$ID', progress: 1, message: canary },
  }),
  'log message': aside({
    method: 'notifications/message',
    params: { level: 'error', logger: canary, data: { [canary]: canary } },
  }),
  cancellation: aside({ method: 'notifications/cancelled', params: { requestId: 99, reason: canary } }),
  'change of a list': aside({ method: 'notifications/tools/list_changed', params: { _meta: { canary } } }),
  'unknown notification': aside({ method: `notifications/${canary}`, params: { canary } }),
  request:
    line({ id: canary, method: 'elicitation/create', params: { message: canary, requestedSchema: {} } }) +
    aside({ id: 9, method: canary, params: { canary } }),
  'answer to nobody':
    line({ id: canary, result: { content: [text(canary)] } }) +
    `${content(text('well'))}\n${content(text(canary))}`,
  'no message': `${canary}\n{"mail":"${canary}"}\n["${canary}"]\n${content(text('well'))}`,
};

let kernel: Raw;
beforeAll(async () => {
  kernel = await openRaw({ 'named.yaml': beside });
});
afterAll(async () => {
  expect(await kernel.end()).toBe(0);
  kernel.lake.remove();
});

const shown = (): string => {
  const all = kernel.received();
  // JSON may spell a character otherwise, and base64 is another spelling.
  return `${all} ${JSON.stringify(kernel.replies())}`;
};
const base64 = [0, 1, 2].map((shift) =>
  Buffer.from(' '.repeat(shift) + canary)
    .toString('base64')
    .slice(4, 20),
);

describe('a trace of a person', () => {
  it.each(Object.entries(said))(
    'as %s does not reach the agent, and the system goes on',
    async (name, lines) => {
      const fate = surfaces.find((one) => one.name === name)?.fate;
      const before = kernel.replies().length;
      const reply = await kernel.call('odd__says', { lines: `${lines}\n` });
      expect(reply.result?.isError ?? false).toBe(fate === 'told');
      if (fate === 'noted' || fate === 'rebuilt')
        expect(reply.result?.content[0]?.text).toMatch(/^\[withheld: /);
      if (fate === 'masked') expect(JSON.stringify(reply.result)).toContain('EMAIL');
      // The answer alone: nothing was passed on beside it.
      expect(kernel.replies().length).toBe(before + 1);
      expect(shown()).not.toMatch(traces);
      for (const one of base64) expect(shown()).not.toContain(one);
    },
  );

  it('as greeting or as listed tool is said, and is in no list and no answer', async () => {
    const [listed] = await kernel.exchange(line({ id: 'list', method: 'tools/list' }));
    expect(JSON.stringify(listed)).toContain('named__echo');
    await kernel.call('named__echo', { text: 'well' });
    expect(shown()).not.toMatch(traces);
  });

  it('as standard error goes to the operator, and to no reply', async () => {
    const flood = await kernel.call('odd__flood', { lines: 3 });
    expect(flood.result?.content[0]?.text).toBe('after the flood');
    expect(shown()).not.toContain('noise');
  });

  it('is on every surface that there is', () => {
    const tried = [...Object.keys(said), 'greeting', 'listed tool', 'standard error'];
    expect(tried.sort()).toEqual(surfaces.map(({ name }) => name).sort());
  });
});
