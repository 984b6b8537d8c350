/** The only door of PostgreSQL's own parser, in WebAssembly: from a text to a tree, or to nothing. It runs no statement and repeats no error, as errors print values. */
import { loadModule, parseSync } from 'libpg-query';

export interface PgParser {
  /** Plain JSON; undefined where PostgreSQL would not parse it. */
  parse(text: string): unknown;
}

export async function openPgParser(): Promise<PgParser> {
  await loadModule();
  return {
    parse(text) {
      try {
        return parseSync(text);
      } catch (thrown) {
        // What the parser itself says no to is an answer; anything else has left it in a state nobody knows.
        if (thrown instanceof Error && thrown.name === 'SqlError') return undefined;
        throw thrown;
      }
    },
  };
}
