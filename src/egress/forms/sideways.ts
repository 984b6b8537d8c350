/** Whether the first of each line of a table, under headings of its own, can be the name of what stands beside it. It refuses one where none does: `ix_email | 214.4 | 9266672`. */
import { hintOf, hint as says } from '../detect/words/hint.js';

const somebody = says.name | says.label;
const numbers = says.phone | says.account | says.passport | says.national | says.ssn | says.card;
const moment = /^\d{4}-\d\d-\d\d|\d:\d\d/;
/** As these are written and no count is. */
const printed = /^(?:[+(]|0[\d ()./-]{6,24}$|[A-Z]{2}\d)|\d[ ()./-]{1,3}\d{2,}[ ./-]\d{2}/;
const email = /@/;
const counted = /\d/;

const isPrinted = (value: string): boolean => !moment.test(value) && printed.test(value);

/** A line by the kind that its first says: what stands there is of it, is of another, or says neither. */
function fits(name: string, values: readonly string[]): boolean | undefined {
  const hint = hintOf(name);
  const areCounts = values.length > 0 && values.every((one) => counted.test(one) && !email.test(one));
  if ((hint & says.email) !== 0) return !areCounts;
  if ((hint & numbers) !== 0) return values.some(isPrinted) ? true : undefined;
  if ((hint & (says.birth | says.address | says.secret)) !== 0) return true;
  if ((hint & somebody) !== 0) return !areCounts;
  return undefined;
}

/** INVARIANT: one line that holds what its first says is enough, and one at least must hold what it does not. */
export function standSideways(lines: readonly (readonly string[])[]): boolean {
  let isDenied = false;
  for (const [name = '', ...values] of lines) {
    const one = fits(
      name,
      values.filter((value) => value !== ''),
    );
    if (one === true) return true;
    isDenied ||= one === false;
  }
  return !isDenied;
}
