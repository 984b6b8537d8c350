// Downstreams that hang, fall, fall silent in half a frame, talk nonsense or stop reading (row 58), and one whose credential changes under load.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../acceptance/kernel.js';
import { childrenOf, stillThere } from '../acceptance/slow.js';
import { ledgerOf, type Met, meet } from './hostile.js';

const short = { never: '300ms', partial: '300ms', slow: '400ms', pause: '2s' };

let met: Met;
beforeAll(async () => {
  met = await meet({ systems: ['hang', 'half', 'deaf', 'loop', 'noisy', 'well'], deadlines: short });
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

const call = (tool: string, args: Readonly<Record<string, unknown>> = {}) => met.kernel.call(tool, args);
const notesOf = (system: string): readonly unknown[] =>
  met.notes().flatMap((note) => (note.system === system ? [note.state] : []));
const outcomeOf = (decision: string) =>
  met.entries().find((one) => one.type === 'outcome' && one.decision === decision)?.body;

describe('a downstream', () => {
  it('that never answers costs one deadline, is killed, and the next call finds a new one', async () => {
    const hung = await call('hang__never');
    expect(hung.code).toBe('deadline-passed');
    expect(outcomeOf(hung.decision)).toMatchObject({
      executed: 'unknown',
      denial: { code: 'deadline-passed' },
    });
    await until('it was killed', () => notesOf('hang').includes('ready'), 20_000);
    expect(notesOf('hang')).toEqual(['closing', 'ready']);
    expect((await call('hang__echo', { say: 'new' })).content.say).toBe('new');
  });

  it('that falls silent in the middle of a frame costs its own call, and its half is in no other answer', async () => {
    const half = await call('half__partial');
    expect(half.code).toBe('deadline-passed');
    expect(outcomeOf(half.decision)).toMatchObject({ executed: 'unknown' });
    await until('it was killed', () => notesOf('half').includes('ready'), 20_000);
    expect((await call('half__echo', { say: 'whole' })).content).toEqual({ say: 'whole' });
  });

  it('that begins a frame and speaks on in it is not believed in either', async () => {
    const both = await Promise.all([call('half__partial'), call('half__pause', { ms: 20 })]);
    for (const { code } of both)
      expect(['deadline-passed', 'downstream-failed', 'downstream-down']).toContain(code);
    expect((await call('half__echo', { say: 'again' })).content).toEqual({ say: 'again' });
  });

  it('that reads no more holds up its own calls alone, each until its deadline', async () => {
    expect((await call('deaf__deafen')).code).toBe('allowed');
    const say = 'x'.repeat(500_000);
    const [well, ...stuck] = await Promise.all([
      call('well__echo', { say: 'meanwhile' }),
      ...Array.from({ length: 4 }, () => call('deaf__slow', { ms: 1, say })),
    ]);
    expect(well?.code).toBe('allowed');
    expect(stuck.map((one) => one.code)).toEqual(stuck.map(() => 'deadline-passed'));
    await until('it was killed', () => notesOf('deaf').includes('ready'), 20_000);
    expect((await call('deaf__echo', { say: 'reads' })).code).toBe('allowed');
  });

  it('that falls again and again is left alone for a while, and the denial says so', async () => {
    const falls = [];
    for (let n = 0; n < 4; n++) falls.push(await call('loop__crash'));
    expect(falls.map((one) => one.code)).toEqual(Array(4).fill('downstream-down'));
    for (const { decision } of falls) expect(outcomeOf(decision)).toMatchObject({ executed: 'unknown' });
    const refused = await call('loop__echo', { say: 'x' });
    expect([refused.code, refused.content.facts]).toEqual([
      'downstream-down',
      ['the system failed too often and is left alone for a while'],
    ]);
    expect(outcomeOf(refused.decision)).toMatchObject({ executed: 'no' });
    expect(notesOf('loop').filter((state) => state !== 'ready')).toEqual([
      'backoff',
      'backoff',
      'backoff',
      'open',
    ]);
    expect(met.ground.arrived().filter((one) => one.name === 'crash')).toHaveLength(4);
  });

  it('that talks nonsense is put up with, counted, and quarantined past a thousand lines', async () => {
    expect((await call('noisy__junk', { lines: 900 })).code).toBe('allowed');
    expect((await call('noisy__junk', { lines: 200 })).code).toBe('downstream-failed');
    await until('it is quarantined', () => notesOf('noisy').includes('quarantined'));
    const refused = await call('noisy__echo', { say: 'x' });
    expect([refused.code, refused.content.facts]).toEqual([
      'downstream-down',
      ['the system is quarantined: what it says means nothing'],
    ]);
    expect(notesOf('noisy')).toEqual(['noisy', 'noisy', 'noisy', 'noisy', 'quarantined']);
    expect(met.verb('status').stdout).toContain(
      'noisy quarantined (quarantined: too many lines that mean nothing)',
    );
    expect(met.kernel.received()).not.toContain('this is no protocol');
  });
});

it('after all of it the others serve, and each intent has one outcome', async () => {
  expect((await call('well__echo', { say: 'well' })).code).toBe('allowed');
  const { intents, outcomes } = ledgerOf(met.entries());
  expect([...outcomes].sort()).toEqual([...intents].sort());
  expect(met.verb('audit', 'verify').exit).toBe(0);
});

it('a credential that changes under load restarts its system, and no call is lost', async () => {
  const own = await meet();
  const asking = { isOver: false, codes: new Set<string>(), sizes: new Set<string>() };
  const work = async (): Promise<void> => {
    while (!asking.isOver) {
      asking.codes.add((await own.kernel.call('foe__pause', { ms: 30 })).code);
      asking.sizes.add((await own.kernel.call('foe__size', {})).text);
    }
  };
  const working = Array.from({ length: 6 }, work);
  writeFileSync(join(own.ground.directory, 'token'), 'another-secret-of-another-length-altogether', {
    mode: 0o600,
  });
  await until('the new one is lent', () => asking.sizes.size === 2, 30_000);
  asking.isOver = true;
  await Promise.all(working);
  expect([...asking.codes]).toEqual(['allowed']);
  expect(own.notes()).toEqual([
    { system: 'foe', state: 'closing', why: 'its credential has changed', restarts: 0 },
    { system: 'foe', state: 'ready', restarts: 1 },
  ]);
  const { intents, outcomes } = ledgerOf(own.entries());
  expect([...outcomes].sort()).toEqual([...intents].sort());
  expect(intents).toHaveLength(own.ground.arrived().length);
  expect(await own.end()).toEqual([]);
});

it('a kernel that is killed leaves nothing of a child whose own children have left its group', async () => {
  const own = await meet({ argv: ['escapes', '{config}/pids'] });
  const file = join(own.ground.directory, 'pids');
  await until('they have left', () => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
  const below = childrenOf(own.kernel.pid);
  expect(below.length).toBeGreaterThanOrEqual(4);
  const pids = readFileSync(file, 'utf8').trim().split(' ').map(Number);
  await own.kernel.signal('SIGKILL');
  await until(
    'none is left',
    () => stillThere(below).length === 0 && !pids.some((pid) => existsSync(`/proc/${pid}/cwd`)),
  );
  own.ground.remove();
});
