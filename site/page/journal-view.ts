/** The chain that the ledger wrote, line by line, and what the verifier says of it. A line is changed only in a copy. */
import type { Entry, Verified } from '../../src/index.js';
import type { House } from '../kernel/kernel.js';
import { fill, h, the } from './dom.js';

const shown = 40;
const short = (hash: string): string => `${hash.slice(0, 8)}…`;

const about = ({ type, body }: Entry): string => {
  const named = [body.tool, body.rule ?? body.verdict ?? body.code].filter((one) => typeof one === 'string');
  return named.length === 0 ? type : named.join(' · ');
};

function row(entry: Entry): HTMLElement {
  const summary = h(
    'summary',
    {},
    h('span', { class: 'seq' }, String(entry.seq)),
    h('span', { class: `kind ${entry.type}` }, entry.type),
    h('span', { class: 'what' }, about(entry)),
    h('code', { class: 'hash' }, `after ${short(entry.prev)}`),
  );
  return h(
    'li',
    {},
    h(
      'details',
      {},
      summary,
      h('pre', { tabindex: 0, 'aria-label': `Entry ${entry.seq}` }, JSON.stringify(entry, null, 2)),
    ),
  );
}

export const saying = ({ ok, lines, bad, signedHeads }: Verified): string =>
  ok
    ? `Verified: ${lines} lines, each names the hash of the one before; ${signedHeads} signed ${signedHeads === 1 ? 'head' : 'heads'}.`
    : `Broken at line ${bad?.line}: ${bad?.why}.`;

/** One digit of a number changes: the smallest forgery there is. */
export const forged = (lines: readonly string[]): readonly string[] => {
  const at = Math.floor(lines.length / 2);
  return lines.map((line, index) =>
    index === at ? line.replace(/"at":(\d)/, (_, digit) => `"at":${(Number(digit) + 1) % 10}`) : line,
  );
};

export function showJournal(house: House | undefined): void {
  const entries = house?.chain.entries() ?? [];
  const told = the('verified', HTMLElement);
  told.className = 'verified';
  told.textContent = house === undefined ? 'No call yet.' : saying(house.verify());
  fill(the('journal', HTMLOListElement), ...entries.slice(-shown).reverse().map(row));
}

export function showForgery(house: House): void {
  const told = the('verified', HTMLElement);
  const verified = house.verify(forged(house.chain.lines()));
  told.className = `verified ${verified.ok ? '' : 'broken'}`;
  told.textContent = `A copy with one digit changed. ${saying(verified)}`;
}
