/** The only door of PostgreSQL's own parser, in WebAssembly: from a text to a tree, or to nothing. It runs no statement and repeats no error, as errors print values. */
import { loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query';

export interface PgParser {
  /** Plain JSON; undefined where PostgreSQL would not parse it. */
  parse(text: string): unknown;
  /** Of a whole CREATE FUNCTION in PL/pgSQL. */
  parseBody(text: string): unknown;
}

/** `no`: what it calls its own errors. */
function asked(parse: (text: string) => unknown, text: string, no: string): unknown {
  try {
    return parse(text);
  } catch (thrown) {
    // What the parser itself says no to is an answer; anything else has left it in a state nobody knows.
    if (thrown instanceof Error && thrown.name === no) return undefined;
    throw thrown;
  }
}

export async function openPgParser(): Promise<PgParser> {
  await loadModule();
  return {
    parse: (text) => asked(parseSync, text, 'SqlError'),
    parseBody: (text) => asked(parsePlPgSQLSync, text, 'Error'),
  };
}
