// The guard as a program for tests that run before the build: compiled alone into a temporary folder. It changes nothing in it.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const source = new URL('../../actors/powers/workers/guard.ts', import.meta.url);

export function guardProgram(): string {
  const compiled = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const path = join(mkdtempSync(join(tmpdir(), 'aegis-guard-')), 'guard.mjs');
  writeFileSync(path, compiled.outputText);
  return path;
}
