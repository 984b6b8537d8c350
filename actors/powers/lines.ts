/** The lines of a stream: a line ends at its newline and nowhere else, whatever other separators a text may hold. A line past the limit comes cut, and so is no JSON. */
import type { Readable } from 'node:stream';

const longest = 1_048_576;

export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = (lines.pop() ?? '').slice(0, longest);
    yield* lines;
  }
  if (rest !== '') yield rest;
}
