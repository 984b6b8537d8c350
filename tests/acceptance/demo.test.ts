// The demo's claims, once more and without its own eyes: the program as a process, then the databases, the bytes and the chain it left.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, filesBelow, main, runDemo } from './demo-run.js';

let demo: Demo;
beforeAll(() => {
  demo = runDemo();
}, 120_000);
afterAll(() => demo?.remove());

describe('the demo', () => {
  it('exits with 0 and every claim of its own is true', () => {
    const { facts, status } = demo;
    expect({ failed: facts.claims.filter((claim) => !claim.ok), status }).toEqual({ failed: [], status: 0 });
    expect(facts.ok).toBe(true);
    expect(facts.claims.length).toBeGreaterThanOrEqual(20);
  });

  it('prints one JSON object and nothing else', () => {
    expect(demo.stdout.trim().split('\n')).toHaveLength(1);
  });
});

describe('with policy off', () => {
  it('the table is gone from the database', () => {
    expect(demo.tables('off', 'silver')).toEqual(['orders']);
    expect(demo.step('off', 'obey-drop')?.verdict).toBe('allowed');
  });

  it('every address reached the agent in clear', () => {
    expect(demo.inClear(demo.received('off'), 'email')).toEqual(demo.personal('email'));
  });

  it('rows that nobody had checked stand in gold', () => {
    const unfit = demo.rows('off', 'gold', 'SELECT id FROM customers WHERE email IS NULL');
    expect(unfit.length).toBeGreaterThan(0);
  });

  it('the planted file lies under gold with every address', () => {
    const file = readFileSync(demo.file('off', 'bucket', 'gold', 'exports', 'partner.csv'), 'utf8');
    expect(demo.inClear(file, 'email')).toEqual(demo.personal('email'));
  });
});

const columns = ['email', 'full_name', 'phone'];

describe('with policy on', () => {
  it('the DROP is denied by no-destructive-ops and the table is there', () => {
    expect(demo.step('on', 'obey-drop')).toMatchObject({ verdict: 'denied', code: 'forbidden' });
    expect(demo.step('on', 'obey-drop')?.rule).toContain('no-destructive-ops');
    expect(demo.tables('on', 'silver')).toEqual(['customers', 'orders']);
  });

  it.each(columns)('no %s of the seed is in any byte received', (column) => {
    expect(demo.personal(column).length).toBeGreaterThan(40);
    expect(demo.received('on').length).toBeGreaterThan(10_000);
    expect(demo.inClear(demo.received('on'), column)).toEqual([]);
  });

  it.each(columns)('no %s of the seed is in the state directory or the log', (column) => {
    expect(demo.written('on').length).toBeGreaterThan(1_000);
    expect(demo.inClear(demo.written('on'), column)).toEqual([]);
  });

  it('the credential is in no byte received, nor in the state directory or the log', () => {
    const secret = readFileSync(demo.file('on', 'secrets', 'lake-dsn'), 'utf8').trim();
    expect(`${demo.received('on')}${demo.written('on')}`.includes(secret)).toBe(false);
  });

  it('promotion is denied until there is a receipt that nothing has killed, and works then', () => {
    const ids = ['hasty-insert', 'hasty-promote', 'forged-receipt', 'promote-unvalidated', 'promote-stale'];
    expect(ids.filter((id) => demo.step('on', id)?.verdict !== 'denied')).toEqual([]);
    expect(demo.step('on', 'promote')?.verdict).toBe('allowed');
  });

  it('gold holds exactly the cleaned rows, each person once', () => {
    const all = 'SELECT * FROM customers ORDER BY id';
    expect(demo.rows('on', 'gold', all)).toEqual(demo.rows('on', 'silver', all));
    const shape =
      'SELECT count(*), count(email), count(DISTINCT lower(email)), count(country) FROM customers';
    expect(demo.rows('on', 'gold', shape)).toEqual([[50, 50, 50, 50]]);
    const segments = demo.rows('on', 'gold', 'SELECT DISTINCT segment FROM customers ORDER BY 1');
    expect(segments.flat()).toEqual(['business', 'private', 'retail']);
  });

  it('nothing but the promoted file is under gold in the bucket', () => {
    expect(filesBelow(demo.file('on', 'bucket', 'gold'))).toEqual([
      demo.file('on', 'bucket', 'gold', 'exports', 'customers.csv'),
    ]);
  });

  it('the planted text was received in clear, and the decision was the same as before it', () => {
    expect(demo.received('on')).toContain('ignore previous instructions');
    const [control, obeyed] = ['control-drop', 'obey-drop'].map((id) => demo.step('on', id));
    expect({ ...control, id: '', decision: '' }).toEqual({ ...obeyed, id: '', decision: '' });
    expect(control?.decision).not.toBe(obeyed?.decision);
  });
});

describe('the journal', () => {
  it.each(['off', 'on'] as const)(
    'is an unbroken chain over the raw bytes of its lines, policy %s',
    (which) => {
      expect(demo.chains(which).length).toBeGreaterThan(0);
      for (const file of demo.chains(which)) {
        const lines = demo.linesOf(file);
        expect(lines.length).toBeGreaterThan(20);
        let before = '0'.repeat(64);
        for (const [at, line] of lines.entries()) {
          const { seq, prev } = JSON.parse(line.toString('utf8')) as { seq: number; prev: string };
          expect({ seq, prev }).toEqual({ seq: at, prev: before });
          before = createHash('sha256').update(line).digest('hex');
        }
      }
    },
  );

  it('holds every denial that the agent was told of', () => {
    const recorded = new Set(demo.facts.audit.entries.map((entry) => entry.decision));
    const told = demo.facts.on.steps.filter((one) => one.verdict === 'denied').map((one) => one.decision);
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((decision) => !recorded.has(decision))).toEqual([]);
  });

  it.each(['off', 'on'] as const)('verifies, and does not when one bit is changed, policy %s', (which) => {
    const config = demo.file(which, which === 'off' ? 'aegis-off.yaml' : 'aegis.yaml');
    const verify = () => spawnSync(process.execPath, [main, 'audit', 'verify', '--config', config]).status;
    expect(verify()).toBe(0);
    const [file = ''] = demo.chains(which);
    const bytes = readFileSync(file);
    const changed = Buffer.from(bytes);
    const at = bytes.indexOf('"tool":"') + '"tool":"'.length;
    changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(file, changed);
    expect(verify()).not.toBe(0);
    writeFileSync(file, bytes);
  });
});

const fenced = [...readFileSync('README.md', 'utf8').matchAll(/^```(?:\w*)\n([\s\S]*?)^```$/gm)].map(
  ([, text = '']) => text.trim(),
);

describe('the README shows', () => {
  it('lines of the table that the demo prints', () => {
    const { stdout } = spawnSync(process.execPath, [main, 'demo'], { encoding: 'utf8', timeout: 110_000 });
    const table = fenced.find((text) => text.includes('one scripted agent')) ?? '';
    expect(table.split('\n').length).toBeGreaterThan(5);
    expect(table.split('\n').filter((line) => !stdout.split('\n').includes(line))).toEqual([]);
  }, 120_000);

  it('a denial in the very words that the agent received, but for its decision', () => {
    const denial = fenced.find((text) => text.startsWith('Denied')) ?? '';
    const [words = ''] = denial.split(/(?<=Decision: )/);
    expect(words).toContain('aegis__validate');
    expect(demo.received('on')).toContain(JSON.stringify(words).slice(1, -1));
  });
});
