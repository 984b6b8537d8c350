/** The tests of a policy: of all calls that were tried, the first that shows each thing. It says what it could not show, and counts it. */

import type { Court } from '../oracle/judge.js';
import type { Stand } from '../witness/alike.js';
import { atomsOf, textOf } from './atoms.js';
import { type Finding, findingsOf } from './findings.js';
import { type Chapter, type Goal, goalsOf, sayingOf, unclearLines } from './goals.js';
import { hear, type Subject } from './hearing.js';
import type { Tried } from './tried.js';

export interface Case {
  readonly name: string;
  readonly chapter: Chapter;
  /** What it shows that no earlier one does. */
  readonly shows: readonly string[];
  readonly call: Tried;
}

export interface Suite {
  readonly cases: readonly Case[];
  readonly findings: readonly Finding[];
  /** What no call shows, and why, in words. */
  readonly leftOut: readonly string[];
  readonly tried: number;
  readonly goals: number;
}

const sameCall = ({ witness, at }: Tried): string => JSON.stringify([witness.tool, witness.args, at]);

const nameOf = ({ witness, label, at, verdict }: Tried): string =>
  [
    `${witness.tool}, ${witness.name}`,
    ...(label === '' ? [] : [label]),
    `as ${at.role}: ${sayingOf(verdict)}`,
  ].join(', ');

function chosen(all: readonly Tried[], goals: (tried: Tried) => readonly Goal[]): readonly Case[] {
  const reached = new Set<string>();
  const names = new Map<string, number>();
  const cases = new Map<string, Case>();
  for (const call of all) {
    const fresh = goals(call).filter(({ shows }) => !reached.has(shows));
    const [first] = fresh;
    if (first === undefined) continue;
    const shows = [...new Set(fresh.map((goal) => goal.shows))];
    for (const one of shows) reached.add(one);
    const key = sameCall(call);
    const known = cases.get(key);
    const name = nameOf(call);
    const count = (names.get(name) ?? 0) + 1;
    if (known === undefined) names.set(name, count);
    cases.set(
      key,
      known === undefined
        ? { name: count > 1 ? `${name} (${count})` : name, chapter: first.chapter, shows, call }
        : { ...known, shows: [...known.shows, ...shows] },
    );
  }
  return [...cases.values()];
}

/** Parts of conditions that no call shows to decide, one way or the other. */
function unshown({ reading }: Court, shown: ReadonlySet<string>): readonly string[] {
  return reading.lines.flatMap((line) =>
    atomsOf(line.node).flatMap((node) =>
      ['holds', 'does not hold']
        .filter((way) => !shown.has(`${line.id}: \`${textOf(node)}\` ${way}, and that decides it`))
        .map((way) => `${line.id}: no call in which \`${textOf(node)}\` ${way} and that decides it`),
    ),
  );
}

const stoodFor = (stands: readonly Stand[]): readonly string[] =>
  stands
    .filter(({ alike }) => alike.length > 0)
    .map(
      ({ dataset, alike }) => `${dataset} stands for ${alike.length} datasets like it: ${alike.join(', ')}`,
    );

export function suiteFor(subject: Subject): Suite {
  const { court, all, withoutCall, stands } = hear(subject);
  const goals = all.map((one) => [one, goalsOf(court, subject.role, one)] as const);
  const byTried = new Map(goals);
  const cases = chosen(all, (one) => byTried.get(one) ?? []);
  const shown = new Set(goals.flatMap(([, list]) => list.map(({ shows }) => shows)));
  return {
    cases,
    findings: findingsOf(court, all),
    leftOut: [
      ...unclearLines(court.reading, all).map((id) => `${id}: its condition asks what is not weighed here`),
      ...unshown(court, shown),
      ...withoutCall.map((tool) => `${tool}: no call is known that fits it`),
      ...stoodFor(stands),
    ],
    tried: all.length,
    goals: shown.size,
  };
}
