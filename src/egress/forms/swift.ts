/** Finds who pays and who is paid in a message of SWIFT: lines below the account, plain or with a number that says what each is. It refuses firms, and towns. */
import type { Named } from './named.js';

const party = /(?<![^\n]):5[09][A-Z]?:([^\n]{0,60})((?:\r?\n(?![:-])[^\n]{2,70}){0,6})/g;
const firm =
  /(?<!\p{L})(?:LTD|LIMITED|LLC|INC|GMBH|AG|SA|SAS|SARL|SRL|SPA|BV|NV|PLC|CORP|KG|OY|AB|AS|BANK|COMPANY)(?!\p{L})/iu;
const [who, where] = ['full_name', 'street_address'];
/** What a number before a line says of it. */
const numbered: Readonly<Record<string, string>> = { 1: who, 2: where, 4: 'dob', 7: 'national_id' };
const line = /\r?\n(?:([1-8])\/)?([^\r\n]*)/g;
/** By what somebody is known instead of an account: of which kind, in which country, the number. */
const known = /^\/?(CCPT|NIDN|SOSE|TXID|DRLC|ARNU)\/[A-Z]{2}\/(.{4,35})$/;
const papers: Readonly<Record<string, string>> = { CCPT: 'passport', SOSE: 'ssn' };

function partyCells({ 0: all, 1: first = '', 2: rest = '', index }: RegExpExecArray): readonly Named[] {
  const cells: Named[] = [];
  const add = (start: number, shown: string, name: string): void => {
    if (shown.length > 1) cells.push({ start, end: start + shown.length, name });
  };
  const [, kind = '', paper = ''] = known.exec(first.trim()) ?? [];
  add(index + all.indexOf(paper, 5), paper, papers[kind] ?? 'national_id');
  const from = index + all.length - rest.length;
  let [count, isPlain] = [0, true];
  for (const { 0: whole, 1: number, 2: shown = '', index: at } of rest.matchAll(line)) {
    isPlain &&= number === undefined;
    count += 1;
    const name = isPlain ? (count === 1 ? who : where) : numbered[number ?? ''];
    // A country stands before what a state gave out.
    const value = number === '7' ? shown.replace(/^[A-Z]{2}\//, '') : shown.trimEnd();
    const start = from + at + whole.indexOf(shown) + (number === '7' ? shown.length - value.length : 0);
    if (name !== undefined && !(name === who && firm.test(value))) add(start, value, name);
  }
  return cells;
}

export const swiftCells = (text: string): readonly Named[] =>
  text.startsWith(':5') || text.includes('\n:5') ? [...text.matchAll(party)].flatMap(partyCells) : [];
