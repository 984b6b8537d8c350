/** Two readings of one call as one. It never drops a finding; where positions or schemas clash the whole is opaque. */
import type { Effects, EgressColumn } from './effects.js';

const both = <T>(a: readonly T[], b: readonly T[]): readonly T[] => {
  const seen = new Set<string>();
  return [...a, ...b].filter((one) => {
    const mark = JSON.stringify(one);
    if (seen.has(mark)) return false;
    seen.add(mark);
    return true;
  });
};

const unionOf = (columns: readonly EgressColumn[]): EgressColumn => ({
  name: '*',
  classes: [...new Set(columns.flatMap((column) => column.classes))].sort(),
  how: 'unknown',
  from: [...new Set(columns.flatMap((column) => column.from))].sort(),
});

/** Two lists of positions cannot be laid one over the other: what leaves carries the classes of both. */
const egress = (a: Effects, b: Effects): readonly EgressColumn[] => {
  if (a.egress.length === 0) return b.egress;
  return b.egress.length === 0 ? a.egress : [unionOf([...a.egress, ...b.egress])];
};

const kindOf = (a: Effects, b: Effects): string => {
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  return a.kind === 'plain' ? b.kind : a.kind;
};

export function combine(a: Effects, b: Effects): Effects {
  const clash = a.schema !== undefined && b.schema !== undefined && a.schema !== b.schema;
  const schema = a.schema ?? b.schema;
  const byName = (a.egressBy ?? b.egressBy) !== undefined;
  return {
    statements: a.statements + b.statements,
    kind: kindOf(a, b),
    reads: both(a.reads, b.reads),
    writes: both(a.writes, b.writes),
    dropped: both(a.dropped, b.dropped),
    created: both(a.created, b.created),
    altered: both(a.altered, b.altered),
    functions: both(a.functions, b.functions),
    control: both(a.control, b.control),
    locks: both(a.locks, b.locks),
    files: both(a.files, b.files),
    programs: both(a.programs, b.programs),
    network: both(a.network, b.network),
    touches: both(a.touches, b.touches),
    filtersOn: both(a.filtersOn, b.filtersOn),
    marks: both(a.marks, b.marks),
    egress: egress(a, b),
    opaque: [...both(a.opaque, b.opaque), ...(clash ? ['two schemas in one call'] : [])],
    flows: both(a.flows, b.flows),
    carries: both(a.carries, b.carries),
    shape: [a.shape, b.shape].filter((shape) => shape !== '').join('; '),
    ...(byName ? { egressBy: 'name' } : {}),
    ...(schema === undefined ? {} : { schema }),
  };
}
