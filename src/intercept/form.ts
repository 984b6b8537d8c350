/** How a typed column prints its values, and whether a value is written so. What is not fails where it is compared with the column, or equals what is spelt otherwise: it is never sent there. */

/** `numeric 2`: with two decimals, always. */
export type Form = 'int2' | 'int4' | 'int8' | 'uuid' | 'date' | `numeric ${number}`;

const bits: ReadonlyMap<Form, bigint> = new Map([
  ['int2', 15n],
  ['int4', 31n],
  ['int8', 63n],
]);

const whole = /^(?:0|-?[1-9]\d{0,18})$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const longest = 100;

function isDate(value: string): boolean {
  const [year = 0, month = 0, day = 0] = (date.exec(value) ?? []).slice(1).map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year > 0 && month > 0 && month <= 12 && day > 0 && day <= days;
}

function isNumeric(value: string, scale: number): boolean {
  const [, digits = ''] = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?$/.exec(value) ?? [];
  const isOne = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value) && digits.length === scale;
  // Nothing is printed as less than nothing.
  return isOne && value.length <= longest && !/^-[0.]*$/.test(value);
}

/** INVARIANT: as the column's system answers with it, a number where it is one; else one that is no number there would be told from one that is. */
function isOfForm(form: Form, value: string | number): boolean {
  const size = bits.get(form);
  if (size !== undefined) {
    if (!whole.test(String(value)) || Number.isSafeInteger(Number(value)) !== (typeof value === 'number'))
      return false;
    const number = BigInt(value);
    return number >= -(2n ** size) && number < 2n ** size;
  }
  if (typeof value !== 'string') return false;
  if (form === 'uuid') return uuid.test(value);
  return form === 'date' ? isDate(value) : isNumeric(value, Number(form.slice('numeric '.length)));
}

/** INVARIANT: what a column's type would not take is sent as nothing: an error would say that it is of another kind. */
export const sentAs = (form: Form | undefined, value: string | number): string | number | null =>
  form === undefined || isOfForm(form, value) ? value : null;
