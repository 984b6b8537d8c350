/** Lines in and lines out, as they come. A line ends at its newline alone, so that no character within a text breaks it. */
import { createReadStream } from 'node:fs';
import { stdin, stdout } from 'node:process';
import { StringDecoder } from 'node:string_decoder';

/** Characters of one line; what is longer is cut and ends in what is no JSON, so that it is answered as no question. */
const longest = 64 * 1024 * 1024;

/** Each chunk is looked through once, however long its line has become. */
export async function* linesIn(file: string | undefined, most = longest): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const kept = (more: string): string => (rest.length > most ? rest : `${rest}${more}`);
  const whole = (): string => (rest.length > most ? `${rest.slice(0, most)}\0` : rest);
  for await (const chunk of file === undefined ? stdin : createReadStream(file)) {
    // `as`: neither stream has been given an encoding, so that its chunks are bytes.
    const [first = '', ...more] = decoder.write(chunk as Buffer).split('\n');
    rest = kept(first);
    for (const next of more) {
      yield whole();
      rest = next;
    }
  }
  rest = kept(decoder.end());
  if (rest !== '') yield whole();
}

/** Answers once the reader has room again. */
export const rawOut = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stdout.write(text, (problem) => (problem ? reject(problem) : resolve()));
  });
