// The examiner with its real thread, from the built program: what it says, and that it gives up on what is late, broken or too large.
import { describe, expect, it } from 'vitest';
import { createExaminer } from '../../../dist/actors/powers/examiner.js';
import { examine } from '../../../src/inspection/examined.js';
import { enacted } from '../../generated/subjects.js';

const { law, configuration } = enacted('docs/cookbook/aegis.yaml');
const { catalog, registry } = law;
const about = { texts: configuration.policyTexts, catalog, role: 'agent' };
const examination = { ...about, manifests: registry.manifests };

const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
const ready = "import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ ready: true });";

describe('the examiner', () => {
  it('says on its thread what examining says here', async () => {
    expect(await createExaminer().examine(examination)).toEqual(examine({ ...about, registry }));
  });

  it('leaves the thread that asked free meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await createExaminer().examine(examination);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  it('knows nothing where the thread is late, dies, or wants more than it may hold', async () => {
    const stuck = program(`${ready} parentPort.on('message', () => { for (;;) ; })`);
    expect(await createExaminer({ file: stuck, within: 50 }).examine(examination)).toBeUndefined();
    const dying = program(`${ready} parentPort.on('message', () => { throw new Error('broken') })`);
    expect(await createExaminer({ file: dying }).examine(examination)).toBeUndefined();
    const greedy = program(
      `${ready} parentPort.on('message', () => { const all = []; for (;;) all.push({ at: all.length }); })`,
    );
    expect(await createExaminer({ file: greedy, mostHeap: 32 }).examine(examination)).toBeUndefined();
  });
});
