// The guard as a program for tests that run before the build: compiled alone into a temporary folder. It changes nothing in it.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const workers = new URL('../../actors/powers/workers/', import.meta.url);

export function guardProgram(): string {
  const target = mkdtempSync(join(tmpdir(), 'aegis-guard-'));
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  for (const name of ['guard', 'strays']) {
    const compiled = ts.transpileModule(readFileSync(new URL(`${name}.ts`, workers), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(join(target, `${name}.js`), compiled.outputText);
  }
  return join(target, 'guard.js');
}
