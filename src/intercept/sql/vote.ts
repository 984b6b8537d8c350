/** The second reader's say. Only a parsed, more dangerous reading counts, and it counts as a denial; it can never allow. */
import type { Effects } from '../effects.js';

export interface Vote {
  /** Statement kinds in order, lower case, as the second parser names them. */
  readonly kinds: readonly string[];
  /** Whether each has a condition. */
  readonly conditions: readonly boolean[];
}

const harmless = new Set(['select', 'with', 'explain', 'show', 'desc', 'use']);
const sameKind: Readonly<Record<string, readonly string[]>> = {
  insert: ['insert', 'replace'],
  update: ['update'],
  delete: ['delete'],
  create: ['create'],
  drop: ['drop'],
  alter: ['alter'],
};
const pinned = ['predicate', 'key-pinned'];

const hasScopedWrite = (effects: Effects): boolean =>
  effects.writes.some((write) => pinned.includes(write.scope));

/** The engine's reading tells a truncation by what it writes. */
const isTruncation = ({ writes }: Effects, kind: string): boolean =>
  kind === 'truncate' && writes.some(({ mode }) => mode === 'truncate');

/** Words of the second parser for what the record tells as control, which is denied beneath every policy. */
const controlled: Readonly<Record<string, readonly string[]>> = {
  transaction: ['begin', 'commit', 'rollback'],
  set: ['set'],
  lock: ['lock'],
  deallocate: ['deallocate'],
  comment: ['comment'],
};
const isControl = ({ control }: Effects, kind: string): boolean =>
  (controlled[kind] ?? []).some((word) => control.includes(word));

export function isMoreDangerous(effects: Effects, vote: Vote): boolean {
  if (vote.kinds.length > effects.statements) return true;
  return vote.kinds.some((kind, at) => {
    if (harmless.has(kind) || isTruncation(effects, kind) || isControl(effects, kind)) return false;
    if (!(sameKind[effects.kind] ?? []).includes(kind)) return true;
    const scoped = (kind === 'update' || kind === 'delete') && hasScopedWrite(effects);
    return scoped && vote.conditions[at] === false;
  });
}

export interface Judgement {
  readonly said: 'agreed' | 'disagreed' | 'unparsed';
  readonly effects: Effects;
}

/** The reading after the vote: as it was, or opaque as well. */
export function judge(effects: Effects, vote: Vote | undefined): Judgement {
  if (vote === undefined) return { said: 'unparsed', effects };
  if (!isMoreDangerous(effects, vote)) return { said: 'agreed', effects };
  return {
    said: 'disagreed',
    effects: { ...effects, opaque: [...effects.opaque, 'second reader disagrees'] },
  };
}
