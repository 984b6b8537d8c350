/** The SQL dialects that can be read. A dialect that is not in this list is opaque. */
export { isMoreDangerous, type Judgement, judge, type Vote } from './vote.js';
export const dialects = ['sqlite', 'postgres'] as const;
export type Dialect = (typeof dialects)[number];
export const isDialect = (name: string): name is Dialect => dialects.some((dialect) => dialect === name);
