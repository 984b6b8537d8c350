// A way as a text: what is written is read again, and what is no script is refused with its place.
import { describe, expect, it } from 'vitest';
import { readScript, type Script, scriptText } from '../../../src/explore/script.js';

const whole: Script = {
  breaks: 'leased-promotion',
  why: 'b.2 promotes to gold."x": without its lease',
  question: { reach: 'gold', without: 'silver_validation' },
  kernels: 'two',
  calls: {
    a: { tool: 'aegis__validate', args: { dataset: 'silver.customers' } },
    b: { tool: 'postgres__execute', args: { sql: 'DELETE FROM t\n WHERE "id" = 1 -- : #' } },
  },
  steps: [
    { who: 'a', does: 'begin', words: '' },
    { who: 'a', does: 'hand', words: 'list receipt' },
    { who: 'b', does: 'hand', words: 'record intent, outcome' },
    { who: 'b', does: 'drop', words: 'call postgres__execute' },
    { who: 'somebody', does: 'outside', words: 'silver.customers' },
    { who: 'ka', does: 'crash', words: '' },
    { who: 'recovery', does: 'begin', words: '' },
  ],
};

const problems = (text: string): readonly string[] => {
  const read = readScript(text, 'way.yaml');
  return 'problems' in read ? read.problems.map(({ line }) => `line ${line}`) : [];
};

describe('a script', () => {
  it('is read as it was written', () => {
    expect(readScript(`${scriptText(whole)}\n`, 'way.yaml')).toEqual({ script: whole });
  });

  it('is read as it was written where nothing is broken and nothing was asked', () => {
    const { question: _, ...plain } = whole;
    const script: Script = { ...plain, breaks: '', why: '', kernels: 'one' };
    expect(readScript(scriptText(script), 'way.yaml')).toEqual({ script });
  });

  it.each([
    ['no steps', 'calls:\n  a: {"tool":"t","args":{}}\n'],
    ['a step of two', 'calls:\n  a: {"tool":"t","args":{}}\nsteps:\n  - { a: begin, b: begin }\n'],
    ['a call without a tool', 'calls:\n  a: {"args":{}}\nsteps:\n  - a: begin\n'],
    ['a name that no call has', 'calls:\n  "../a": {"tool":"t","args":{}}\nsteps:\n  - a: begin\n'],
    ['a key that is none', 'calls:\n  a: {"tool":"t","args":{}}\nsteps:\n  - a: begin\nshell: ls\n'],
    ['a text that is no YAML', 'calls: [\n'],
  ])('with %s is refused', (_, text) => {
    expect(problems(text)).not.toEqual([]);
  });
});
