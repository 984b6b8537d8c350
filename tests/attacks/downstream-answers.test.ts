// A downstream that answers what was not asked, asks what is not its to ask, and puts words where they do not belong (rows 18, 21, 23).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../acceptance/kernel.js';
import { ledgerOf, type Met, meet } from './hostile.js';

let met: Met;
beforeAll(async () => {
  met = await meet({ deadlines: { slow: '150ms' } });
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

const arrived = (name: string): number => met.ground.arrived().filter((one) => one.name === name).length;

describe('an answer', () => {
  it('given twice, under a foreign id or a text id reaches its own call once and no other', async () => {
    const first = await met.kernel.call('foe__twice', {});
    expect([first.code, first.text]).toEqual(['allowed', 'first']);
    const calls = Array.from({ length: 12 }, (_, n) => met.kernel.call('foe__echo', { say: `own ${n}` }));
    const answers = await Promise.all(calls);
    expect(answers.map((one) => one.content.say)).toEqual(answers.map((_, n) => `own ${n}`));
    expect(met.kernel.received()).not.toMatch(/second|not yours|a string id/);
    expect([arrived('twice'), arrived('echo')]).toEqual([1, 12]);
    expect(met.notes()).toContainEqual({ system: 'foe', state: 'noisy', junk: 1 });
  });

  it('that comes after its deadline reaches nobody', async () => {
    const late = await met.kernel.call('foe__slow', { ms: 400 });
    expect(late.code).toBe('deadline-passed');
    const codes: string[] = [];
    for (let n = 0; n < 30; n++) {
      const one = await met.kernel.call('foe__echo', { say: `after ${n}` });
      codes.push(one.content.say === `after ${n}` ? one.code : 'crossed');
    }
    // Begun later and longer: when this answer is here, the late one has been in the pipe before it.
    expect((await met.kernel.call('foe__pause', { ms: 500 })).text).toBe('paused');
    expect(new Set(codes)).toEqual(new Set(['allowed']));
    expect(met.kernel.received()).not.toContain('"slow"');
    const [outcome] = met.entries().filter((one) => one.type === 'outcome' && one.decision === late.decision);
    expect(outcome?.body).toMatchObject({
      ...{ verdict: 'denied', executed: 'unknown', denial: { code: 'deadline-passed' } },
    });
    expect(arrived('slow')).toBe(1);
  });
});

it('a downstream that asks for sampling, elicitation and roots is refused, the agent is not asked, and it is recorded', async () => {
  const { code, content } = await met.kernel.call('foe__asks', {});
  expect(code).toBe('allowed');
  const refused = { error: { code: -32601, message: 'method not found' } };
  expect(content.answers).toEqual([refused, refused, refused, { result: {} }]);
  expect(met.kernel.received()).not.toMatch(/"method":"(sampling|elicitation|roots)/);
  expect(arrived('asks')).toBe(1);
  await until('it is recorded', () => met.notes().some(({ asked }) => asked === 'sampling/createMessage'));
});

it('what an error says goes to nobody, and what a child prints goes to the operator alone', async () => {
  const answer = await met.kernel.call('foe__fails', {});
  expect([answer.isError, answer.code]).toEqual([true, 'downstream-failed']);
  await met.kernel.call('foe__flood', { lines: 20 });
  await until('the operator sees it', () => met.kernel.stderr().includes('noise 3'));
  expect(met.kernel.received()).not.toMatch(/secret value in the text|noise/);
  expect(JSON.stringify(met.entries())).not.toMatch(/secret value in the text|noise/);
  expect([arrived('fails'), arrived('flood')]).toEqual([1, 1]);
});

it('each call that was sent has one intent and one outcome', () => {
  const { intents, outcomes } = ledgerOf(met.entries());
  expect([...outcomes].sort()).toEqual([...intents].sort());
  expect(intents).toHaveLength(met.ground.arrived().length);
});
