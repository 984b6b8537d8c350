/** The kernel's reader over whatever answers its questions, a thread or a reading in this one. No answer is an opaque reading. */
import type { Reader } from '../../actors/index.js';
import type { ReaderAnswer, ReaderQuestion } from '../../actors/powers/workers/reading.js';
import { opaque } from '../../src/index.js';

/** Undefined: no answer in time, or the thread died of the question. */
export type AskReading = (question: ReaderQuestion) => Promise<ReaderAnswer | undefined>;

const mostCharacters = 65_536;

export function createPageReader(ask: AskReading): Reader {
  return {
    async load(system, schema, catalog) {
      const answer = await ask({ type: 'load', system, schema, catalog });
      if (answer?.type !== 'loaded')
        throw new Error(answer?.type === 'failed' ? answer.why : 'the reader did not answer');
    },
    async read(request) {
      if (request.text.length > mostCharacters) return opaque('text too long');
      const answer = await ask({ type: 'read', ...request });
      if (answer === undefined) return opaque('reader-deadline');
      return answer.type === 'read' ? answer.effects : opaque('reader-failed');
    },
    close: async () => undefined,
  };
}
