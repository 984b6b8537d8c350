/** Posts OTLP bodies to one endpoint, one after the other. It reads no environment, follows no redirect, keeps a bounded number, and drops what the other side does not take. */
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Collector } from '../powers-console.js';

export interface CollectorTerms {
  /** As the configuration names it: `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  /** Milliseconds that a body has. */
  readonly patience?: number;
  /** Bodies that wait; the one that is under way is not among them. */
  readonly waiting?: number;
}

interface Body {
  readonly path: string;
  readonly text: string;
}

/** Milliseconds that what waits at the end has to leave. */
const lastWait = 2_000;

/** Whether the other side took it. */
type Post = (body: Body) => Promise<boolean>;

function postTo(endpoint: string, patience: number): { readonly post: Post; readonly close: () => void } {
  const base = new URL(endpoint);
  const isSecure = base.protocol === 'https:';
  // Agents of its own: the process's are made as the environment says.
  const agent = isSecure ? new SecureAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true });
  const post: Post = ({ path, text }) =>
    new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      const url = new URL(`${base.pathname.replace(/\/$/, '')}${path}`, base);
      const asked = (isSecure ? secureRequest : plainRequest)(url, { method: 'POST', agent, headers });
      const late = setTimeout(() => asked.destroy(), patience);
      const end = (isTaken: boolean): void => {
        clearTimeout(late);
        resolve(isTaken);
      };
      asked.on('error', () => end(false)).on('close', () => end(false));
      asked.on('response', (response) => {
        const { statusCode = 0 } = response;
        // What it says is not looked at, and it may not say it for ever: the same time ends both.
        response.on('error', () => end(false)).on('end', () => end(statusCode >= 200 && statusCode < 300));
        response.resume();
      });
      asked.end(text);
    });
  return { post, close: () => agent.destroy() };
}

export function createCollector({ endpoint, patience = 5_000, waiting = 32 }: CollectorTerms): Collector {
  const { post, close } = postTo(endpoint, patience);
  const bodies: Body[] = [];
  let dropped = 0;
  let sending: Promise<void> | undefined;
  const send = async (): Promise<void> => {
    for (let body = bodies.shift(); body !== undefined; body = bodies.shift())
      if (!(await post(body).catch(() => false))) dropped += 1;
    sending = undefined;
  };
  return {
    take: (path, body) => {
      if (bodies.length >= waiting) {
        dropped += 1;
        return false;
      }
      bodies.push({ path, text: JSON.stringify(body) });
      sending ??= send();
      return true;
    },
    dropped: () => dropped,
    close: async () => {
      await Promise.race([sending, new Promise((late) => setTimeout(late, lastWait).unref())]);
      close();
    },
  };
}
