/** Words for the operator, a line each, on stderr. It refuses control and escape characters: a downstream can not draw on the terminal. */
import type { Writable } from 'node:stream';
import type { Log } from '../powers.js';

const MOST = 2_000;

/** C0, DEL, C1, bidirectional controls and line separators become one space each. */
const unsafe = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

export const plainLine = (text: string, most = MOST): string => {
  const clean = text.replace(unsafe, ' ');
  return clean.length <= most ? clean : `${clean.slice(0, most - 1)}…`;
};

export interface LogTerms {
  /** One JSON object a line instead of words. */
  readonly json?: boolean;
}

export function createLog(stream: Writable, terms: LogTerms = {}): Log {
  // A closed stderr is no reason to stop serving: the journal is what counts.
  stream.on('error', () => undefined);
  return {
    line: (level, text) => {
      if (stream.destroyed || stream.writableEnded) return;
      const clean = plainLine(text);
      if (terms.json === true) stream.write(`${JSON.stringify({ level, text: clean })}\n`);
      else stream.write(level === 'info' ? `aegis: ${clean}\n` : `aegis: ${level}: ${clean}\n`);
    },
  };
}
