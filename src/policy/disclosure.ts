/** How much `aegis__explain` tells an agent of its own decisions. The journal and `aegis explain` tell the operator all of it, whatever stands here. */

/** From most to least: each rule that was asked, what the denial itself has said, how it came out. */
export const disclosures = ['rules', 'denial', 'verdict'] as const;
export type Disclosure = (typeof disclosures)[number];

/** Of several files the one that tells least decides. */
export const strictest = (all: readonly Disclosure[]): Disclosure =>
  disclosures.findLast((one) => all.includes(one)) ?? 'rules';

const verdict = ['decision', 'tool', 'verdict'];
const denial = [...verdict, 'denial', 'help', 'remedies'];

/** The parts of a decision's summary that may be shown; undefined for all of them. */
export const shownAt: { readonly [D in Disclosure]: readonly string[] | undefined } = {
  rules: undefined,
  denial,
  verdict,
};
