/** What a reading comes to, for a person or a script: does it write, does it destroy, what leaves. What is not understood counts as the worst. */
import {
  asksOfValue,
  type Effects,
  type Filter,
  isRowAction,
  isRowWay,
  type Scope,
  type Write,
} from '../effects.js';

export interface SqlAnswer {
  readonly understood: boolean;
  readonly statements: number;
  readonly readonly: boolean;
  readonly destructive: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly scope: Scope;
  /** Not destructive by its text: it runs under a bound of rows. */
  readonly row_guard: boolean;
  /** By name; `*` where any of them may hold one. */
  readonly pii_output_columns: readonly string[];
  readonly filters_on: readonly string[];
  readonly why: readonly string[];
}

const looseness: readonly Scope[] = ['none', 'tautology', 'predicate', 'key-pinned', 'not-applicable'];
const unscoped: readonly Scope[] = ['none', 'tautology'];

const chooses = (write: Write): boolean => isRowWay(write) || (isRowAction(write) && write.mode !== 'insert');
const isLost = (write: Write): boolean =>
  write.mode === 'truncate' || (chooses(write) && unscoped.includes(write.scope));
const isBound = (write: Write): boolean => chooses(write) && write.scope === 'predicate';

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

const piiOf = ({ egress }: Effects): readonly string[] =>
  unique(egress.filter(({ classes }) => classes.length > 0).map(({ name }) => name));

/** A file that is written may have been another; what a program does nobody knows. */
const leavesBehind = ({ files, programs }: Effects): boolean =>
  files.includes('write') || programs.length > 0;

const harms = ({ dropped, writes, control, locks, files, programs, network }: Effects): readonly string[] => [
  ...dropped.map((label) => `drops ${label}`),
  ...control.filter((verb) => verb !== 'show').map((verb) => `control: ${verb}`),
  ...locks.map(({ dataset, strength }) => `holds ${dataset}: ${strength}`),
  ...network.map((who) => `network: ${who}`),
  ...(files.includes('read') ? ['reads a file'] : []),
  ...(files.includes('write') ? ['writes a file'] : []),
  ...(programs.length > 0 ? ['starts a program'] : []),
  ...writes.filter(isLost).map(({ mode, dataset, scope }) => `${mode} on ${dataset}, scope ${scope}`),
];

const isRead = (effects: Effects): boolean => {
  const { writes, created, dropped, altered, control, locks, files, programs, network, kind } = effects;
  const done = control.filter((verb) => verb !== 'show');
  const changed = [writes, created, dropped, altered, done, locks, files, programs, network];
  return kind === 'select' && changed.every((list) => list.length === 0);
};

/** Of the engine's own tables, and of what nobody has told, it may be any column. */
const nameOf = ({ dataset, column }: Filter): string => (column === '' ? '*' : `${dataset}.${column}`);

export function answerOf(effects: Effects): SqlAnswer {
  const { opaque, reads, writes } = effects;
  const choosing = effects.filtersOn.filter(asksOfValue);
  const understood = opaque.length === 0 && effects.statements === 1;
  const isHarm = effects.dropped.length > 0 || writes.some(isLost) || leavesBehind(effects);
  const destructive = !understood || isHarm;
  const scope = looseness.find((one) => writes.some((write) => write.scope === one)) ?? 'not-applicable';
  return {
    understood,
    statements: effects.statements,
    readonly: understood && isRead(effects),
    destructive,
    reads: unique(reads.map(({ dataset }) => dataset)),
    writes: unique(writes.map(({ dataset }) => dataset)),
    scope,
    row_guard: !destructive && writes.some(isBound),
    pii_output_columns: understood ? piiOf(effects) : ['*'],
    filters_on: unique(choosing.map(nameOf)),
    why: [...opaque, ...(understood || opaque.length > 0 ? [] : ['not one statement']), ...harms(effects)],
  };
}
