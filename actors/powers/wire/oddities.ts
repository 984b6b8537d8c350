/** What a child said that it should not have: told at the first, the tenth, the hundredth time and so on. It refuses to repeat its words. */
import type { LinkEvents } from '../../powers.js';

/** What a server may ask of a client by the protocol; any other name is its own words. */
const ASKED = new Set(['sampling/createMessage', 'elicitation/create', 'roots/list']);
const isPowerOfTen = (count: number): boolean => /^10*$/.test(String(count));

export function oddities(on: LinkEvents) {
  let asked = 0;
  return {
    junk: (count: number): void => {
      if (isPowerOfTen(count)) on.junk?.(count);
    },
    refused: (method: string): void => {
      if (isPowerOfTen(++asked)) on.asked?.(ASKED.has(method) ? method : 'something else', asked);
    },
  };
}
