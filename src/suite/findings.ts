/** What a policy's lines and a configuration's tools never do, each with the call that shows it. It speaks of the calls that were tried, and of no others. */
import { answerTo, type Court, isGrantedBy } from '../oracle/judge.js';
import { hasSpoken } from '../oracle/plea.js';
import { type BudgetLine, fits, type GrantLine, type Line, type MaskLine } from '../oracle/reading.js';
import { privateIp } from '../policy/obligation.js';
import { atomsOf, textOf } from './atoms.js';
import { nobody } from './circumstances.js';
import { needsOf, outcomeOf, sayingOf, without } from './goals.js';
import type { Tried } from './tried.js';

export interface Finding {
  /**
   * `dead`: it speaks of no call. `shadowed`: without it every call comes out the same. `contradicted`: what it grants is denied,
   * whenever it is asked for. `unreachable`: no role is allowed the tool.
   */
  readonly kind: 'dead' | 'shadowed' | 'contradicted' | 'unreachable';
  /** The line or the tool. */
  readonly id: string;
  readonly why: string;
  /** The call that shows it; undefined where there is none to show. */
  readonly call: Tried | undefined;
}

interface Near {
  readonly call: Tried;
  readonly part: string;
}

/** A call of which a line would speak if one part of its condition said otherwise. */
function nearest(line: Line, all: readonly Tried[]): Near | undefined {
  for (const call of all) {
    if (!call.answers.has(line.id)) continue;
    for (const node of atomsOf(line.node)) {
      const others = [true, false].map((to) => answerTo(line, call, { forced: { node, to } }));
      if (others.some((answer) => typeof answer === 'boolean' && hasSpoken(line, answer)))
        return { call, part: textOf(node) };
    }
  }
  return undefined;
}

function ofLine(court: Court, line: Line, all: readonly Tried[]): readonly Finding[] {
  const answered = all.filter(({ answers }) => answers.has(line.id));
  if (answered.some(({ answers }) => answers.get(line.id)?.answer === 'unclear')) return [];
  const spoke = answered.filter(({ answers }) => {
    const answer = answers.get(line.id)?.answer;
    return answer === 'error' || (typeof answer === 'boolean' && hasSpoken(line, answer));
  });
  const [first] = spoke;
  if (first === undefined) {
    const near = nearest(line, all);
    const why = `it speaks of none of ${answered.length} calls`;
    return [
      near === undefined
        ? { kind: 'dead', id: line.id, why, call: undefined }
        : { kind: 'dead', id: line.id, why: `${why}; nearest, but for \`${near.part}\``, call: near.call },
    ];
  }
  const decides = (one: Tried): boolean => outcomeOf(without(court, one, line.id)) !== outcomeOf(one.verdict);
  if (spoke.some(decides)) return [];
  const other = sayingOf(without(court, first, line.id));
  const why = `it speaks of ${spoke.length} calls, and without it each comes out the same; this one is ${other}`;
  return [{ kind: 'shadowed', id: line.id, why, call: first }];
}

function ofGrant({ reading }: Court, grant: GrantLine, all: readonly Tried[]): readonly Finding[] {
  const covers = ({ pleas, at }: Pick<Tried, 'pleas' | 'at'>) =>
    needsOf(pleas).filter((need) => at.role !== nobody && isGrantedBy(grant, at.role, need));
  const asked = all.filter((one) => covers(one).length > 0);
  const [first] = asked;
  if (first === undefined)
    return [
      { kind: 'dead', id: grant.id, why: 'no call of a known role needs what it grants', call: undefined },
    ];
  const isAllowed = asked.some(({ verdict }) => verdict.verdict !== 'denied');
  if (!isAllowed) {
    const why = `it grants a part of ${asked.length} calls, and none is allowed; this one is ${sayingOf(first.verdict)}`;
    return [{ kind: 'contradicted', id: grant.id, why, call: first }];
  }
  const others = ({ at, pleas }: Tried) =>
    reading.grants.filter(
      (one) => one.id !== grant.id && covers({ at, pleas }).every((need) => isGrantedBy(one, at.role, need)),
    );
  if (asked.some((one) => others(one).length === 0)) return [];
  const why = `all that it grants ${others(first)[0]?.id ?? ''} grants as well`;
  return [{ kind: 'shadowed', id: grant.id, why, call: first }];
}

const speaksOf = ({ class: written }: MaskLine, name: string): boolean =>
  written === '*' || written === name || (written.endsWith('.*') && name.startsWith(written.slice(0, -1)));

/** Of what leaves to the agent, or of what a plan moves into its datasets. */
const isSpoken = (mask: MaskLine, { witness, verdict }: Tried): boolean =>
  verdict.verdict === 'allowed' &&
  (mask.into.length > 0
    ? Object.keys(verdict.into).some((dataset) => mask.into.some((pattern) => fits(pattern, dataset)))
    : witness.effects.egress.some(({ classes }) => classes.some((name) => speaksOf(mask, name))));

function ofMask(court: Court, mask: MaskLine, all: readonly Tried[]): readonly Finding[] {
  // Of what is found by its form no call tells.
  if (mask.class === privateIp) return [];
  const spoke = all.filter((one) => isSpoken(mask, one));
  const [first] = spoke;
  const where = mask.into.length > 0 ? `is moved into \`${mask.into.join(', ')}\`` : 'leaves';
  if (first === undefined)
    return [
      {
        kind: 'dead',
        id: mask.id,
        why: `no value of \`${mask.class}\` ${where} in a call that is allowed`,
        call: undefined,
      },
    ];
  const decides = (one: Tried): boolean => outcomeOf(without(court, one, mask.id)) !== outcomeOf(one.verdict);
  if (mask.isLetting || spoke.some(decides)) return [];
  return [{ kind: 'shadowed', id: mask.id, why: `without it each value ${where} the same way`, call: first }];
}

function ofBudget({ reading }: Court, budget: BudgetLine, all: readonly Tried[]): readonly Finding[] {
  if (all.some(({ verdict }) => verdict.verdict === 'denied' && verdict.rule === budget.fullId)) return [];
  if (all.some(({ verdict }) => verdict.verdict === 'unclear' && verdict.rule === budget.fullId)) return [];
  const isAsked = all.some(({ label }) => label.startsWith(`${budget.id}:`));
  const why = isAsked
    ? 'however much of it is spent, another line says the same'
    : `no call that is allowed touches \`${budget.class}\``;
  const kind = isAsked && reading.budgets.flat().length > 1 ? 'shadowed' : 'dead';
  return [{ kind, id: budget.id, why, call: undefined }];
}

function ofTool(tool: string, all: readonly Tried[]): readonly Finding[] {
  const calls = all.filter(
    ({ witness, at }) => witness.tool === tool && !witness.isMalformed && at.role !== nobody,
  );
  const [first] = calls;
  if (first === undefined || calls.some(({ verdict }) => verdict.verdict !== 'denied')) return [];
  const rules = [...new Set(calls.map(({ verdict }) => sayingOf(verdict)))].join(', ');
  return [{ kind: 'unreachable', id: tool, why: `each of ${calls.length} calls is ${rules}`, call: first }];
}

export function findingsOf(court: Court, all: readonly Tried[]): readonly Finding[] {
  const tools = [
    ...new Set(all.filter(({ witness }) => witness.of !== undefined).map(({ witness }) => witness.tool)),
  ];
  return [
    ...court.reading.grants.flatMap((grant) => ofGrant(court, grant, all)),
    ...court.reading.lines.flatMap((line) => ofLine(court, line, all)),
    ...court.reading.masks.flat().flatMap((mask) => ofMask(court, mask, all)),
    ...court.reading.budgets.flat().flatMap((budget) => ofBudget(court, budget, all)),
    ...tools.flatMap((tool) => ofTool(tool, all)),
  ];
}
