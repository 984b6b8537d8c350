/** Where what came of a call is not what its test expects, in words. Whatever is expected and cannot be found is a difference. */
import { isArray, isObject, type Json } from '../call/json.js';
import type { Expected } from './form.js';
import type { Allowed, Denied, Judged } from './judged.js';

export interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

type Wanted = NonNullable<Expected['allow']>;

const say = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const unless = (isSame: boolean, what: string, { expected, got }: { expected: unknown; got: unknown }) =>
  isSame ? [] : [{ what, expected: say(expected), got: say(got) }];

/** A rule may be named with its invariant or alone. */
const isNamed = (id: string, name: string): boolean => id === name || id.endsWith(`/${name}`);

const sorted = (list: readonly string[]): string => JSON.stringify([...list].sort());

/** Whether every part of `wanted` is there; a list is there whole. */
function holds(found: Json | undefined, wanted: Json): boolean {
  if (found === undefined) return false;
  if (!isObject(wanted) || isArray(wanted)) return JSON.stringify(found) === JSON.stringify(wanted);
  if (!isObject(found)) return false;
  return Object.entries(wanted).every(
    ([key, one]) => one !== undefined && holds(Object.hasOwn(found, key) ? found[key] : undefined, one),
  );
}

type Shown = Readonly<Record<string, string>>;

const shown = (wanted: Shown, got: Shown, of: (column: string) => string): readonly Difference[] =>
  Object.entries(wanted).flatMap(([column, operator]) => {
    const found = Object.hasOwn(got, column) ? got[column] : undefined;
    return unless(found === operator, of(column), { expected: operator, got: found ?? 'no such column' });
  });

const moved = (wanted: NonNullable<Wanted['into']>, { into }: Allowed): readonly Difference[] =>
  Object.entries(wanted).flatMap(([dataset, columns]) => {
    const found = Object.hasOwn(into, dataset) ? into[dataset] : undefined;
    const what = `what is moved into \`${dataset}\``;
    return found === undefined
      ? unless(false, what, { expected: columns, got: 'nothing' })
      : shown(columns, found, (column) => `how \`${column}\` stands in \`${dataset}\``);
  });

const inOrder = (bounds: Allowed['bounds']): string =>
  JSON.stringify(Object.entries(bounds).sort(([a], [b]) => (a < b ? -1 : 1)));

function ofAllowed(wanted: Wanted, got: Allowed): readonly Difference[] {
  const spoke = got.trace.filter(({ said }) => said === 'match').map(({ rule }) => rule);
  const { rules = [], bounds, unchanged, inner } = wanted;
  const asked = got.inner.map(({ tool }) => tool);
  return [
    ...rules.flatMap((rule) =>
      unless(
        spoke.some((one) => isNamed(one, rule)),
        'rules that spoke',
        { expected: rule, got: spoke },
      ),
    ),
    ...shown(wanted.masks ?? {}, got.masks, (column) => `how \`${column}\` leaves`),
    ...moved(wanted.into ?? {}, got),
    ...(bounds === undefined
      ? []
      : unless(inOrder(bounds) === inOrder(got.bounds), 'bounds', { expected: bounds, got: got.bounds })),
    ...(unchanged === undefined
      ? []
      : unless(sorted(unchanged) === sorted(got.unchanged), 'sources that must be unchanged', {
          expected: unchanged,
          got: got.unchanged,
        })),
    ...(inner === undefined
      ? []
      : unless(say(inner) === say(asked), 'what the plan asks', { expected: inner, got: asked })),
  ];
}

function ofDenied(wanted: NonNullable<Expected['deny']>, got: Denied): readonly Difference[] {
  const { code, phase = got.phase, rule, inner, facts, remedies } = wanted;
  const asked = got.inner.find(({ verdict }) => verdict === 'denied')?.tool ?? 'none';
  const ways = got.remedies.map(({ tool }) => tool);
  return [
    ...unless(code === got.code, 'code', { expected: code, got: got.code }),
    ...unless(phase === got.phase, 'phase', { expected: phase, got: got.phase }),
    ...(rule === undefined ? [] : unless(isNamed(got.rule, rule), 'rule', { expected: rule, got: got.rule })),
    ...(inner === undefined
      ? []
      : unless(inner === asked, 'what the plan was denied', { expected: inner, got: asked })),
    ...(facts === undefined
      ? []
      : unless(
          facts.every((fact) => got.facts.includes(fact)),
          'facts',
          { expected: facts, got: got.facts },
        )),
    ...(remedies === undefined
      ? []
      : unless(sorted(remedies) === sorted(ways), 'remedies', { expected: remedies, got: ways })),
  ];
}

function ofAudit(wanted: NonNullable<Expected['audit']>, { audit }: Judged): readonly Difference[] {
  const text = JSON.stringify(audit.body);
  const { type = audit.type } = wanted;
  return [
    ...unless(type === audit.type, 'entry', { expected: type, got: audit.type }),
    ...Object.entries(wanted.holds ?? {}).flatMap(([name, value]) => {
      const found = Object.hasOwn(audit.body, name) ? audit.body[name] : undefined;
      return unless(holds(found, value), `the entry's \`${name}\``, {
        expected: value,
        got: found ?? 'nothing',
      });
    }),
    ...(wanted.lacks ?? []).flatMap((word) =>
      unless(!text.includes(word), 'what the entry must not hold', { expected: 'no such text', got: word }),
    ),
  ];
}

const verdictOf = ({ allow }: Expected): Judged['verdict'] => (allow === undefined ? 'denied' : 'allowed');

/** INVARIANT: what hangs on an answer that nobody has stated is not as expected, whatever is expected. */
const ofUnstated = ({ unstated }: Judged): readonly Difference[] =>
  unstated.map((id) => ({
    what: 'what a test can state',
    expected: 'no line that asks what a system answers the plan',
    got: id,
  }));

export function differences(expected: Expected, got: Judged): readonly Difference[] {
  const audit = [...(expected.audit === undefined ? [] : ofAudit(expected.audit, got)), ...ofUnstated(got)];
  if (expected.allow !== undefined && got.verdict === 'allowed')
    return [...ofAllowed(expected.allow, got), ...audit];
  if (expected.deny !== undefined && got.verdict === 'denied')
    return [...ofDenied(expected.deny, got), ...audit];
  const said = got.verdict === 'denied' ? `denied (${got.code}) in ${got.phase}` : 'allowed';
  return [{ what: 'decision', expected: verdictOf(expected), got: said }, ...audit];
}
