/** Writes one file whole: beside its place first, then by its name. It leaves no half of one, and a new file never takes the place of another. */
import { randomBytes } from 'node:crypto';
import { linkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

function beside(path: string, text: string, mode: number): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  writeFileSync(draft, text, { flag: 'wx', mode, flush: true });
  return draft;
}

const why = (problem: unknown): string =>
  problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown problem';

/** Undefined when it is written; else why not. */
export function writeNew(path: string, text: string, mode = 0o666): string | undefined {
  let draft: string | undefined;
  try {
    draft = beside(path, text, mode);
    linkSync(draft, path);
    return undefined;
  } catch (problem) {
    return why(problem) === 'EEXIST' ? 'it is there already' : why(problem);
  } finally {
    if (draft !== undefined) rmSync(draft, { force: true });
  }
}

/** In the place of what is there, with its mode; a link is followed, not replaced. */
export function writeOver(path: string, text: string): string | undefined {
  let draft: string | undefined;
  try {
    const real = realpathSync(path);
    draft = beside(real, text, statSync(real).mode & 0o777);
    renameSync(draft, real);
    return undefined;
  } catch (problem) {
    if (draft !== undefined) rmSync(draft, { force: true });
    return why(problem);
  }
}

/** Whether it is there or not. */
export function writeEither(path: string, text: string): string | undefined {
  const over = writeOver(path, text);
  return over === 'ENOENT' ? writeNew(path, text) : over;
}

/** By its name, whatever that is now: a link is replaced, not followed. */
export function writeAt(path: string, text: string): string | undefined {
  let draft: string | undefined;
  try {
    draft = beside(path, text, 0o666);
    renameSync(draft, path);
    return undefined;
  } catch (problem) {
    if (draft !== undefined) rmSync(draft, { force: true });
    return why(problem);
  }
}
