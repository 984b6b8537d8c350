/** A way that an exploration has found, as a text that people read and a kernel can be taken along. It holds calls and an order; what is no step of one is refused. */
import { z } from 'zod';
import type { JsonObject } from '../call/json.js';
import { type Problem, readYaml, zodProblems } from '../yaml/document.js';

const who = z.string().regex(/^[a-z]{1,20}$/);
const call = z.strictObject({ tool: z.string().min(1), args: z.record(z.string(), z.json()) });
/** `somebody: outside silver.orders`. */
const step = z
  .record(who, z.string().min(1).max(300))
  .refine((one) => Object.keys(one).length === 1, 'a step is of one');

const form = z.strictObject({
  breaks: z.string().optional(),
  why: z.string().optional(),
  /** What was asked, where the way is an answer to a question. */
  reach: z.string().min(1).optional(),
  without: z.string().min(1).optional(),
  kernels: z.literal('two').optional(),
  calls: z
    .record(z.string().regex(/^[a-d]$/), call)
    .refine((all) => Object.keys(all).length > 0, 'no call meets any'),
  steps: z.array(step).min(1).max(10_000),
});

export interface ScriptCall {
  readonly tool: string;
  readonly args: JsonObject;
}

const deeds = ['begin', 'cancel', 'wait', 'outside', 'crash', 'journal', 'recover', 'drop'] as const;

export interface ScriptStep {
  /** A call, a kernel, or `somebody`. */
  readonly who: string;
  /** `hand`: one of its hands answers. */
  readonly does: (typeof deeds)[number] | 'hand';
  /** Which hand, or what is done to what. */
  readonly words: string;
}

export interface Script {
  /** The promise that is broken at its end; '' where none is. */
  readonly breaks: string;
  readonly why: string;
  readonly question?: { readonly reach: string; readonly without: string };
  readonly kernels: 'one' | 'two';
  readonly calls: Readonly<Record<string, ScriptCall>>;
  readonly steps: readonly ScriptStep[];
}

const isDeed = (word: string): word is (typeof deeds)[number] => deeds.some((one) => one === word);

function stepOf(one: Readonly<Record<string, string>>): ScriptStep {
  const [[name, text] = ['', '']] = Object.entries(one);
  const [first = '', ...rest] = text.split(' ');
  return isDeed(first)
    ? { who: name, does: first, words: rest.join(' ') }
    : { who: name, does: 'hand', words: text };
}

export const stepWords = ({ does, words }: ScriptStep): string =>
  (does === 'hand' ? words : `${does} ${words}`).trimEnd();

/** JSON is YAML: values are written as JSON. */
export function scriptText({ breaks, why, question, kernels, calls, steps }: Script): string {
  return [
    ...(breaks === '' ? [] : [`breaks: ${breaks}`, `why: ${JSON.stringify(why)}`]),
    ...(question === undefined ? [] : [`reach: ${JSON.stringify(question.reach)}`]),
    ...(question === undefined || question.without === ''
      ? []
      : [`without: ${JSON.stringify(question.without)}`]),
    ...(kernels === 'two' ? ['kernels: two'] : []),
    'calls:',
    ...Object.entries(calls).map(([name, { tool, args }]) => `  ${name}: ${JSON.stringify({ tool, args })}`),
    'steps:',
    ...steps.map((one) => `  - ${one.who}: ${stepWords(one)}`),
  ].join('\n');
}

export type ReadScript = { readonly script: Script } | { readonly problems: readonly Problem[] };

export function readScript(text: string, file: string): ReadScript {
  const document = readYaml(text, file);
  if (document.problems.length > 0) return { problems: document.problems };
  const read = form.safeParse(document.value);
  if (!read.success) return { problems: zodProblems(read.error, document, file) };
  const { breaks = '', why = '', reach, without = '', kernels = 'one', calls, steps } = read.data;
  return {
    script: {
      ...{ breaks, why, kernels, steps: steps.map(stepOf) },
      ...(reach === undefined ? {} : { question: { reach, without } }),
      // `as`: what the form calls JSON is the same JSON.
      calls: calls as Readonly<Record<string, ScriptCall>>,
    },
  };
}
