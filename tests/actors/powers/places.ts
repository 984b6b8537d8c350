// Directories of a test's own, gone when its file is done; the last one is remembered, for what is opened again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface Places {
  readonly place: () => string;
  readonly last: () => string;
}

export function placesFor(what: string): Places {
  const made: string[] = [];
  afterAll(() => {
    for (const path of made) rmSync(path, { recursive: true, force: true });
  });
  const place = (): string => {
    const path = mkdtempSync(join(tmpdir(), `aegis-${what}-`));
    made.push(path);
    return path;
  };
  return { place, last: () => made.at(-1) ?? place() };
}
