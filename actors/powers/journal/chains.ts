/** The chains of a state directory, for whoever reads them. It writes nothing and believes nothing. */
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface ChainPath {
  readonly name: string;
  readonly path: string;
}

const ending = '.jsonl';
const numberOf = ({ name }: ChainPath): number => Number(name.slice('kernel-'.length));

/** Lowest number first. */
export function listChains(state: string): readonly ChainPath[] {
  const directory = join(state, 'audit');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => /^kernel-\d+\.jsonl$/.test(file))
    .map((file) => ({ name: file.slice(0, -ending.length), path: join(directory, file) }))
    .sort((one, other) => numberOf(one) - numberOf(other));
}

const chunkSize = 1 << 18;

/** Looks at a line that its writer may be in the middle of, and milliseconds between them. */
const looks = 5;
const between = 20;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, between));

/**
 * Lines as they stood on disk when it was asked: a line ends at its newline and nowhere else, and what is not ASCII comes
 * one character a byte, so that a reader sees every flip. What stays without its newline is no line: it is torn, and comes
 * with a newline of its own, which no entry has.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const { size } = await stat(path);
  let [rest, from] = ['', 0];
  for (let look = 0; look < looks && from - rest.length < size; look += 1) {
    if (look > 0) await pause();
    const chunks = createReadStream(path, { encoding: 'latin1', start: from, highWaterMark: chunkSize });
    for await (const chunk of chunks) {
      from += String(chunk).length;
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  }
  if (from - rest.length < size) yield `${rest}\n`;
}
