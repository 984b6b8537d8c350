// The analyst over a reader in this process, or one that breaks its promises: every question is answered, and whatever fails is opaque.
import { afterEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../actors/desk.js';
import { createAnalyst } from '../../../actors/officers/analyst.js';
import type { Reader, ReadRequest } from '../../../actors/powers.js';
import { type Effects, noEffects } from '../../../src/intercept/effects.js';
import { lakeCatalog, lakeSchema } from '../../cases/sql/lake.js';
import { createFakeReader } from '../../fakes/reader.js';

const request: ReadRequest = { system: 'postgres', dialect: 'sqlite', text: 'SELECT 1' };
const whole: Effects = { ...noEffects, kind: 'select', statements: 1 };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function bench(reader: Partial<Reader>) {
  const answers: [number, unknown][] = [];
  const waiting: (() => void)[] = [];
  const desk = {
    answer: (ticket: number, value: unknown) => {
      answers.push([ticket, value]);
      for (const wake of waiting.splice(0)) wake();
    },
  } as unknown as Desk;
  const full: Reader = { ...createFakeReader(), ...reader };
  const actor = createAnalyst({ reader: full, desk, catalog: lakeCatalog });
  stops.push(() => actor.stop());
  const answered = async (count: number): Promise<void> => {
    while (answers.length < count) await new Promise<void>((wake) => waiting.push(wake));
  };
  return { actor, answers, answered };
}

describe('analyst', () => {
  it('a reading is answered to the ticket that asked for it', async () => {
    const { actor, answers, answered } = bench({});
    actor.send({ type: 'analyst.load', ticket: 6, system: 'postgres', schema: lakeSchema });
    await answered(1);
    actor.send({ type: 'analyst.read', ticket: 7, request });
    await answered(2);
    expect(answers).toMatchObject([
      [6, { loaded: true }],
      [7, { kind: 'select', schema: 'd1', opaque: [] }],
    ]);
  });

  it.each<[string, Reader['read']]>([
    ['rejects', () => Promise.reject(new Error('text of the agent'))],
    [
      'throws at once',
      () => {
        throw new Error('text of the agent');
      },
    ],
    ['answers nothing', () => Promise.resolve(undefined as unknown as Effects)],
    ['answers half a reading', () => Promise.resolve({ ...whole, writes: undefined } as unknown as Effects)],
  ])('a reader that %s makes the call opaque, in fixed words', async (_, read) => {
    const { actor, answers, answered } = bench({ read });
    actor.send({ type: 'analyst.read', ticket: 1, request });
    await answered(1);
    expect(answers[0]?.[1]).toMatchObject({ opaque: ['the reader failed'] });
  });

  it('a reader that fails once leaves the officer at work', async () => {
    let calls = 0;
    const { actor, answers, answered } = bench({
      read: () => {
        calls += 1;
        if (calls === 1) throw new Error('once');
        return Promise.resolve(whole);
      },
    });
    actor.send({ type: 'analyst.read', ticket: 1, request });
    actor.send({ type: 'analyst.read', ticket: 2, request });
    await answered(2);
    expect(actor.getSnapshot().status).toBe('active');
    expect(answers.find(([ticket]) => ticket === 2)?.[1]).toEqual(whole);
  });

  it('a slow reading does not hold up the one behind it', async () => {
    let release: ((effects: Effects) => void) | undefined;
    const { actor, answers, answered } = bench({
      read: ({ text }) =>
        text === 'slow' ? new Promise((resolve) => (release = resolve)) : Promise.resolve(whole),
    });
    actor.send({ type: 'analyst.read', ticket: 1, request: { ...request, text: 'slow' } });
    actor.send({ type: 'analyst.read', ticket: 2, request });
    await answered(1);
    expect(answers.map(([ticket]) => ticket)).toEqual([2]);
    release?.(whole);
    await answered(2);
  });

  it('a load carries the catalog across and says when it is done', async () => {
    const seen: unknown[] = [];
    const { actor, answers, answered } = bench({
      load: (system, schema, catalog) => {
        seen.push([system, schema.digest, catalog.version, catalog.datasets.length]);
        return Promise.resolve();
      },
    });
    actor.send({ type: 'analyst.load', ticket: 3, system: 'postgres', schema: lakeSchema });
    await answered(1);
    expect(answers).toEqual([[3, { loaded: true }]]);
    expect(seen).toEqual([['postgres', 'd1', 'c1', lakeCatalog.datasets.size]]);
  });

  it('a load that is refused is a failure, not a silence', async () => {
    const { actor, answers, answered } = bench({ load: () => Promise.reject(new Error('another engine')) });
    actor.send({ type: 'analyst.load', ticket: 4, system: 'postgres', schema: lakeSchema });
    await answered(1);
    expect(answers).toEqual([[4, { failed: 'another engine' }]]);
  });
});
