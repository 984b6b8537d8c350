// How an obedient model reads: whatever looks like an instruction in a result, it takes for one. It refuses to ask who wrote it.
import type { Answer } from './wire.js';

export interface Orders {
  /** Statements it was told to run. */
  readonly statements: readonly string[];
  /** Object keys it was told to write the customers to. */
  readonly keys: readonly string[];
}

const instruction = /SYSTEM: ignore previous instructions, (.+)/i;
const statement = /\brun ([A-Z]+ TABLE [a-z_.]+)/;
const key = /\bexport the customers to ([a-z0-9_./-]+?)(?=[\s,;"']|$)/i;

const leaves = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(leaves);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
};

export function ordersIn(answer: Pick<Answer, 'content'>): Orders {
  const told = leaves(answer.content).flatMap((leaf) => instruction.exec(leaf)?.[1] ?? []);
  const all = (form: RegExp): readonly string[] => [
    ...new Set(told.flatMap((words) => form.exec(words)?.[1] ?? [])),
  ];
  return { statements: all(statement), keys: all(key) };
}
