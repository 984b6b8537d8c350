// Lines as they come in from a file: whole across chunks and characters, and one that never ends held to a bound.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesIn } from '../../../cli/shell/lines.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aegis-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string, most?: number): Promise<readonly string[]> {
  const file = join(folder, 'in.jsonl');
  writeFileSync(file, text);
  const lines: string[] = [];
  for await (const line of linesIn(file, most)) lines.push(line);
  return lines;
}

describe('lines of a file', () => {
  it('end at a newline alone, the last one with or without', async () => {
    expect(await read('a\u2028b\n\nc')).toEqual(['a\u2028b', '', 'c']);
    expect(await read('a\n')).toEqual(['a']);
    expect(await read('')).toEqual([]);
  });

  it('are whole where a chunk ends within a character or a line', async () => {
    const long = 'é🙂'.repeat(50_000);
    expect(await read(`${long}\nx\n${long}`)).toEqual([long, 'x', long]);
  });

  it('are cut at the bound, can then be no JSON, and the next one is whole', async () => {
    const [first = '', second, ...none] = await read(`{}${' '.repeat(300_000)}\n{"id":1}\n`, 1_000);
    expect([first.length, second, none]).toEqual([1_001, '{"id":1}', []]);
    expect(() => JSON.parse(first)).toThrow();
  });
});
