/** Lines in and lines out, as they come. A line ends at its newline alone, so that no character within a text breaks it. */
import { createReadStream } from 'node:fs';
import { stdin, stdout } from 'node:process';
import { StringDecoder } from 'node:string_decoder';

export async function* linesIn(file: string | undefined): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of file === undefined ? stdin : createReadStream(file)) {
    // `as`: neither stream has been given an encoding, so that its chunks are bytes.
    const lines = `${rest}${decoder.write(chunk as Buffer)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

/** Answers once the reader has room again. */
export const rawOut = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stdout.write(text, (problem) => (problem ? reject(problem) : resolve()));
  });
