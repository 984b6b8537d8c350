/** The chains of a state directory, for whoever reads them. It writes nothing and believes nothing. */
import { createReadStream, existsSync, readdirSync } from 'node:fs';
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

/**
 * Lines as they stand on disk: a line ends at its newline and nowhere else, and what is not ASCII comes one character a
 * byte, so that a reader sees every flip. What follows the last newline is no line yet and comes with a newline of its
 * own, which no entry has: a writer may be in the middle of it, or it is torn.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: chunkSize })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield `${rest}\n`;
}
