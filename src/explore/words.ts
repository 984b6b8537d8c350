/** What a hand is asked, in words that are the same in every run: no id of a request stands in them. A script of an exploration is written in these. */
import type { Ask } from './world.js';

/** The dataset that a cell is about, or what all cells of a kind are called. */
const about = (key: string): string => key.split('/')[0] ?? '';

const store = (ask: Extract<Ask, { on: 'store' }>): string =>
  `${ask.verb} ${ask.kind} ${about(ask.verb === 'list' ? ask.prefix : ask.key)}`.trimEnd();

export function wordsOf(ask: Ask): string {
  switch (ask.on) {
    case 'store':
      return store(ask);
    case 'journal':
      return `record ${ask.lines.map(({ type }) => type).join(', ')}`;
    case 'child':
      return `call ${ask.call.tool}`;
    case 'answer':
      return `answer ${ask.call.tool}`;
  }
}
