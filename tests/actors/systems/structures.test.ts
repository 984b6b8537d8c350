// Structures: what a system says of itself is taken in whole or not at all, and asked for once however often it changed.
import { afterEach, describe, expect, it } from 'vitest';
import { createActor, fromCallback } from 'xstate';
import { createDesk } from '../../../actors/desk.js';
import type { AnalystMessage } from '../../../actors/messages.js';
import { createStructures, schemaOf } from '../../../actors/systems/structures.js';
import type { Json, JsonObject } from '../../../src/call/json.js';
import type { Manifest, Registry } from '../../../src/manifest/manifest.js';
import type { InnerCall, InnerResult } from '../../../src/native/plan.js';
import { createFakeClock, settle } from '../../fakes/clock.js';

const snapshot = {
  digest: 'sha256-schema:00',
  engine: { name: 'sqlite', version: '3.53.0' },
  statements: [{ schema: 'silver', name: 'customers', kind: 'table', sql: 'CREATE TABLE customers (id)' }],
  tables: [],
} as const satisfies JsonObject;
const { tables: _, ...schema } = snapshot;
const good: InnerResult = { ok: true, content: snapshot, findings: [] };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function bench(answers: (call: InnerCall) => Promise<InnerResult>, loaded: object = { loaded: true }) {
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const asked: InnerCall[] = [];
  const loads: AnalystMessage[] = [];
  const lines: string[] = [];
  const logic = fromCallback<AnalystMessage>(({ receive }) =>
    receive((message) => {
      loads.push(message);
      if (!('silent' in loaded)) desk.answer(message.ticket, loaded);
    }),
  );
  const analyst = createActor(logic).start();
  stops.push(() => analyst.stop());
  // `as`: structures read the systems' names and their snapshot tools alone.
  const manifests = [
    { system: 'lake', kernelTools: { snapshot: 'lake__snapshot' } },
    { system: 'vault', kernelTools: { snapshot: 'vault__snapshot' } },
    { system: 'box', kernelTools: {} },
  ] as unknown as readonly Manifest[];
  const structures = createStructures({
    ...{ desk, analyst, clock },
    registry: { manifests } as unknown as Registry,
    requests: {
      fromKernel: (call) => {
        asked.push(call);
        return answers(call);
      },
    },
    log: { line: (level, text) => lines.push(`${level}: ${text}`) },
  });
  return { structures, asked, loads, lines, clock };
}

describe('structures', () => {
  it('are read of every system that can describe itself, through the kernel', async () => {
    const { structures, asked, loads, lines } = bench(async () => good);
    await structures.readAll();
    expect(asked).toEqual([
      { tool: 'lake__snapshot', args: {} },
      { tool: 'vault__snapshot', args: {} },
    ]);
    expect(loads).toEqual(
      ['lake', 'vault'].map((system) => ({
        type: 'analyst.load',
        ticket: expect.any(Number),
        system,
        schema,
      })),
    );
    expect(lines).toEqual([]);
  });

  it('of one system that cannot be read do not stop the others', async () => {
    const { structures, loads, lines } = bench(async ({ tool }) =>
      tool === 'lake__snapshot' ? { ok: false, code: 'downstream-down', facts: [] } : good,
    );
    await structures.readAll();
    expect(loads.map((one) => 'system' in one && one.system)).toEqual(['vault']);
    expect(lines).toEqual([
      'warn: the structure of lake could not be read (downstream-down): its statements are denied',
    ]);
  });

  it('in a form nobody knows are not handed on', async () => {
    const odd: InnerResult = { ok: true, content: { digest: 7 }, findings: [] };
    const { structures, loads, lines } = bench(async () => odd);
    await structures.changed('lake');
    expect([loads.length, lines]).toEqual([
      0,
      ['warn: the structure of lake could not be read (its form is not known): its statements are denied'],
    ]);
  });

  it('that the reader refuses, or is silent about, are told to the operator', async () => {
    const refused = bench(async () => good, { failed: 'another line of the engine' });
    await refused.structures.changed('lake');
    expect(refused.lines).toEqual([
      'warn: the reader refuses the structure of lake: another line of the engine',
    ]);
    const silent = bench(async () => good, { silent: true });
    const reading = silent.structures.changed('lake');
    await silent.clock.advance(10_000);
    await reading;
    expect(silent.lines).toEqual(['warn: the reader did not take in the structure of lake']);
  });

  it('of an unknown system, or one that cannot describe itself, are not asked for', async () => {
    const { structures, asked } = bench(async () => good);
    await structures.changed('box');
    await structures.changed('nobody');
    expect(asked).toEqual([]);
  });
});

describe('changes of a structure', () => {
  it('while it is being read become one reading more, which all of them wait for', async () => {
    const open: ((result: InnerResult) => void)[] = [];
    const { structures, asked } = bench(() => new Promise((resolve) => open.push(resolve)));
    let done = 0;
    const waits = Array.from({ length: 5 }, () => structures.changed('lake').then(() => (done += 1)));
    expect(asked).toHaveLength(1);
    open[0]?.(good);
    await settle();
    expect([asked.length, done]).toEqual([2, 0]);
    open[1]?.(good);
    await Promise.all(waits);
    expect([asked.length, done]).toEqual([2, 5]);
  });

  it('at any moment of a reading, to its last, are read after it', async () => {
    const moments = Array.from({ length: 40 }, (_, moment) => moment);
    for (const moment of moments) {
      const { structures, asked } = bench(async () => good);
      const first = structures.changed('lake');
      for (let left = moment; left > 0; left -= 1) await Promise.resolve();
      const before = asked.length;
      await Promise.all([first, structures.changed('lake')]);
      expect([moment, asked.length]).toEqual([moment, before + 1]);
    }
  });

  it('of two systems do not wait for each other', () => {
    const { structures, asked } = bench(() => new Promise(() => undefined));
    void structures.changed('lake');
    void structures.changed('vault');
    expect(asked).toHaveLength(2);
  });

  it('after a reading has ended are read anew', async () => {
    const { structures, asked } = bench(async () => good);
    await structures.changed('lake');
    await structures.changed('lake');
    expect(asked).toHaveLength(2);
  });

  it('after a reading that failed as a promise are read anew', async () => {
    let isFirst = true;
    const { structures, asked, lines } = bench(() => {
      const was = isFirst;
      isFirst = false;
      return was ? Promise.reject(new Error('planted')) : Promise.resolve(good);
    });
    await structures.changed('lake');
    expect(lines).toEqual([
      'warn: the structure of lake could not be read (defect): its statements are denied',
    ]);
    await structures.changed('lake');
    expect(asked).toHaveLength(2);
  });
});

describe('what a statement waits for', () => {
  it('is the reading that is under way, to its last change, and nothing where none is', async () => {
    const open: ((result: InnerResult) => void)[] = [];
    const { structures } = bench(() => new Promise((resolve) => open.push(resolve)));
    expect(structures.underWay('lake')).toBeUndefined();
    void structures.changed('lake');
    void structures.changed('lake');
    let isOver = false;
    const waiting = structures.underWay('lake')?.then(() => (isOver = true));
    expect(structures.underWay('vault')).toBeUndefined();
    open[0]?.(good);
    await settle();
    expect(isOver).toBe(false);
    open[1]?.(good);
    await waiting;
    expect([isOver, structures.underWay('lake')]).toEqual([true, undefined]);
  });

  it('is a new reading where the system did not answer the last time, one for all who ask', async () => {
    const down: InnerResult = { ok: false, code: 'downstream-down', facts: [] };
    const answers = [down, down, good];
    const { structures, asked, loads, lines } = bench(async () => answers.shift() ?? down);
    await structures.changed('lake');
    await Promise.all([structures.underWay('lake'), structures.underWay('lake')]);
    expect([asked.length, loads.length]).toEqual([2, 0]);
    await structures.underWay('lake');
    expect([asked.length, loads.length, structures.underWay('lake')]).toEqual([3, 1, undefined]);
    expect(lines).toHaveLength(1);
  });

  it('is a new reading where the reader was silent, and none where it refuses the structure', async () => {
    const silent = bench(async () => good, { silent: true });
    const reading = silent.structures.changed('lake');
    await silent.clock.advance(10_000);
    await reading;
    void silent.structures.underWay('lake');
    expect(silent.asked).toHaveLength(2);
    const refused = bench(async () => good, { failed: 'another line of the engine' });
    await refused.structures.changed('lake');
    expect([refused.structures.underWay('lake'), refused.asked.length]).toEqual([undefined, 1]);
  });
});

describe('what is doubted', () => {
  const other: InnerResult = { ok: true, content: { ...snapshot, digest: 'another' }, findings: [] };

  it('is read again where it is not fresh, and taken in where it is another', async () => {
    const answers = [good, good, other];
    const { structures, asked, loads, clock } = bench(async () => answers.shift() ?? other);
    expect(structures.doubted('lake')).toBeUndefined();
    await structures.changed('lake');
    await clock.advance(19_999);
    expect([structures.doubted('lake'), asked.length]).toEqual([undefined, 1]);
    await clock.advance(1);
    await structures.doubted('lake');
    expect([structures.doubted('lake'), asked.length, loads.length]).toEqual([undefined, 2, 1]);
    await clock.advance(20_000);
    await Promise.all([structures.doubted('lake'), structures.underWay('lake')]);
    expect([asked.length, loads.length]).toEqual([3, 2]);
  });

  it('is not what nobody holds', async () => {
    const { structures, asked, clock } = bench(async () => good, { failed: 'another line of the engine' });
    await structures.changed('lake');
    await structures.changed('box');
    await clock.advance(60_000);
    expect([structures.doubted('lake'), structures.doubted('box'), asked.length]).toEqual([
      undefined,
      undefined,
      1,
    ]);
  });
});

describe('a snapshot', () => {
  it('in the known form is a schema, and what is more in it is left out', () => {
    expect(schemaOf(snapshot)).toEqual(schema);
    expect(schemaOf({ ...snapshot, statements: [] })).toEqual({ ...schema, statements: [] });
  });

  const statement = snapshot.statements[0];
  it.each<[string, Record<string, Json>]>([
    ['no digest', { digest: '' }],
    ['a digest that is no text', { digest: 7 }],
    ['no engine', { engine: null }],
    ['an engine that is a list', { engine: ['sqlite'] }],
    ['an engine without a name', { engine: { version: '3' } }],
    ['an engine without a version', { engine: { name: 'sqlite', version: 3 } }],
    ['no statements', { statements: null }],
    ['statements that are no list', { statements: { length: 0 } }],
    ['a statement that is no object', { statements: [statement, 'CREATE TABLE x (y)'] }],
    ['a statement without its text', { statements: [{ schema: 'silver', name: 'x', kind: 'table' }] }],
    ['a statement with an empty text', { statements: [{ ...statement, sql: '' }] }],
    ['a statement without its schema', { statements: [{ ...statement, schema: null }] }],
    ['a statement whose name is no text', { statements: [statement, { ...statement, name: 7 }] }],
    ['a script, which no system has', { statements: [{ ...statement, kind: 'script' }] }],
    ['a statement without its kind', { statements: [{ ...statement, kind: '' }] }],
  ])('with %s is none: half a structure is not taken for a whole one', (_name, over) => {
    expect(schemaOf({ ...snapshot, ...over })).toBeUndefined();
  });

  it('does not take what is inherited for its own', () => {
    expect(schemaOf(Object.create(snapshot))).toBeUndefined();
  });
});
