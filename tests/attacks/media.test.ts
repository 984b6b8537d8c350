// Pictures and sounds of a hostile system over the real kernel: shown where the manifest declares their type clean and they are nothing else, without what is written into them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sample from '../src/egress/media/samples.js';
import { hostile, openRaw, type Raw } from './raw.js';

const traces = /Zorblatt|qzvxk7jw|canary\.example/;
const clean = (more = ''): string => `{ reason: charts of totals, by: dpo${more} }`;
const says = (name: string, result: string): string =>
  `  ${name}: { remote: says, can: list, description: says what it is told to, arguments: { lines: { type: string } }, result: ${result} }`;
const gallery = `
version: 1
unpinned-because: what a test starts changes with the test
system: gallery
launch: { argv: [node, "${hostile}"] }
tools:
${says('shows', `{ clean-media: { image/png: ${clean(', until: "2999-12-31"')}, audio/wav: ${clean()} }, page: { bytes: 64KiB } }`)}
${says('lapsed', `{ clean-media: { image/png: ${clean(', until: "2020-01-01"')} } }`)}
${says('plain', '{ rows: none }')}
  reads: { remote: says, can: read, description: reads an object, arguments: { lines: { type: string }, key: { type: string, reads-as: object-key } }, result: { clean-media: { image/png: ${clean()} } } }
catalog:
  datasets:
    silver.people: { tier: silver, form: objects, prefix: people/, columns: { who: pii.name } }
    silver.charts: { tier: silver, form: objects, prefix: charts/, columns: { total: clear } }
`;

let kernel: Raw;
beforeAll(async () => {
  kernel = await openRaw({ 'gallery.yaml': gallery });
});
afterAll(async () => {
  expect(await kernel.end()).toBe(0);
  kernel.lake.remove();
});

type Block = Readonly<Record<string, unknown>>;
const image = (bytes: Buffer | string, mimeType = 'image/png'): Block => ({
  ...{
    type: 'image',
    mimeType,
    annotations: { note: sample.secretText },
    _meta: { note: sample.secretText },
  },
  data: typeof bytes === 'string' ? bytes : bytes.toString('base64'),
});
async function shown(tool: string, blocks: readonly Block[], more: object = {}): Promise<readonly unknown[]> {
  const lines = `{"jsonrpc":"2.0","id":$ID,"result":${JSON.stringify({ content: blocks })}}\n`;
  const before = kernel.entries('outcome').length;
  const reply = await kernel.call(tool, { lines, ...more });
  expect(reply.result?.isError ?? false).toBe(false);
  const outcome = kernel.entries('outcome')[before];
  expect(outcome?.body.media).toEqual(words[tool]);
  expect(JSON.stringify(reply)).not.toMatch(traces);
  return reply.result?.content ?? [];
}
const words: Readonly<Record<string, readonly string[]>> = {
  gallery__shows: ['image/png by dpo until 2999-12-31', 'audio/wav by dpo'],
  gallery__reads: ['image/png by dpo'],
};
const png = sample.png();
const sent = (bytes: Buffer): Block => ({
  type: 'image',
  data: bytes.toString('base64'),
  mimeType: 'image/png',
});
const withheld = (why: string, type = 'image') => [
  {
    type: 'text',
    text: expect.stringMatching(
      new RegExp(`^\\[withheld: ${type}, ${why}, \\d+ bytes, digest [a-z2-7]{12}\\]$`),
    ),
  },
];

describe('a picture of a declared type', () => {
  it('is shown as it is, alone and within a resource, and nothing around it', async () => {
    expect(await shown('gallery__shows', [image(png)])).toEqual([sent(png)]);
    const resource = { uri: `x://${sample.secretText}`, mimeType: 'image/png', blob: png.toString('base64') };
    expect(await shown('gallery__shows', [{ type: 'resource', resource }])).toEqual([sent(png)]);
    const wav = sample.wav().toString('base64');
    const sound = { type: 'audio', data: wav, mimeType: 'audio/wav' };
    expect(await shown('gallery__shows', [sound])).toEqual([sound]);
  });

  it('is shown without its texts, which is told and recorded', async () => {
    const told = await shown('gallery__shows', [image(sample.png(sample.chunk('tEXt', sample.noted)))]);
    expect(told).toEqual([sent(png), { type: 'text', text: expect.stringContaining('by drop') }]);
    const outcome = kernel.entries('outcome').at(-1);
    expect(outcome?.body.masked).toEqual([
      { pointer: '/content/*', class: 'pii.unknown', operator: 'drop', by: 'content', count: 1 },
    ]);
  });

  const { signature, header, chunk, end, noted } = sample;
  it.each<readonly [string, Block, string]>([
    [
      'texts where its pixels would be',
      image(Buffer.concat([signature, header, chunk('IDAT', noted), end])),
      'personal values',
    ],
    [
      'texts of two bytes a letter there',
      image(
        Buffer.concat([signature, header, chunk('IDAT', Buffer.from(sample.secretText, 'utf16le')), end]),
      ),
      'personal values',
    ],
    ['another type than it says', image(sample.jpeg()), 'not its type'],
    ['a text alone', image(noted), 'not its type'],
    ['a type that nobody declared', image(sample.jpeg(), 'image/jpeg'), 'undeclared'],
    ['a type that only looks declared', image(png, 'IMAGE/PNG'), 'undeclared'],
    ['the type of a sound', image(sample.wav(), 'audio/wav'), 'undeclared'],
    ['bits behind its base64', image(png.toString('base64').replace(/I=$/, 'J=')), 'not base64'],
    ['blanks in its base64', image(png.toString('base64').replace(/^.{8}/, '$& ')), 'not base64'],
    ['other letters in its base64', image(`-${png.toString('base64').slice(1)}`), 'not base64'],
    ['more bytes than a page', image(sample.png(chunk('IDAT', Buffer.alloc(70_000)))), 'too large'],
  ])('is withheld with %s', async (_, block, why) => {
    expect(await shown('gallery__shows', [block])).toEqual(withheld(why));
  });
});

describe('a picture', () => {
  it('is withheld where the last day is over, and where nobody declared it', async () => {
    expect(await shown('gallery__lapsed', [image(png)])).toEqual(withheld('undeclared'));
    expect(await shown('gallery__plain', [image(png)])).toEqual(withheld('undeclared'));
  });

  it('is withheld where the call reads what is classified, whatever its type', async () => {
    expect(await shown('gallery__reads', [image(png)], { key: 'people/a.png' })).toEqual(
      withheld('classified'),
    );
    expect(await shown('gallery__reads', [image(png)], { key: 'charts/a.png' })).toEqual([sent(png)]);
  });

  it('has one digest in a session, and another has another', async () => {
    const digests = await shown('gallery__plain', [image(png), image(png), image(sample.gif(), 'image/gif')]);
    const [one, same, other] = digests.map((block) => JSON.stringify(block).slice(-20));
    expect([same === one, other === one]).toEqual([true, false]);
  });
});
