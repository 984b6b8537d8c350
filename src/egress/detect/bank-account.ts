/** Account, routing and sort-code numbers beside words that say so. It refuses a number that nothing calls an account's, and that of a bank itself. */

import { defineDetector, type Reading, type Span } from './detector.js';
import { isPriced } from './phones/unpaid.js';
import { find, nowhere, shapeOf, spanOf, spansOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { followsThing } from './words/code.js';
import { cue, isLabelled, said } from './words/cues.js';
import { hint } from './words/hint.js';
import { followsNumbered } from './words/numbered.js';

const shape = shapeOf(
  /(?<![\p{L}\p{N}_.]|\d[-/]|\p{Lu}{2}[-/])\d(?:[ -]?\d){5,21}(?![\p{L}\p{N}_]|[-/.]\d)/u.source,
  'g',
);

/** Of an order, say, where another word of the sentence may mean an account: `le stock compte 12; commande PO 905453`. */
const isThings = ({ text, cues, hint: bits }: Reading, span: Span): boolean =>
  (bits & hint.made) === 0 &&
  (followsThing(text, span.start) || followsNumbered(text, span.start)) &&
  !isLabelled(cues, cue.account, span);

const date = /^(?:19|20)\d\d-\d\d-\d\d$/;
/** An account of which no word says that it is a bank's, where the text tells of money: `account 99483456, amount due`. */
const bare = /(?<![\p{L}\p{N}_-])(?:[Aa]ccount|ACCOUNT)(?: (?:[Nn]o\.?|#))?:? ?$/u;
/** The same word is a bill's, of which more is said behind its number. */
const bill = /(?<!\p{L})(?:сч[её]т|рахун\p{L}{1,3})(?: №)? ?$/iu;
const billed =
  /^ (?:(?:был|уже|не|ещё|еще) )?(?:оплачен|выставлен|сплачен|виставлен|просрочен|на сумм?у|от \d|від \d)/u;
const isBill = (text: string, { start, end }: Span): boolean =>
  bill.test(text.slice(Math.max(0, start - 12), start)) && billed.test(text.slice(end, end + 24));
const money =
  /(?<!\p{L})(?:amount due|loan|mortgage|overdraft|bank|routing|payroll|deposit(?:s|ed)?|IBAN|BIC|SWIFT|sort code|wire[ds]?|transfer(?:red|s)?|standing order|direct debit|debited|credited|payee|beneficiary|remittance)(?!\p{L})/iu;
const isOfMoney = (text: string, { start, end }: Span): boolean =>
  bare.test(text.slice(Math.max(0, start - 16), start)) &&
  money.test(text.slice(Math.max(0, start - 60), start) + text.slice(end, end + 40));

const mayStand = ({ text, cues, hint: bits }: Reading): boolean =>
  (bits & hint.account) !== 0 ||
  (cues.bits & cue.account) !== 0 ||
  (/ccount|ACCOUNT/.test(text) && money.test(text));

/** An account of the books, of which no bank gives out a number so short. */
const isOfBooks = (text: string): boolean => /^\s*\d{3,6}\s*$/.test(text);
/** As banks in the United States are numbered: nine digits that check. */
function isRouting(number: string): boolean {
  if (!/^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(number)) return false;
  return [...number].reduce((all, one, i) => all + Number(one) * ([3, 7, 1][i % 3] ?? 0), 0) % 10 === 0;
}
const sortCode = /^\d\d([ -]?)\d\d\1\d\d$|^\d{3}[ -]?\d{3}$/;
/** Behind a word that names the bank's own, and no one else's. */
const routes = /(?:routing|aba|rtn)(?: transit)?(?: (?:number|no\.?|nr\.?|code|#))?[ :#]{0,3}$/i;
const sorts = /(?:sort[ -]?codes?|bsb)(?: (?:number|no\.?|is))?[ :#]{0,3}$/i;
function isBanks(text: string, { start, end }: Span): boolean {
  const number = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 32), start);
  return (isRouting(number) && routes.test(before)) || (sortCode.test(number) && sorts.test(before));
}
/** Under a name of it. INVARIANT: not where a statement made the value. */
const isBanksOwn = (bits: number, shown: string): boolean =>
  (bits & (hint.made | hint.code)) === hint.code && (isRouting(shown.trim()) || sortCode.test(shown.trim()));

export const bankAccount = defineDetector({
  kind: 'bank-account',
  class: 'pii.bank_account',
  tier: 'context',
  needs: trait.figures,
  hinted: hint.account,
  standsIn: mayStand,
  detect: (reading) => {
    const { text, cues, hint: bits } = reading;
    const isHinted = (bits & hint.account) !== 0;
    if (
      isHinted &&
      text.length <= 64 &&
      ((bits & hint.made) !== 0 || !isOfBooks(text)) &&
      !isBanksOwn(bits, text) &&
      /^\s*[A-Z0-9][A-Z0-9 ./-]{4,33}\s*$/i.test(text) &&
      /(?:\d\D{0,3}){5}/.test(text)
    )
      return [{ start: 0, end: text.length }];
    if (!mayStand(reading)) return nowhere;
    return spansOf(find(shape, reading), (found) => {
      const span = spanOf(found);
      if (isHinted) return (bits & hint.made) !== 0 || !(isOfBooks(found[0]) || isBanksOwn(bits, found[0]));
      const isOther = isPriced(text, span.start) || isBill(text, span);
      if (date.test(found[0]) || ((bits & hint.made) === 0 && isOther)) return false;
      const isSaid = said(cues, cue.account, span) && !isThings(reading, span) && !isBanks(text, span);
      return isSaid || isOfMoney(text, span);
    });
  },
});
