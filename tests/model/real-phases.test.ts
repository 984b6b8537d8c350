// The shipped kernel, real law and real officers, through every outcome that its ports can have and every moment at which a call can be cut off.
import { describe, expect, it } from 'vitest';
import type { RawResult } from '../../src/egress/released.js';
import { brokenPromises, linesOf, stagesOf } from './promises.js';
import { type Played, play, previewed, rows, type Script, statements, waiting } from './scripted-kernel.js';

const [select = '', update = '', drop = ''] = Object.keys(statements);

/** Calls that wait in different stages: a read, a write, a plan with an inner call and a receipt; and calls that the law refuses. */
const calls: Readonly<Record<string, Pick<Script, 'tool' | 'args' | 'child'>>> = {
  read: { tool: 'postgres__query', args: { sql: select } },
  write: { tool: 'postgres__execute', args: { sql: update } },
  plan: { tool: 'aegis__validate', args: { dataset: 'silver.customers' } },
  preview: { tool: 'aegis__preview', args: { sql: update }, child: previewed(true) },
  'a preview of what is forbidden': { tool: 'aegis__preview', args: { sql: drop } },
  'a forbidden statement': { tool: 'postgres__execute', args: { sql: drop } },
  'a write through a reader’s tool': { tool: 'postgres__query', args: { sql: update } },
  'a statement nobody reads': { tool: 'postgres__query', args: { sql: 'SELECT' } },
  'a gold write without a receipt': {
    tool: 'aegis__promote',
    args: { source: 'silver.customers', target: 'gold.customers' },
  },
  'an unknown tool': { tool: 'postgres__check_table', args: {} },
  'wrong arguments': { tool: 'postgres__query', args: { sql: 7 } },
};

const text = (structuredContent: RawResult['structuredContent']): RawResult =>
  structuredContent === undefined
    ? { content: [], isError: false }
    : { content: [], structuredContent, isError: false };

const children: Readonly<Record<string, NonNullable<Script['child']>>> = {
  'an error': { content: [{ type: 'text', text: 'xenobia@canary.example failed' }], isError: true },
  'nothing at all': text(undefined),
  'one column too few': text({ columns: ['id'], rows: [[1]] }),
  'a row too long': text({
    columns: ['id', 'email'],
    rows: [[1, 'xenobia@canary.example', 'xenobia@canary.example']],
  }),
  'other columns': text({ columns: ['email', 'id'], rows: [['xenobia@canary.example', 1]] }),
  'an unknown block': { ...rows, content: [{ type: 'hologram', text: 'xenobia@canary.example' }] },
  'closed before it was sent': { fault: 'closed', started: false },
  'closed after it was sent': { fault: 'closed', started: true },
  'too late': { fault: 'timeout', started: true },
  'too much': { fault: 'oversize', started: true },
};

const named = Object.entries(calls);
const large: Script = {
  ...(calls.read ?? expect.fail('read')),
  child: text({
    columns: ['id', 'email'],
    rows: Array.from({ length: 900 }, (_, at) => [at, `xenobia.${at}@canary.example`]),
  }),
};
const scripts: readonly (readonly [string, Script])[] = [
  ...named.map(([name, call]): [string, Script] => [name, call]),
  ...named.flatMap(([name, call]) =>
    waiting.flatMap((stage): [string, Script][] => [
      [`${name}, and ${stage} fails`, { ...call, breaks: stage }],
      [`${name}, cancelled in ${stage}`, { ...call, cut: { in: stage, how: 'cancel' } }],
      [`${name}, out of time in ${stage}`, { ...call, cut: { in: stage, how: 'timeout' } }],
      [
        `${name}, cancelled in ${stage}, and audit fails`,
        { ...call, cut: { in: stage, how: 'cancel' }, breaks: 'audit' },
      ],
    ]),
  ),
  ['read, large', large],
  ['read, large, and transform fails', { ...large, breaks: 'transform' }],
  [
    'write, cancelled in calling, answered late',
    { ...(calls.write ?? expect.fail('write')), cut: { in: 'calling', how: 'cancel', late: true } },
  ],
  ['read, large, cancelled in transform', { ...large, cut: { in: 'transform', how: 'cancel' } }],
  ['read, large, out of time in transform', { ...large, cut: { in: 'transform', how: 'timeout' } }],
  ...['read', 'write', 'preview'].flatMap((name) =>
    Object.entries(children).map(([how, child]): [string, Script] => [
      `${name}, and the child says ${how}`,
      { ...(calls[name] ?? expect.fail(name)), child },
    ]),
  ),
];

const played = new Map<string, Played>();

describe('whatever the ports do', () => {
  it.each(scripts)('%s: every promise is kept', async (name, script) => {
    const run = await play(script);
    played.set(name, run);
    expect(brokenPromises(run)).toEqual([]);
  });

  it('every call that nothing disturbs comes out as the law says', () => {
    expect(named.map(([name]) => [name, played.get(name)?.code])).toEqual([
      ['read', 'allowed'],
      ['write', 'allowed'],
      ['plan', 'allowed'],
      ['preview', 'allowed'],
      ['a preview of what is forbidden', 'forbidden'],
      ['a forbidden statement', 'forbidden'],
      ['a write through a reader’s tool', 'forbidden'],
      ['a statement nobody reads', 'not-understood'],
      ['a gold write without a receipt', 'precondition-failed'],
      ['an unknown tool', 'unknown-tool'],
      ['wrong arguments', 'bad-arguments'],
    ]);
  });

  it('no port that fails lets a call through, and no cut before audit does', () => {
    const disturbed = scripts.filter(([, { breaks, cut }]) => breaks !== undefined || cut !== undefined);
    const reached = ({ breaks, cut }: Script, run: Played): boolean =>
      stagesOf(run.happened).some((one) => one.stage === (cut?.in ?? breaks)) && cut?.in !== 'audit';
    for (const [name, script] of disturbed) {
      const run = played.get(name) ?? expect.fail(name);
      if (reached(script, run)) expect([name, run.code]).not.toEqual([name, 'allowed']);
    }
  });

  it('a large read comes out as a small one does, and is recorded as executed whatever becomes of its masking', () => {
    const ways = ['', ', and transform fails', ', cancelled in transform'].map((how) => `read, large${how}`);
    const ends = ways.map((name) => {
      const run = played.get(name) ?? expect.fail(name);
      return [run.code, linesOf(run.happened).find((one) => one.type === 'outcome')?.body.executed];
    });
    expect(ends).toEqual([
      ['allowed', 'confirmed'],
      ['defect', 'confirmed'],
      ['cancelled', 'confirmed'],
    ]);
  });

  it('a write that was cut off after it was sent is recorded as unknown', () => {
    for (const how of [
      'cancelled in calling',
      'out of time in calling',
      'cancelled in calling, answered late',
    ]) {
      const { happened } = played.get(`write, ${how}`) ?? expect.fail(how);
      expect(linesOf(happened).find((one) => one.type === 'outcome')?.body).toMatchObject({
        executed: 'unknown',
      });
    }
  });

  it('nothing is sent for a call that the law refuses', () => {
    for (const [name, run] of played)
      if (!/^(read|write|plan|preview)\b/.test(name))
        expect(run.happened.filter((one) => one.what === 'sent')).toEqual([]);
  });

  const epochs = (name: string): readonly unknown[] => {
    const run = played.get(name) ?? expect.fail(name);
    return [run.code, run.epoch, run.doubts];
  };

  it('a preview that is known to be rolled back is no write, and says what the rollback has not taken back', () => {
    expect(epochs('write')).toEqual(['allowed', 1, 0]);
    expect(epochs('preview')).toEqual(['allowed', 0, 0]);
    for (const stage of ['intercept', 'precondition', 'intending'])
      expect(epochs(`preview, cancelled in ${stage}`)).toEqual(['cancelled', 0, 0]);
    expect(epochs('preview, and the child says an error')).toEqual(['downstream-failed', 0, 0]);
    const { happened } = played.get('preview') ?? expect.fail('not played');
    expect(linesOf(happened).map(({ type, body }) => [type, body.preview])).toEqual([
      ['intent', undefined],
      ['intent', true],
      ['outcome', 'previewed, rolled back but for sequences'],
      ['outcome', undefined],
    ]);
  });

  it('a preview of which nobody says that it was rolled back counts as the write', async () => {
    for (const child of ['nothing at all', 'one column too few', 'an unknown block'])
      expect(epochs(`preview, and the child says ${child}`)).toEqual(['withheld', 1, 0]);
    expect(epochs('preview, and the child says too late')).toEqual(['deadline-passed', 1, 1]);
    expect(epochs('preview, and the child says closed after it was sent')).toEqual(['downstream-down', 1, 1]);
    expect(epochs('preview, and the child says closed before it was sent')).toEqual([
      'downstream-down',
      0,
      0,
    ]);
    for (const rolledBack of [false, 'true', 1, null]) {
      const run = await play({ ...(calls.preview ?? expect.fail()), child: previewed(rolledBack) });
      expect([run.code, run.epoch]).toEqual(['withheld', 1]);
      const [, , outcome] = linesOf(run.happened);
      expect(outcome?.body.preview).toBe('not known to be rolled back');
    }
  });
});
