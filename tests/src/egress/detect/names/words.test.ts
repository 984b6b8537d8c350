/** That every word which leads to a name is one that speaks of names: a detector is not asked where none does. */
import { describe, expect, it } from 'vitest';
import * as nameWords from '../../../../../src/egress/detect/names/words.js';
import { cue, cuesIn } from '../../../../../src/egress/detect/words/cues.js';

/** Where a list of alternatives is parted: outside of groups. */
function alternatives(source: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const one of source) {
    if (one === '(') depth += 1;
    if (one === ')') depth -= 1;
    if (one === '|' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${one}`);
  }
  return parts;
}

/** Each spelling that one alternative stands for: of classes, of groups, and with what may be left out. */
function spellings(source: string): readonly string[] {
  const choice = /\[([^\]]+)\](\?)?|\(\?:([^()]*)\)(\?)?|(\\?.)\?/.exec(source);
  if (choice === null) return [source.replaceAll('\\', '')];
  const [found, letters, mayLackLetter, group, mayLackGroup, single] = choice;
  const own = letters === undefined ? (group?.split('|') ?? [single ?? '']) : [...letters];
  const isOptional = mayLackLetter ?? mayLackGroup ?? single;
  const [before, behind] = [source.slice(0, choice.index), source.slice(choice.index + found.length)];
  return [...own, ...(isOptional === undefined ? [] : [''])].flatMap((one) =>
    spellings(before + one + behind),
  );
}

describe('a word that leads to a name speaks of one', () => {
  it.each(Object.entries(nameWords))('of the %s', (_, list) => {
    const words = alternatives(list).flatMap(spellings);
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => (cuesIn(`${word} X`).bits & cue.name) === 0)).toEqual([]);
  });
});
