/** A naive reading of what a policy means, to hold the engine against. It shares no code with it: no CEL, no compiler, no patterns. */

export type Answer = boolean | 'error';

/** A condition twice: as a policy writes it, and as plain code over the call. */
export interface Ask {
  readonly cel: string;
  readonly holds: (call: AskedCall) => Answer;
}

export interface AskedWrite {
  readonly dataset: string;
  readonly tier: string;
  readonly mode: string;
  readonly scope: string;
  readonly sources: readonly string[];
}

export interface AskedCall {
  readonly role: string;
  /** What the tool's manifest lets it do. */
  readonly can: readonly string[];
  readonly statements: number;
  readonly reads: readonly string[];
  readonly writes: readonly AskedWrite[];
  readonly dropped: readonly string[];
  readonly touched: readonly {
    readonly dataset: string;
    readonly known: boolean;
    readonly guarded: boolean;
  }[];
  readonly opaque: boolean;
  readonly control: boolean;
  readonly flows: boolean;
  /** Classified columns in a WHERE: whether each is keyed. */
  readonly filters: readonly boolean[];
  /** The argument `n`; absent where the call has none. */
  readonly n?: number;
  readonly hour: number;
  /** Hours since a `silver_validation` receipt was minted, by dataset. */
  readonly receipts: Readonly<Record<string, number>>;
  readonly doubts: readonly string[];
  readonly tiers: Readonly<Record<string, string>>;
}

export interface OracleRule {
  readonly kind: 'forbid' | 'bound' | 'unless' | 'require';
  readonly id: string;
  /** '' outside any invariant. */
  readonly invariant: string;
  readonly ask: Ask;
  /** `bound`: rows. `require`: sources at least. */
  readonly count: number;
  /** `require`: hours. */
  readonly age: number;
}

export interface OracleGrant {
  readonly id: string;
  readonly to: readonly string[];
  readonly can: readonly string[];
  readonly datasets: readonly string[];
}

export interface OraclePolicy {
  readonly grants: readonly OracleGrant[];
  readonly rules: readonly OracleRule[];
}

export type Verdict =
  | { readonly allowed: true; readonly bounds: readonly string[] }
  /** Any of these codes is a right answer; which one is told is a matter of order. */
  | { readonly allowed: false; readonly phase: string; readonly codes: readonly string[] };

const either = (a: Answer, b: Answer): Answer =>
  a === true || b === true ? true : a === 'error' || b === 'error' ? 'error' : false;
const inverse = (a: Answer): Answer => (a === 'error' ? 'error' : !a);

export const or = (a: Ask, b: Ask): Ask => ({
  cel: `(${a.cel}) || (${b.cel})`,
  holds: (call) => either(a.holds(call), b.holds(call)),
});
export const and = (a: Ask, b: Ask): Ask => ({
  cel: `(${a.cel}) && (${b.cel})`,
  holds: (call) => inverse(either(inverse(a.holds(call)), inverse(b.holds(call)))),
});
export const not = (a: Ask): Ask => ({ cel: `!(${a.cel})`, holds: (call) => inverse(a.holds(call)) });

/** The words that generated conditions are made of. */
export const asks: readonly Ask[] = [
  { cel: 'true', holds: () => true },
  { cel: 'false', holds: () => false },
  { cel: 'effects.dropped.size() > 0', holds: (call) => call.dropped.length > 0 },
  {
    cel: 'effects.writes.exists(w, w.mode in ["delete", "truncate"])',
    holds: (call) => call.writes.some((one) => one.mode === 'delete' || one.mode === 'truncate'),
  },
  {
    cel: 'effects.writes.exists(w, w.tier == "gold")',
    holds: (call) => call.writes.some((one) => one.tier === 'gold'),
  },
  {
    cel: 'effects.writes.all(w, w.scope != "none")',
    holds: (call) => call.writes.every((one) => one.scope !== 'none'),
  },
  {
    cel: 'effects.touches.exists(t, t.protected)',
    holds: (call) => call.touched.some((one) => one.guarded),
  },
  { cel: 'effects.reads.size() > 1', holds: (call) => call.reads.length > 1 },
  { cel: 'principal.role == "analyst"', holds: (call) => call.role === 'analyst' },
  { cel: 'time.hour >= 18', holds: (call) => call.hour >= 18 },
  { cel: 'arguments.n > 5', holds: (call) => (call.n === undefined ? 'error' : call.n > 5) },
];

/** Written without the engine's matcher: a pattern is `*`, `<schema>.*` or a name. */
function fits(pattern: string, dataset: string): boolean {
  if (pattern === '*') return true;
  if (dataset === '*') return false;
  const [schema, rest] = pattern.split('.');
  return rest === '*' ? dataset.split('.')[0] === schema && dataset.includes('.') : pattern === dataset;
}

function needed(call: AskedCall): readonly (readonly [string, string])[] {
  const all: (readonly [string, string])[] = [];
  for (const name of call.dropped) all.push(['drop', name.replace(/^[a-z]+:/, '')]);
  for (const one of call.writes) all.push([one.mode, one.dataset]);
  for (const name of call.reads) all.push(['read', name]);
  if (all.length > 0) {
    const named = all.map(([, name]) => name);
    for (const { dataset } of call.touched) if (!named.includes(dataset)) all.push(['read', dataset]);
    return all;
  }
  const names = call.touched.length > 0 ? call.touched.map((one) => one.dataset) : ['*'];
  return call.can.flatMap((action) => names.map((name) => [action, name] as const));
}

function capabilityCodes(policy: OraclePolicy, call: AskedCall): readonly string[] {
  const codes: string[] = [];
  for (const rule of policy.rules.filter((one) => one.kind === 'forbid')) {
    const answer = rule.ask.holds(call);
    if (answer === 'error') codes.push('rule-error');
    if (answer === true) codes.push('forbidden');
  }
  if (call.opaque || call.statements !== 1) codes.push('not-understood');
  if (call.control) codes.push('forbidden');
  if (call.touched.some((one) => !one.known)) codes.push('unknown-dataset');
  if (call.flows) codes.push('classified-flow');
  if (call.filters.includes(false)) codes.push('classified-filter');
  for (const [action, dataset] of needed(call)) {
    if (!call.can.includes(action)) codes.push('forbidden');
    const granted = policy.grants.some(
      (one) =>
        one.to.includes(call.role) &&
        one.can.includes(action) &&
        one.datasets.some((pattern) => fits(pattern, dataset)),
    );
    if (!granted) codes.push('not-granted');
  }
  return codes;
}

/** The writes a rule is about: each asked as if it were the only one, or all when none answers alone. */
function about(rule: OracleRule, call: AskedCall): readonly AskedWrite[] | 'error' {
  const alone: AskedWrite[] = [];
  for (const write of call.writes) {
    const answer = rule.ask.holds({ ...call, writes: [write] });
    if (answer === 'error') return 'error';
    if (answer) alone.push(write);
  }
  return alone.length > 0 ? alone : call.writes;
}

function requireCodes(rule: OracleRule, call: AskedCall): readonly string[] {
  const writes = about(rule, call);
  if (writes === 'error') return ['rule-error'];
  if (writes.length === 0) return ['precondition-failed'];
  const codes: string[] = [];
  for (const { sources } of writes) {
    if (new Set(sources).size < rule.count) codes.push('precondition-failed');
    for (const source of sources) {
      if (call.tiers[source] !== 'silver') codes.push('precondition-failed');
      if (call.doubts.includes(source)) codes.push('dataset-in-doubt');
      const age = call.receipts[source];
      if (age === undefined || age > rule.age) codes.push('precondition-failed');
    }
  }
  return codes;
}

export function judge(policy: OraclePolicy, call: AskedCall): Verdict {
  const capability = capabilityCodes(policy, call);
  if (capability.length > 0) return { allowed: false, phase: 'capability', codes: capability };

  const limits: string[] = [];
  const bounds: string[] = [];
  for (const rule of policy.rules.filter((one) => one.kind === 'bound' || one.kind === 'unless')) {
    const answer = rule.ask.holds(call);
    if (answer === 'error') limits.push('rule-error');
    else if (rule.kind === 'unless' && !answer) limits.push('limit-exceeded');
    else if (rule.kind === 'bound' && answer) {
      const writes = about(rule, call);
      if (writes === 'error') limits.push('rule-error');
      else for (const write of writes) bounds.push(`${rule.id} ${write.dataset} ${rule.count}`);
    }
  }
  if (limits.length > 0) return { allowed: false, phase: 'argument', codes: limits };

  const required = policy.rules
    .filter((one) => one.kind === 'require')
    .flatMap((rule): readonly string[] => {
      const answer = rule.ask.holds(call);
      if (answer === 'error') return ['rule-error'];
      return answer ? requireCodes(rule, call) : [];
    });
  return required.length > 0
    ? { allowed: false, phase: 'precondition', codes: required }
    : { allowed: true, bounds: bounds.sort() };
}
