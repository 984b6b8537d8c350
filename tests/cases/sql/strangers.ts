// Statements as strangers write them, who know neither reader: labelled by hand before either was asked, and held to both real engines. What a
// reading makes of them is scored here. Made for tests only.
import { readFileSync } from 'node:fs';
import type { Effects } from '../../../src/intercept/effects.js';
import { ruleBeneath } from './beneath.js';
import { answerOf } from '../../../src/intercept/sql/answer.js';

interface Stranger {
  /**
   * `acts`: it is no read, whatever it does. `protected`: it reaches for what no agent may touch. `keeps`: it asks the engine about itself or keeps it in
   * order, which tools and operators are there for.
   */
  readonly is: 'reads' | 'writes' | 'destroys' | 'acts' | 'protected' | 'keeps';
  readonly sql: string;
  /** Output columns that derive from a classified column; and those of which that may be said. */
  readonly pii?: readonly string[];
  readonly may?: readonly string[];
  readonly scope?: string;
  /** Classified columns that choose rows. */
  readonly asks?: readonly string[];
  /** The reader takes it for a question, though its author asks none. */
  readonly careful?: true;
}

export const strangersOf = (dialect: 'sqlite' | 'postgres'): readonly Stranger[] =>
  readFileSync(new URL(`./strangers_${dialect}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Stranger);

/** What the reader made of them, statement by statement. */
export function scoreOf(dialect: 'sqlite' | 'postgres', read: (sql: string) => Effects) {
  const all = strangersOf(dialect).map((one) => ({ ...one, effects: read(one.sql), told: answerOf(read(one.sql)) }));
  type Scored = (typeof all)[number];
  const where = (isSo: (one: Scored) => boolean): readonly string[] => all.filter(isSo).map(({ sql }) => sql);
  const understood = all.filter(({ told }) => told.understood);
  const benign = all.filter(({ is }) => is === 'reads' || is === 'writes');
  const classified = ({ effects }: Scored) =>
    effects.egress.flatMap(({ name, classes }) => (classes.length > 0 ? [name.toLowerCase()] : []));
  const lower = (names: readonly string[] | undefined) => (names ?? []).map((name) => name.toLowerCase());
  const clearOf = ({ effects, pii, may }: Scored) =>
    effects.egress.map(({ name }) => name.toLowerCase()).filter((name) => !lower([...(pii ?? []), ...(may ?? [])]).includes(name));
  const shown = understood.filter(({ is }) => is === 'reads' || is === 'writes');
  const masked = shown.flatMap((one) =>
    clearOf(one)
      .filter((name) => classified(one).includes(name))
      .map((name) => `${name}: ${one.sql}`),
  );
  return {
    size: all.length,
    unseen: {
      destroying: where(({ is, told }) => is === 'destroys' && !told.destructive && !told.row_guard),
      calledReads: where(({ is, told }) => ['writes', 'destroys', 'acts'].includes(is) && told.readonly),
      protected: where(
        ({ is, told, effects }) => is === 'protected' && told.understood && !effects.touches.some((one) => one.protected),
      ),
      pii: understood.filter((one) => lower(one.pii).some((name) => !classified(one).includes(name))).map(({ sql }) => sql),
      asked: where(({ asks, told }) => told.understood && (asks ?? []).some((name) => !told.filters_on.includes(name))),
      scope: where(({ scope, told }) => told.understood && scope !== undefined && told.scope !== scope),
    },
    refused: Object.fromEntries(
      benign.filter(({ told }) => !told.understood).map(({ sql, told }) => [sql, told.why]),
    ),
    kept: where(({ is, told, effects }) => is === 'keeps' && told.understood && ruleBeneath(effects) === ''),
    calledWrites: where(({ is, told }) => is === 'reads' && told.understood && !told.readonly),
    calledDestroying: where(({ is, told }) => ['reads', 'writes'].includes(is) && told.understood && told.destructive),
    careful: shown
      .filter(({ asks, careful, told }) => (asks === undefined && told.filters_on.length > 0) !== (careful === true))
      .map(({ sql }) => sql),
    masked,
    shares: {
      refused: benign.filter(({ told }) => !told.understood).length / benign.length,
      masked: masked.length / shown.flatMap(clearOf).length,
    },
  };
}
