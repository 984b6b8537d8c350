/** What was found in data that somebody looks at, and where exactly. It refuses to be part of an entry: a pointer may be a value there. */
import { locate, readJsonText } from '../forms/json/json-text.js';
import type { Tally } from '../net/findings.js';
import { asKey } from '../operators/mask-form.js';

export interface ExactFinding {
  readonly pointer: string;
  readonly class: string;
  readonly tier: string;
  readonly operator: string;
  /** In the value as it was given: UTF-16 units of a text. */
  readonly start: number;
  readonly end: number;
  /** They are those of the last key of the pointer. */
  readonly in?: 'key';
}
export interface ExactTally extends Tally {
  readonly findings: readonly ExactFinding[];
  /** What is found meanwhile, kept out of the findings. */
  during<Value>(run: () => Value): { readonly value: Value; readonly found: readonly ExactFinding[] };
}

export function exactTally(): ExactTally {
  const findings: ExactFinding[] = [];
  return {
    findings,
    add(pointer, { class: columnClass, operator, tier = 'provenance', start = 0, end = 0, in: part }) {
      const found = { pointer, class: columnClass, tier, operator, start, end };
      findings.push(part === undefined ? found : { ...found, in: part });
    },
    during(run) {
      const from = findings.length;
      const value = run();
      return { value, found: findings.splice(from) };
    },
    begin() {},
    rollBack() {},
    list: () => [],
  };
}

/** What was found in a value within a text that is JSON, as it stands in that text. `above`: the pointer of the text. */
export function inText(text: string, findings: readonly ExactFinding[], above = ''): readonly ExactFinding[] {
  if (findings.every(({ pointer }) => pointer === above)) return findings;
  const json = readJsonText(text);
  const whole = { start: 0, end: text.length };
  return findings.map(({ in: part, ...finding }) => {
    const steps = finding.pointer.slice(above.length).split('/').slice(1).map(asKey);
    return { ...finding, ...(locate(json, { steps, isKey: part === 'key' }, finding) ?? whole) };
  });
}
