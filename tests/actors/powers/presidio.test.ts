// The hand that asks Presidio, against a real server on loopback that misbehaves in every way: each is one name, in time, and none is an answer.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presidioWire } from '../../../actors/officers/engine.js';
import { createPresidio } from '../../../actors/powers/presidio.js';
import { keepsEngineContract } from '../../contracts/pii-engine.js';
import { makeAuthority } from '../../elsewhere/certificate.js';
import { type FakePresidio, json, type Misbehave, startPresidio } from '../../fakes/presidio.js';

const wire = presidioWire({ language: 'en', score: 0.5, classes: {}, otherwise: 'pii.free_text' });
let server: FakePresidio;
beforeEach(async () => {
  server = await startPresidio({ Zorblatt: 'PERSON' });
});
afterEach(() => server.close());

const engineAt = (address = server.address, mostBytes?: number) =>
  createPresidio({ address, wire, ...(mostBytes === undefined ? {} : { mostBytes }) });

describe('an engine over HTTP', () => {
  keepsEngineContract({
    fresh: async () => engineAt(),
    lost: async () => {
      await server.close();
      return engineAt();
    },
  });

  it('is asked as Presidio wants to be, below the path that is named, and told who asks', async () => {
    await engineAt(`${server.address}/pii/`).detect(['a', 'b'], { within: 5_000, token: 'open-sesame' });
    expect(server.asked).toMatchObject([
      {
        path: 'POST /pii/analyze',
        headers: { 'content-type': 'application/json', authorization: 'Bearer open-sesame' },
        body: { text: ['a', 'b'], language: 'en', score_threshold: 0.5 },
      },
    ]);
    expect(Object.keys(server.asked[0]?.body ?? {}).sort()).toEqual(['language', 'score_threshold', 'text']);
  });

  it('says nothing of who asks where no credential is configured', async () => {
    await engineAt().detect(['a'], { within: 5_000 });
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('takes no way round by the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' });
    try {
      expect(await engineAt().detect(['Zorblatt'], { within: 5_000 })).toHaveLength(1);
    } finally {
      process.env = before;
    }
  });
});

const one =
  (finding: object): Misbehave =>
  (response) =>
    json(response, JSON.stringify([[{ entity_type: 'PERSON', start: 0, end: 4, score: 0.9, ...finding }]]));
const says =
  (text: string, type?: string): Misbehave =>
  (response) =>
    json(response, text, type);
const whole = '[[{"entity_type":"PERSON","start":0,"end":4,"score":0.9}]]';

describe('no answer is', () => {
  it.each<readonly [string, string, Misbehave]>([
    ['an end past the text', 'malformed', one({ end: 15 })],
    ['an end that counts UTF-16 units', 'malformed', one({ end: 14 })],
    ['a start before the text', 'malformed', one({ start: -1 })],
    ['a start behind its end', 'malformed', one({ start: 4, end: 2 })],
    ['an empty span', 'malformed', one({ start: 2, end: 2 })],
    ['half an offset', 'malformed', one({ start: 0.5 })],
    ['an offset in words', 'malformed', one({ end: '4' })],
    [
      'an offset that is no number',
      'malformed',
      says('[[{"entity_type":"PERSON","start":0,"end":1e999,"score":1}]]'),
    ],
    ['a finding without a score', 'malformed', one({ score: null })],
    ['a score past 1', 'malformed', one({ score: 1.5 })],
    ['a finding without a type', 'malformed', one({ entity_type: '' })],
    ['a finding that is none', 'malformed', says('[[1]]')],
    ['one list for no text', 'malformed', says('[]')],
    ['two lists for one text', 'malformed', says('[[],[]]')],
    ['findings without their text', 'malformed', says(whole.slice(1, -1))],
    ['an error with a good status', 'malformed', says('{"error":"no"}')],
    ['a list for a text that is none', 'malformed', says('[null]')],
    ['a thousand findings and one', 'malformed', says(`[[${Array(1_001).fill(whole.slice(2, -2)).join()}]]`)],
    [
      'a key said twice',
      'malformed',
      says('[[{"entity_type":"PERSON","start":0,"start":3,"end":4,"score":0.9}]]'),
    ],
    ['no JSON', 'malformed', says('[[')],
    ['nothing', 'malformed', says('')],
    ['a nest of lists', 'malformed', says(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
    ['a byte order mark', 'malformed', says(`\ufeff${whole}`)],
    ['a page', 'malformed', says(whole, 'text/html')],
    ['JSON by no name', 'malformed', (response) => void response.writeHead(200).end(whole)],
    ['JSON lines', 'malformed', says(whole, 'application/jsonl')],
    [
      'bytes that are no UTF-8',
      'malformed',
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(Buffer.from([0x22, 0xff, 0x22])),
    ],
    [
      'an answer that has to be unpacked',
      'malformed',
      (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(gzipSync(whole)),
    ],
    ['an error of the server', 'refused', (response) => void response.writeHead(500).end('{}')],
    [
      'an answer with another status',
      'refused',
      (response) => void response.writeHead(206, { 'content-type': 'application/json' }).end(whole),
    ],
    ['no content', 'refused', (response) => void response.writeHead(204).end()],
    ['a reset', 'unreachable', (_, __, request) => void request.socket.destroy()],
    [
      'an answer that is cut off',
      'unreachable',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('[[');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['what is no HTTP', 'unreachable', (_, __, request) => void request.socket.end('hello\r\n\r\n')],
    [
      'headers without an end',
      'unreachable',
      (_, __, request) => void request.socket.end(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(40_000)}\r\n`),
    ],
  ])('%s', async (_, fault, how) => {
    server.behave(how);
    expect(await engineAt().detect(['\u{1f600}ohn Zorblatt'], { within: 5_000 })).toEqual({ fault });
  });

  it('silence, and an answer that drips, past the time that it has', async () => {
    server.behave(() => undefined);
    expect(await engineAt().detect(['a'], { within: 200 })).toEqual({ fault: 'late' });
    const drips: NodeJS.Timeout[] = [];
    server.behave((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[');
      drips.push(setInterval(() => response.write(' '), 20));
    });
    expect(await engineAt().detect(['a'], { within: 300 })).toEqual({ fault: 'late' });
    for (const drip of drips) clearInterval(drip);
  });

  it('more than is read, whether it says so or not', async () => {
    server.behave((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 5_000 }).write('[');
    });
    expect(await engineAt(server.address, 1_000).detect(['a'], { within: 5_000 })).toEqual({
      fault: 'oversize',
    });
    server.behave((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => void (response.destroyed || response.write(' '.repeat(4_096), more));
      more();
    });
    expect(await engineAt(server.address, 100_000).detect(['a'], { within: 5_000 })).toEqual({
      fault: 'oversize',
    });
  });

  it('elsewhere: no redirect is followed, by whatever status', async () => {
    const other = await startPresidio({ Zorblatt: 'PERSON' });
    for (const status of [301, 302, 303, 307, 308]) {
      server.behave(
        (response) => void response.writeHead(status, { location: `${other.address}/analyze` }).end(),
      );
      expect(await engineAt().detect(['a'], { within: 5_000 })).toEqual({ fault: 'refused' });
    }
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it('a side whose certificate nobody vouches for, whatever the environment says of that', async () => {
    const secure = await startPresidio({ Zorblatt: 'PERSON' }, makeAuthority('nobody').issue('127.0.0.1'));
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const found = await engineAt(secure.address).detect(['Zorblatt'], { within: 5_000, token: 'hush' });
      expect(found).toEqual({ fault: 'unreachable' });
      expect(secure.asked).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
      await secure.close();
    }
  });

  it('a credential that no header can hold: nothing is sent', async () => {
    expect(await engineAt().detect(['a'], { within: 5_000, token: 'a\r\nx: y' })).toEqual({
      fault: 'unreachable',
    });
    expect(server.asked).toEqual([]);
  });
});
