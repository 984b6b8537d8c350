// The inspector over the shipped kernel: what it shows of a call, and that nothing of what the call carried is in it.
import { beforeAll, describe, expect, it } from 'vitest';
import { createInspector, type Inspector } from '../../../actors/inspection/inspector.js';
import { readRowQuery } from '../../../src/inspection/filter.js';
import { createFakeClock } from '../../fakes/clock.js';
import { type Played, play, rows } from '../../model/scripted-kernel.js';

const query = 'SELECT id, email FROM silver.customers';
const canary = 'canary';
const writtenHere = (id: string) => ({
  ...{ id, kind: 'forbid', phase: 'capability', because: '', place: `place of ${id}`, text: `- ${id}` },
});

const read = { tool: 'postgres__query', args: { sql: query } };
const drop = { tool: 'postgres__execute', args: { sql: 'DROP TABLE silver.customers' } };

const tripOf = ({ inspector }: Played) => {
  const [row] = rowsOf(inspector);
  const trip = inspector.trip(row?.id ?? '', { phaseOf: () => '', written: writtenHere });
  if (trip === undefined) throw new Error('the trip is not there');
  return trip;
};
function rowsOf(inspector: Inspector, words: Readonly<Record<string, string>> = {}) {
  const found = readRowQuery(new Map(Object.entries(words)));
  if ('problem' in found) throw new Error(found.problem);
  return inspector.rows(found).rows;
}

describe('a call that is allowed', () => {
  let played: Played;
  beforeAll(async () => {
    played = await play(read);
  });

  it('is listed with its end', () => {
    expect(rowsOf(played.inspector)[0]).toMatchObject({
      ...{ tool: 'postgres__query', system: 'postgres', role: 'cleaner', parent: '' },
      ...{ state: 'done', verdict: 'allowed', code: '', executed: 'confirmed', isSlow: false },
    });
  });

  it('is shown stage by stage, in the order of the machine', () => {
    expect(tripOf(played).stages.map(({ stage }) => stage)).toEqual([
      ...['resolve', 'intercept', 'capability', 'argument', 'precondition'],
      ...['intending', 'calling', 'transform', 'mint', 'audit'],
    ]);
  });

  it('shows what each stage saw in names, classes and counts', () => {
    const saw = Object.fromEntries(tripOf(played).stages.map((one) => [one.stage, one.saw]));
    expect(saw.intercept).toContainEqual({ what: 'reads', values: ['silver.customers (id, email)'] });
    expect(saw.capability).toContainEqual({ what: 'capabilities', values: ['read silver.customers'] });
    expect(saw.transform).toContainEqual({
      what: 'masked',
      values: [expect.stringMatching(/^pii\.email: token of \d+ by provenance$/)],
    });
  });

  it('names who was asked, by the types of messages alone', () => {
    const told = tripOf(played).messages.map(({ from, to, type }) => `${from} > ${to}: ${type}`);
    expect(told).toEqual([
      'request > bursar: bursar.read',
      'bursar > request: answer',
      'request > analyst: analyst.read',
      'analyst > request: answer',
      'request > bursar: bursar.reserve',
      'bursar > request: answer',
      'request > ledger: ledger.append intent',
      'ledger > request: answer',
      'request > downstream:postgres: downstream.call',
      'downstream:postgres > request: answer',
      'request > ledger: ledger.append outcome',
      'ledger > request: answer',
    ]);
  });

  it('has the places of its entries in the chain, which are durable', () => {
    const { entries } = tripOf(played);
    expect(entries.map(({ type, proof }) => [type, proof])).toEqual([
      ['intent', 'durable'],
      ['outcome', 'durable'],
    ]);
    expect(entries.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  it('can be walked step by step to its end', () => {
    const { steps } = tripOf(played);
    expect(steps.map(({ state }) => state).at(0)).toBe('resolve');
    expect(steps.at(-1)).toMatchObject({ state: 'done', verdict: 'allowed', executed: 'confirmed' });
  });

  it('holds nothing of what the result held', async () => {
    expect(JSON.stringify(rows)).toContain(canary);
    const { inspector, face } = played;
    const paths = ['/overview', '/requests', '/sessions', '/catalog', '/policies', '/systems'];
    const answers = await Promise.all(paths.map((path) => face.answer(path, new Map())));
    const all = JSON.stringify([answers, tripOf(played), inspector.since(0, 10_000), inspector.tally()]);
    expect(answers.every((answer) => 'found' in answer)).toBe(true);
    expect(all).not.toContain(canary);
  });
});

describe('a call that is denied', () => {
  let played: Played;
  beforeAll(async () => {
    played = await play(drop);
  });

  it('says which rule decided, where it is written and what the agent was told', () => {
    const { row, denial } = tripOf(played);
    expect(row).toMatchObject({ state: 'denied', verdict: 'denied', executed: 'no', endedIn: 'capability' });
    expect(row.rule).toBe('no-destructive-ops/no-drop');
    expect(denial).toMatchObject({
      code: 'forbidden',
      rule: { kind: 'forbid', place: 'place of no-destructive-ops/no-drop' },
    });
    expect(denial?.text).toContain('Denied (forbidden)');
  });

  it('stops in the phase that decided and goes on to audit', () => {
    expect(tripOf(played).stages.map(({ stage, how }) => [stage, how])).toEqual([
      ['resolve', 'passed'],
      ['intercept', 'passed'],
      ['capability', 'stopped'],
      ['audit', 'passed'],
    ]);
  });

  it('counts for the rule in the policy, with the place and the text of it', async () => {
    const answer = await played.face.answer('/policies', new Map());
    const { rules } = 'found' in answer ? (answer.found as { rules: { id: string }[] }) : { rules: [] };
    expect(rules.find(({ id }) => id === 'no-destructive-ops/no-drop')).toMatchObject({
      ...{ kind: 'forbid', phase: 'capability', fired: 1, denied: 1, erred: 0 },
      place: expect.stringMatching(/default\.yaml:\d+$/),
      text: expect.stringMatching(/^- id: no-drop\n/),
    });
    expect(rules.find(({ id }) => id === 'no-destructive-ops/no-unscoped-write')).toMatchObject({
      fired: 0,
      last: 0,
    });
  });

  it('is found by its verdict, code, rule, tool and a part of its name, and by nothing else', () => {
    const { inspector } = played;
    const found = (words: Readonly<Record<string, string>>): number => rowsOf(inspector, words).length;
    expect(found({ verdict: 'denied', code: 'forbidden', tool: 'postgres__execute' })).toBe(1);
    expect(found({ rule: 'no-destructive-ops/no-drop', q: 'execute' })).toBe(1);
    expect(found({ verdict: 'errored' })).toBe(0);
    expect(found({ slow: '1' })).toBe(0);
  });
});

describe('a call whose name is not plain', () => {
  it('is listed by the length of it', async () => {
    const { inspector } = await play({ tool: 'mail jane@canary.example', args: {} });
    expect(rowsOf(inspector)[0]).toMatchObject({ tool: '(24 characters)', code: 'unknown-tool', system: '' });
  });
});

describe('what a plan asks for', () => {
  it('is linked with the call that made the plan', async () => {
    const played = await play({ tool: 'aegis__validate', args: { dataset: 'silver.customers' } });
    const [first, ...rest] = rowsOf(played.inspector)
      .filter(({ parent }) => parent !== 'boot')
      .reverse();
    expect(first).toMatchObject({ tool: 'aegis__validate', parent: '' });
    expect(rest.length).toBeGreaterThan(0);
    expect(rest.every(({ parent }) => parent === first?.id)).toBe(true);
    const trip = played.inspector.trip(first?.id ?? '', { phaseOf: () => '', written: writtenHere });
    expect(trip?.children.map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
  });
});

describe('the officers', () => {
  it('are shown by where they stand and the types of what they were sent', async () => {
    const { inspector } = await play(read);
    const actors = Object.fromEntries(inspector.actors().map((one) => [one.name, one]));
    expect(actors.kernel).toMatchObject({ machine: 'kernel', state: 'serving' });
    expect(actors['downstream:postgres']).toMatchObject({ machine: 'downstream', state: 'ready' });
    expect(actors.vault?.received).toMatchObject({ 'vault.open': 1, 'vault.lease': 1 });
    expect(actors.mint?.received).toHaveProperty('mint.recover');
  });
});

describe('the rings', () => {
  it('hold so many requests, count what they let go, and answer nothing for it', async () => {
    const { inspector } = await play(read);
    const { requests, events } = inspector.rings();
    expect(requests).toMatchObject({ size: 10_000, dropped: 0 });
    expect(events.held).toBe(events.next);
  });

  it('tell of a gap where events were asked for that are gone', () => {
    const inspector = createInspector({ clock: createFakeClock(), events: 4 });
    for (let seq = 0; seq < 10; seq += 1) inspector.observer.chain.durable(seq);
    expect(inspector.since(1, 2)).toEqual([
      { index: undefined, event: { kind: 'gap', from: 1, to: 6 } },
      { index: 6, event: { kind: 'journal', durable: 6, signed: -1 } },
      { index: 7, event: { kind: 'journal', durable: 7, signed: -1 } },
    ]);
    expect(inspector.since(8, 10).map(({ index }) => index)).toEqual([8, 9]);
  });

  it('an event that follows another is told to whoever follows, until they leave', () => {
    const inspector = createInspector({ clock: createFakeClock() });
    let told = 0;
    const leave = inspector.follow(() => {
      told += 1;
    });
    inspector.observer.chain.durable(1);
    leave();
    inspector.observer.chain.durable(2);
    expect(told).toBe(1);
  });
});
