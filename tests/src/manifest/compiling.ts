// Compiles manifests from text with a plain digest; what it answers is rendered so that a test can name exact places.
import { createHash } from 'node:crypto';
import { sha256Hex } from '../../../src/call/id.js';
import type { Catalog } from '../../../src/catalog/catalog.js';
import type { Digest } from '../../../src/digest.js';
import { type CompileContext, type Compiled, compileManifests } from '../../../src/manifest/compile.js';
import type { Registry } from '../../../src/manifest/manifest.js';

const hash = (text: string) => sha256Hex(createHash('sha256').update(text).digest('hex'));
export const digest: Digest = { sha256: hash, hmac: hash, pseudonym: hash, lasting: hash };

const context: CompileContext = { package: '/pkg', config: '/conf', state: '/state', dev: false };

/** Seven lines, so that what a test appends begins on line 8. */
export const head = [
  'version: 1',
  'system: lake',
  'dialect: sqlite',
  'launch:',
  '  argv: [node, main.js]',
  'tools:',
  '  ping: { can: describe, description: Answer }',
  '',
].join('\n');

const compileTexts = (texts: readonly string[], over: Partial<CompileContext> = {}): Compiled =>
  compileManifests(
    texts.map((text, at) => ({ file: `m${at + 1}.yaml`, text })),
    { ...context, ...over },
    digest,
  );

/** `file:line:column message | help`, or nothing when the texts compile. */
export function problemsOf(texts: readonly string[], over: Partial<CompileContext> = {}): readonly string[] {
  const compiled = compileTexts(texts, over);
  if (!('problems' in compiled)) return [];
  return compiled.problems.map(
    ({ file, line, column, message, help }) => `${file}:${line}:${column} ${message} | ${help}`,
  );
}

export function compiled(texts: readonly string[], over: Partial<CompileContext> = {}) {
  const found = compileTexts(texts, over);
  if ('problems' in found) throw new Error(problemsOf(texts, over).join('\n'));
  return found;
}

export const compiledCatalog = (catalog: string, over: Partial<CompileContext> = {}): Catalog =>
  compiled([head + catalog], over).catalog;

export const registryOf = (text: string): Registry => compiled([text]).registry;
