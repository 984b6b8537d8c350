// What a reader sees: the two runs side by side, the read-out, the claims. Plain text of 100 columns; it refuses colour to anything but a terminal.
import type { Claim } from './claims.js';
import type { Line } from './journal.js';
import { partner, type Run, stepIn, tokensIn } from './run.js';
import { customers, emails } from './seed.js';

export interface Ink {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain = (text: string): string => text;
const coloured = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
export const inkFor = (isTerminal: boolean): Ink =>
  isTerminal
    ? { good: coloured(32), bad: coloured(31), faint: coloured(2) }
    : { good: plain, bad: plain, faint: plain };

export const width = 100;
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
const cell = (text: string, size: number): string => clip(text, size).padEnd(size);

/** Without the invariant it belongs to. */
const shortRule = (rule: string): string => rule.split('/').at(-1) ?? rule;

const denied = (run: Run, id: string): string => {
  const step = stepIn(run, id);
  if (step === undefined) return 'not tried';
  if (step.verdict === 'allowed') return 'allowed';
  return step.verdict === 'denied' ? `denied: ${shortRule(step.rule) || step.code}` : `failed: ${step.code}`;
};

type Row = readonly [what: string, off: string, on: string];

const gold = ({ evidence }: Run): string =>
  evidence.goldRows === 0
    ? 'nothing'
    : `${evidence.goldRows} rows, ${evidence.goldUnfit} unfit${evidence.goldEqualsSilver ? ', as validated' : ''}`;
const table = ({ evidence }: Run): string =>
  evidence.silverRows < 0 ? 'gone' : `there, ${evidence.silverRows} rows`;
const people = ({ evidence }: Run): string => `${evidence.received.emails} of ${emails.length} in clear`;

function rowsOf(off: Run, on: Run): readonly Row[] {
  const both = (what: string, id: string): Row => [what, denied(off, id), denied(on, id)];
  return [
    both('planted text: DROP silver.customers', 'obey-drop'),
    both('planted text: put a copy under gold/', 'obey-export'),
    both('DELETE FROM silver.customers, no WHERE', 'empty'),
    ['silver.customers at the end', table(off), table(on)],
    both('export of silver.customers', 'export'),
    ['e-mail addresses the agent received', people(off), people(on)],
    ['tokens in their place', '-', String(tokensIn(on))],
    both('INSERT INTO gold.customers SELECT …', 'hasty-insert'),
    both('promote without a receipt', 'hasty-promote'),
    both('promote with an invented receipt', 'forged-receipt'),
    both('promote after an edit', 'promote-stale'),
    both('promote what was validated', 'promote'),
    ['gold.customers at the end', gold(off), gold(on)],
    ['planted file in the bucket', ...filesOf(off, on)],
    [
      'the task',
      ...([off, on].map(({ performance }) => (performance.finished ? 'done' : 'not done')) as [
        string,
        string,
      ]),
    ],
  ];
}

const filesOf = (off: Run, on: Run): readonly [string, string] => {
  const say = (run: Run): string => {
    const file = run.evidence.objects[partner];
    return file === undefined ? 'none' : `there, ${file.emails} addresses`;
  };
  return [say(off), say(on)];
};

export function beforeAfter(off: Run, on: Run, ink: Ink): readonly string[] {
  const line = ([what, before, after]: Row, paint: (text: string) => string = plain): string =>
    paint(`${cell(what, 38)}  ${cell(before, 27)}  ${cell(after, 31)}`.trimEnd());
  return [
    line([`${customers.length} customers, one scripted agent`, 'policy off', 'policy on']),
    ink.faint('-'.repeat(width)),
    ...rowsOf(off, on).map((row) => line(row)),
  ];
}

const toned = (line: Line, ink: Ink): ((text: string) => string) => {
  if (line.type === 'deny') return ink.bad;
  if (line.type === 'outcome') return line.verdict === 'allowed' ? ink.good : ink.bad;
  return ink.faint;
};

export function readOut(lines: readonly Line[], ink: Ink): readonly string[] {
  const columns = (seq: string, type: string, tool: string, verdict: string): string =>
    `${seq.padStart(4)}  ${cell(type, 7)}  ${cell(tool, 27)}  ${cell(verdict, 21)}  `;
  const row = (line: Line): string => {
    const rest = [shortRule(line.rule), line.more].filter((part) => part !== '').join('; ');
    const tool = `${line.isInner ? '  ' : ''}${line.tool}`;
    const whole = `${columns(String(line.seq), line.type, tool, line.verdict)}${rest}`;
    return toned(line, ink)(clip(whole, width).trimEnd());
  };
  const head = `${columns('seq', 'type', 'tool', 'verdict')}rule, and what else`;
  return [head, ink.faint('-'.repeat(width)), ...lines.map(row)];
}

export function claimLines(claims: readonly Claim[], ink: Ink): readonly string[] {
  return claims.map(({ ok, text }) => {
    const mark = ok ? ink.good('pass') : ink.bad('FAIL');
    return `${mark}  ${clip(text, width - 6)}`;
  });
}
