// The collector's hand against sides that behave and sides that do not: what is not taken is counted, and nobody waits.
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createCollector } from '../../../actors/powers/collector.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

const serve = (listener: RequestListener): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });

describe('a side that takes what it is given', () => {
  it('is given each body whole, in order, at the path that is asked for', async () => {
    const seen: string[] = [];
    const endpoint = await serve((request, response) => {
      let text = '';
      request.on('data', (more) => {
        text += more;
      });
      request.on('end', () => {
        seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${text}`);
        response.end('{}');
      });
    });
    const collector = createCollector({ endpoint: `${endpoint}/otel/` });
    expect([1, 2].map((n) => collector.take('/v1/traces', { n }))).toEqual([true, true]);
    await expect
      .poll(() => seen)
      .toEqual([
        'POST /otel/v1/traces application/json {"n":1}',
        'POST /otel/v1/traces application/json {"n":2}',
      ]);
    expect(collector.dropped()).toBe(0);
    await collector.close();
  });
});

describe('a side that does not', () => {
  it.each([
    ['answers an error', ((_, response) => void response.writeHead(500).end()) satisfies RequestListener],
    ['resets', ((request) => void request.socket.destroy()) satisfies RequestListener],
    ['never answers', (() => undefined) satisfies RequestListener],
    [
      'begins an answer and never ends it',
      ((_, response) => void response.write('{')) satisfies RequestListener,
    ],
    [
      'sends elsewhere',
      ((_, response) => void response.writeHead(307, { location: '/other' }).end()) satisfies RequestListener,
    ],
  ])('%s: the body is dropped and counted', async (_, listener) => {
    const collector = createCollector({ endpoint: await serve(listener), patience: 100 });
    expect(collector.take('/v1/traces', {})).toBe(true);
    await expect.poll(() => collector.dropped()).toBe(1);
    await collector.close();
  });

  it('is not there: the same', async () => {
    const collector = createCollector({ endpoint: 'http://127.0.0.1:9' });
    collector.take('/v1/traces', {});
    await expect.poll(() => collector.dropped()).toBe(1);
    await collector.close();
  });

  it('is slow: no more than a bound waits, and the rest is refused at once', async () => {
    const collector = createCollector({
      endpoint: await serve(() => undefined),
      waiting: 2,
      patience: 60_000,
    });
    const taken = Array.from({ length: 5 }, () => collector.take('/v1/traces', {}));
    // One is under way.
    expect(taken).toEqual([true, true, true, false, false]);
    expect(collector.dropped()).toBe(2);
    await collector.close();
  });
});
