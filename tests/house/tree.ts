// Reads the working tree for the house tests. A folder that is not there yet reads as empty.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The rooms whose files ship. */
export const SOURCE_ROOMS = ['src', 'actors', 'cli', 'downstreams', 'console', 'site'] as const;

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** Every file below a folder, as paths from the root with forward slashes. */
export const filesBelow = (folder: string): readonly string[] => {
  const start = join(ROOT, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => SKIPPED.has(part)))
    .sort();
};

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const exists = (path: string): boolean => existsSync(join(ROOT, path));

const isSource = (path: string): boolean => /\.(ts|tsx|js|mjs|cjs)$/.test(path) && !path.endsWith('.d.ts');

export const sourceFiles = (): readonly string[] => SOURCE_ROOMS.flatMap(filesBelow).filter(isSource);

/** The pages a reader can open: those at the root and everything below docs and examples. */
export const pages = (): readonly string[] => [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...['docs', 'examples', 'policies', 'manifests'].flatMap(filesBelow).filter((path) => path.endsWith('.md')),
];

export const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
