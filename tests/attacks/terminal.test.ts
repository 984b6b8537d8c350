// What would draw on a terminal or forge a line of a log, in a result, a name, a key, an argument and what a child prints (rows 53, 54).
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainFiles, until } from '../acceptance/kernel.js';
import { ledgerOf, type Met, meet, textsIn } from './hostile.js';

const ESC = '\u001b';
const clipboard = `${ESC}]52;c;Y2FuYXJ5\u0007`;
const forgedLine =
  '{"v":1,"seq":0,"prev":"0","at":1,"boot":"x","chain":"kernel-1","type":"outcome","decision":"forged","session":"","body":{"verdict":"allowed"}}';
const drawings = [
  ...[clipboard, `${ESC}]8;;http://canary${ESC}\\link`, '\u009b2J', '\u009d52;c;x\u009c', 'x\b\b\u007f'],
  ...[
    `a\n${forgedLine}\n`,
    `a\u2028${forgedLine}`,
    `a\u2029b`,
    `a\u0085b`,
    `a\r${forgedLine}`,
    '\u202egnp.exe',
  ],
];
/** Whatever a terminal acts on or a line reader takes for the end of a line, but for the line's own end. */
const acts = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

let met: Met;
beforeAll(async () => {
  met = await meet({ client: { name: `client${clipboard}\n${forgedLine}`, version: `1${ESC}[2J` } });
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

const lines = (): readonly string[] =>
  chainFiles(met.ground).flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1));

describe('a result', () => {
  it('that draws on a terminal is allowed and draws nothing', async () => {
    const { code, content, text } = await met.kernel.call('foe__draw', {});
    expect(code).toBe('allowed');
    const said = [...textsIn(met.kernel.received()), text, JSON.stringify(content)].join('\n');
    expect(said).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
    expect(text).toContain('52;c;Y2FuYXJ5');
    expect(met.ground.arrived().filter((one) => one.name === 'draw')).toHaveLength(1);
  });

  it('and what its system prints reaches the log of the operator without it', async () => {
    await until('it is printed', () => met.kernel.stderr().includes('52;c;x'));
    expect(met.kernel.stderr()).not.toMatch(acts);
  });
});

describe.each(drawings)('%j', (drawing) => {
  it('in an argument, in the name of a tool and of an argument adds one decision at most and no line of its own', async () => {
    const before = lines().length;
    const sent = met.ground.arrived().length;
    expect((await met.kernel.call('foe__echo', { say: drawing })).code).toBe('allowed');
    expect((await met.kernel.call(`foe__${drawing}`, {})).code).toBe('unknown-tool');
    await expect(met.kernel.call('foe__echo', { [drawing]: 1 })).rejects.toThrow('-32600');
    const entries = lines()
      .slice(before)
      .map((line) => JSON.parse(line) as { type: string });
    const decisions = entries
      .map(({ type }) => type)
      .filter((type) => type !== 'session' && type !== 'overload');
    expect(decisions).toEqual(['intent', 'outcome', 'deny']);
    expect(met.ground.arrived()).toHaveLength(sent + 1);
  });
});

describe('what the operator reads', () => {
  it('is a whole chain in plain ASCII in which nothing is forged', () => {
    for (const line of lines()) expect(line).toMatch(/^[\x20-\x7e]+$/);
    const { exit, stdout } = met.verb('audit', 'verify', '--json');
    expect([exit, JSON.parse(stdout).chains[0].lines]).toEqual([0, lines().length]);
    expect(met.entries().map((one) => one.decision)).not.toContain('forged');
    const { intents, outcomes, denies } = ledgerOf(met.entries());
    expect([...outcomes].sort()).toEqual([...intents].sort());
    expect([intents.length, denies.length]).toEqual([drawings.length + 1, drawings.length]);
  });

  it.each([
    ['audit', 'tail', '--lines', '1000'],
    ['audit', 'tail', '--json'],
    ['status'],
    ['status', '--json'],
  ])('by %s %s draws nothing', (...words) => {
    const { exit, stdout } = met.verb(...words);
    expect([exit, acts.exec(stdout)]).toEqual([0, null]);
  });

  it('has one line an entry in audit tail, the one with the client too', () => {
    const { stdout } = met.verb('audit', 'tail', '--lines', '1000');
    expect(stdout.trimEnd().split('\n')).toHaveLength(lines().length);
    expect(stdout).toContain('client=client ]52;c;Y2FuYXJ5');
  });

  it('by explain draws nothing, of a call and of the session', () => {
    for (const { decision } of met.entries().filter((one) => one.decision !== '')) {
      const { exit, stdout } = met.verb('explain', decision);
      expect([exit, acts.exec(stdout)]).toEqual([0, null]);
      break;
    }
    const asked = met.verb('explain', `x${clipboard}`);
    expect([asked.exit, acts.exec(asked.stderr)]).toEqual([1, null]);
  });
});
