/** Newline-delimited JSON over two streams, as plainly as it can be written: the floor that every way is measured above. */
import type { Readable, Writable } from 'node:stream';

export interface Message {
  readonly jsonrpc: '2.0';
  id?: number | string;
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly arguments?: { readonly text?: string } };
  readonly result?: unknown;
}

export function onLines(stream: Readable, take: (message: Message) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    // `as`: both ends of a benchmark are ours.
    for (const line of lines) if (line !== '') take(JSON.parse(line) as Message);
  });
}

export const say = (stream: Writable, message: object): void =>
  void stream.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
