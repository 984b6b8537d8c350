// The kernel of the page as the page composes it, without a browser: the reading and the lake run in this thread.
import { readFileSync } from 'node:fs';
import { openReading } from '../../actors/powers/workers/reading.js';
import { createHouse, type House } from '../../site/kernel/kernel.js';
import { createPageReader } from '../../site/kernel/reader.js';
import { fillLake, type Lake } from '../../site/lake/lake.js';
import { openSqlite } from '../../site/lake/wasm.js';

const text = (path: string): string => readFileSync(path, 'utf8');
const packaged = ['manifests/aegis.yaml', 'manifests/postgres.yaml'];

export const defaultPolicy = text('policies/default.yaml');

export async function composed(): Promise<{ readonly house: House; readonly lake: Lake }> {
  const reading = await openReading();
  const lake = fillLake(await openSqlite());
  const house = createHouse({
    texts: Object.fromEntries(packaged.map((path) => [path, text(path)])),
    reader: createPageReader(async (question) => reading.answer(question)),
    openLake: () => lake,
  });
  return { house, lake };
}
