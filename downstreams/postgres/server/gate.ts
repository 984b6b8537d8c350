// Reads the word that a statement opens with, past blanks and comments as PostgreSQL knows them; refuses what opens with any other than these.
import { refuse } from '../../tool.js';

const MAX_CHARACTERS = 65_536;
const READS = new Set(['SELECT', 'VALUES', 'WITH', 'TABLE', '(']);
const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);
const STRUCTURE = new Set(['CREATE', 'DROP', 'ALTER', 'TRUNCATE']);

/** Past one comment; they nest, and one that does not end takes the rest. */
function pastComment(sql: string, from: number): number {
  let depth = 1;
  let at = from + 2;
  while (at < sql.length && depth > 0) {
    const two = sql.slice(at, at + 2);
    depth += two === '/*' ? 1 : two === '*/' ? -1 : 0;
    at += two === '/*' || two === '*/' ? 2 : 1;
  }
  return at;
}

function openingWord(sql: string): string {
  let at = 0;
  while (at < sql.length) {
    const blank = /^(?:[ \t\n\r\f\v]+|--[^\n\r]*)/.exec(sql.slice(at))?.[0];
    if (blank !== undefined) at += blank.length;
    else if (sql.startsWith('/*', at)) at = pastComment(sql, at);
    else break;
  }
  return /^(?:[A-Za-z]+|\()/.exec(sql.slice(at))?.[0]?.toUpperCase() ?? '';
}

export type Way = 'query' | 'write' | 'structure' | 'explain';

/** How a statement is to be run. The engine's own parser has the last word: none of the ways can run what another word means. */
export function wayOf(sql: string): Way {
  if (sql.length > MAX_CHARACTERS) refuse('statement-refused', { reason: 'too-long' });
  if (sql.includes('\0')) refuse('statement-refused', { reason: 'unreadable' });
  const word = openingWord(sql);
  if (READS.has(word)) return 'query';
  if (WRITES.has(word)) return 'write';
  if (STRUCTURE.has(word)) return 'structure';
  return word === 'EXPLAIN' ? 'explain' : refuse('statement-refused', { reason: 'kind' });
}
