/** Writes generated files into a directory, all or none. It writes over nothing that does not say it was generated, and through no link. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAt } from './whole.js';

export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/** In the first line of each. */
const mark = 'Written by `aegis test gen`';

const isOurs = (path: string): boolean =>
  lstatSync(path).isFile() && (readFileSync(path, 'utf8').split('\n', 1)[0]?.includes(mark) ?? false);

const inTheWay = (directory: string, name: string): string =>
  lstatSync(join(directory, name)).isSymbolicLink()
    ? `\`${name}\` is a symbolic link, and none is followed`
    : `\`${name}\` is there, and was not generated`;

function whyNot(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown problem';
  return code === 'EEXIST' || code === 'ENOTDIR' ? 'it is to be a directory, and a file is there' : code;
}

/** Why not; undefined when they are there and no older ones beside them. */
export function writeGenerated(directory: string, files: readonly GeneratedFile[]): string | undefined {
  try {
    mkdirSync(directory, { recursive: true });
    const there = readdirSync(directory);
    const others = files.filter(({ name }) => there.includes(name) && !isOurs(join(directory, name)));
    const [other] = others;
    if (other !== undefined) return inTheWay(directory, other.name);
    for (const { name, text } of files) {
      const why = writeAt(join(directory, name), text);
      if (why !== undefined) return `\`${name}\`: ${why}`;
    }
    const names = files.map(({ name }) => name);
    const older = there.filter((name) => /\.test\.(?:yaml|mjs)$/.test(name) && !names.includes(name));
    for (const name of older) if (isOurs(join(directory, name))) rmSync(join(directory, name));
    return undefined;
  } catch (problem) {
    return whyNot(problem);
  }
}
