// Large results over a real kernel whose threads stall or die: nothing of them leaves, each is recorded, everybody else is served meanwhile, and the next one is masked.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Met, meet, secret } from './hostile.js';

const preload = join(import.meta.dirname, '..', 'fixtures', 'preloads', 'mask-thread.mjs');
const canary = 'qzvxk7jw@canary.example';
const large = (word: string): string => `${word} ${canary} ${'so many words '.repeat(3_000)}`;
const token = /\[EMAIL:[a-z2-7]{12}\]/;

let met: Met;
beforeAll(async () => {
  met = await meet({ env: { NODE_OPTIONS: `--import ${preload}` } });
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

const ask = (word: string) => met.kernel.call('foe__echo', { say: large(word) });
const small = (n: number) => met.kernel.call('foe__echo', { say: `${n} ${canary}` });

/** What is not masked is told as withheld, executed as it was, and holds nothing of what it was. */
async function expectWithheld(word: string, why: string): Promise<void> {
  const answer = await ask(word);
  expect([answer.code, answer.content.facts]).toEqual(['withheld', [why]]);
  const outcome = met.entries().find((one) => one.decision === answer.decision && one.type === 'outcome');
  expect(outcome?.body).toMatchObject({
    verdict: 'denied',
    executed: 'confirmed',
    denial: { code: 'withheld' },
  });
  expect(met.everywhere()).not.toContain('qzvxk7jw');
}

it('a held credential is scrubbed from a large result', async () => {
  const { code, text } = await ask(secret);
  expect([code, text.includes('[SECRET]'), text.includes('canary-secret')]).toEqual(['allowed', true, false]);
});

it('a value in a large result has the token that it has in a small one', async () => {
  const answers = await Promise.all([ask('plain'), small(1)]);
  const [one, other] = answers.map(({ text }) => token.exec(text)?.[0]);
  expect(one ?? expect.fail('no token')).toBe(other);
  expect(met.everywhere()).not.toContain('qzvxk7jw');
});

it('while a masking stalls other calls are answered, and it is withheld', async () => {
  const ended: string[] = [];
  const stalled = expectWithheld('never-ends', 'masking it took longer than its budget').then(
    () => void ended.push('stalled'),
  );
  while (!ended.includes('stalled')) ended.push((await small(ended.length)).code);
  await stalled;
  expect([ended[0], new Set(ended)]).toEqual(['allowed', new Set(['allowed', 'stalled'])]);
  expect((await ask('after it')).code).toBe('allowed');
});

it('a masking whose thread dies, and those that come after it, are withheld or masked and never anything else', async () => {
  await expectWithheld('ends-it', 'the thread that masks was lost');
  const answers = await Promise.all([ask('one'), ask('ends-it'), ask('two'), ask('three')]);
  expect(answers.map(({ code }) => code)).toEqual(['allowed', 'withheld', 'allowed', 'allowed']);
  expect(met.everywhere()).not.toContain('qzvxk7jw');
});

it('an answer of the thread that is no masking is withheld', async () => {
  await expectWithheld('says-nonsense', 'the thread that masks was lost');
});

describe('a result too large to be read on the main thread', () => {
  const askLarger = (word: string) => met.kernel.call('foe__crowd', { say: `${word} ${canary}`, lines: 200 });
  const lastOf = (tool: string) =>
    met
      .entries()
      .filter((one) => one.type === 'outcome' && one.body.tool === tool)
      .at(-1)?.body;
  const outcomeOf = (decision: string) =>
    met.entries().find((one) => one.decision === decision && one.type === 'outcome')?.body;

  it('has the token and the digest of a result that is read here', async () => {
    const [one, other] = await Promise.all([askLarger('plain'), small(2)]);
    expect(token.exec(one.text)?.[0] ?? expect.fail('no token')).toBe(token.exec(other.text)?.[0]);
    const { result, masked } = lastOf('foe__crowd') ?? {};
    expect(result).toMatch(/^[0-9a-f]{64}$/);
    expect(masked).toMatchObject([{ class: 'pii.email', count: 1 }]);
    expect(met.everywhere()).not.toContain('qzvxk7jw');
  });

  it('is withheld when its line is not read, recorded as executed, and the next one is masked', async () => {
    for (const word of ['line-ends-it', 'line-never-ends']) {
      const { code, decision } = await askLarger(word);
      expect(code).toBe('withheld');
      expect(outcomeOf(decision)).toMatchObject({ verdict: 'denied' });
    }
    expect((await askLarger('after it')).code).toBe('allowed');
    expect(met.everywhere()).not.toContain('qzvxk7jw');
  });
});
