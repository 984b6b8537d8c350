/** Asks a Presidio Analyzer over HTTP. It reads no environment, follows no redirect, reads a bounded answer in a bounded time, and tells what went wrong by a name alone. */
import {
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { EngineFault } from '../../src/egress/net/engine/engine.js';
import type { EngineFound, EngineTerms, PiiEngine, Unavailable } from '../powers-engine.js';

/** The law of its wire: what is sent, and what an answer means. */
export interface EngineWire {
  body(texts: readonly string[]): string;
  /** Undefined when it is no answer to these texts. */
  read(answer: string, texts: readonly string[]): EngineFound | undefined;
}

export interface PresidioPlace {
  /** `https:`, or `http:` on loopback: the configuration has seen to that. */
  readonly address: string;
  readonly wire: EngineWire;
  /** Bytes of an answer that are read. */
  readonly mostBytes?: number;
}

const connections = 4;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type Answer = { readonly text: string } | Unavailable;

const isJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json(?:\s*;|$)/i.test(headers['content-type'] ?? '') &&
  (headers['content-encoding'] ?? 'identity') === 'identity';

function text(chunks: readonly Buffer[]): string | undefined {
  try {
    return decoder.decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}

/** INVARIANT: 200 and nothing else, so that no redirect is an answer or is followed. */
function faultOf(response: IncomingMessage, mostBytes: number): EngineFault | undefined {
  if (response.statusCode !== 200) return 'refused';
  if (!isJson(response)) return 'malformed';
  return Number(response.headers['content-length'] ?? 0) > mostBytes ? 'oversize' : undefined;
}

/** Each way in which it can end is told; the first one counts. */
function gather(response: IncomingMessage, mostBytes: number, end: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) end({ fault: 'oversize' });
    else chunks.push(chunk);
  });
  response.on('error', () => end({ fault: 'unreachable' }));
  response.on('end', () => {
    const read = response.complete ? text(chunks) : undefined;
    end(read === undefined ? { fault: 'malformed' } : { text: read });
  });
}

interface Door {
  readonly url: URL;
  readonly agent: PlainAgent | SecureAgent;
  readonly mostBytes: number;
}

function post(
  { url, agent, mostBytes }: Door,
  body: string,
  { within, token }: EngineTerms,
): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = {
      ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      ...{ accept: 'application/json', 'accept-encoding': 'identity' },
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const options: RequestOptions = { method: 'POST', agent, headers };
    const asked = url.protocol === 'https:' ? secureRequest(url, options) : plainRequest(url, options);
    const end = (answer: Answer): void => {
      clearTimeout(late);
      resolve(answer);
      asked.destroy();
    };
    // One time for all of it: waiting, connecting, and an answer that drips.
    const late = setTimeout(() => end({ fault: 'late' }), within);
    asked.on('error', () => end({ fault: 'unreachable' })).on('close', () => end({ fault: 'unreachable' }));
    asked.on('response', (response) => {
      const fault = faultOf(response, mostBytes);
      if (fault === undefined) gather(response, mostBytes, end);
      else end({ fault });
    });
    asked.end(body);
  });
}

export function createPresidio({ address, wire, mostBytes = 4_194_304 }: PresidioPlace): PiiEngine {
  const url = new URL(`${address.replace(/\/$/, '')}/analyze`);
  // Agents of its own: the process's are made as the environment says, and so is whether a certificate is looked at.
  const agent =
    url.protocol === 'https:'
      ? new SecureAgent({ maxSockets: connections, rejectUnauthorized: true })
      : new PlainAgent({ maxSockets: connections });
  let isClosed = false;
  return {
    async detect(texts, terms) {
      if (isClosed) return { fault: 'unreachable' };
      try {
        const answer = await post({ url, agent, mostBytes }, wire.body(texts), terms);
        if ('fault' in answer) return answer;
        return wire.read(answer.text, texts) ?? { fault: 'malformed' };
      } catch {
        // A credential that no header can hold, for one.
        return { fault: 'unreachable' };
      }
    },
    close: () => {
      isClosed = true;
      agent.destroy();
    },
  };
}
