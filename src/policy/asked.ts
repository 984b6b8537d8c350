/** What each rule of a policy asks about, by the words of its condition. A word in a text counts as asked: it errs on the side of asking. */
import { ruleKinds } from '../rules/index.js';
import { fitPartly, readYaml } from '../yaml/document.js';
import type { PolicyText } from './compile.js';
import { type PolicyForm, policyForm } from './form.js';

/** What the journal does not hold of a call. */
const unheld = [
  'arguments',
  'session',
  'statements',
  'columns',
  'functions',
  'filtersOn',
  'egress',
  'flows',
  'carries',
  'known',
] as const;

export interface Asked {
  readonly id: string;
  readonly words: readonly string[];
}

const wordsIn = (text: string): readonly string[] =>
  unheld.filter((word) => new RegExp(`(?<![A-Za-z0-9_])${word}(?![A-Za-z0-9_])`).test(text));

function askedIn({
  forbid,
  limit,
  require,
}: Pick<PolicyForm, 'forbid' | 'limit' | 'require'>): readonly Asked[] {
  const [forbids, limits, requires] = ruleKinds;
  const texts = [
    ...forbid.map((one) => ({ id: one.id, text: forbids.condition(one).text })),
    ...limit.map((one) => ({ id: one.id, text: limits.condition(one).text })),
    ...require.map((one) => ({ id: one.id, text: requires.condition(one).text })),
  ];
  return texts.map(({ id, text }) => ({ id, words: wordsIn(text) }));
}

/** The rules that ask what no entry of the journal can answer. */
export function unanswerable(texts: readonly PolicyText[]): readonly Asked[] {
  return texts.flatMap(({ file, text }) => {
    const { value } = fitPartly(readYaml(text, file), {
      schema: policyForm,
      file,
      standIns: { version: 1 },
    });
    if (value === undefined) return [];
    const sections = [value, ...Object.values(value.invariants)];
    return sections.flatMap(askedIn).filter(({ words }) => words.length > 0);
  });
}
