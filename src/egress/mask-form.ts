/** How a mask reads, and how one is recognised when it comes back. It refuses any form that ordinary text would take. */
import { isArray, isObject, type Json } from '../call/json.js';

const plainClass = (columnClass: string): string =>
  columnClass
    .toLowerCase()
    .replace(/[^a-z0-9_.+-]/g, '_')
    .slice(0, 64);

/** `pii.email` is `EMAIL`, `secret.url_credential` is `URL_CREDENTIAL`. */
function label(columnClass: string): string {
  const last = columnClass.slice(columnClass.lastIndexOf('.') + 1).toUpperCase();
  if (/^[A-Z][A-Z0-9_]{0,39}$/.test(last)) return last;
  const name = last.replace(/[^A-Z0-9_]/g, '_').slice(0, 40);
  return /^[A-Z]/.test(name) ? name : `X${name}`;
}

export const redacted = (columnClass: string): string => `[REDACTED:${plainClass(columnClass)}]`;
export const tokened = (columnClass: string, token: string): string => `[${label(columnClass)}:${token}]`;
/** `shown`: letters, digits, `@`, `.` and `-` alone. */
export const partial = (columnClass: string, shown: string): string => `[${label(columnClass)}:*${shown}]`;
export const withheld = (bytes: number): string => `[WITHHELD: ${bytes} bytes]`;
export const withheldBlock = (type: string, bytes?: number): string =>
  `[withheld: ${type.replace(/[^a-z_]/g, '').slice(0, 20) || 'block'}${bytes === undefined ? '' : `, ${bytes} bytes`}]`;

const form =
  /\[(?:REDACTED:[a-z0-9_.+-]{1,64}|WITHHELD: [a-z0-9_, ]{1,60}|SECRET|[A-Z][A-Z0-9_]{0,40}:(?:[a-z2-7]{12}|\*[A-Za-z0-9@.-]{1,255}))\]/i;

const isMasked = (text: string): boolean => text.includes('[') && form.test(text);

/** A key as a step of a JSON pointer. */
export const asStep = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** JSON pointers of the leaves (and keys) that hold one of our masks, inside a longer text as well. */
export function holdsMask(args: Json): readonly string[] {
  const found: string[] = [];
  const visit = (value: Json, pointer: string, depth: number): void => {
    if (typeof value === 'string') {
      if (isMasked(value)) found.push(pointer);
    } else if (depth > 64) found.push(pointer);
    else if (isArray(value))
      for (const [i, item] of value.entries()) visit(item, `${pointer}/${i}`, depth + 1);
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        const here = `${pointer}/${asStep(key)}`;
        if (isMasked(key)) found.push(here);
        visit(item, here, depth + 1);
      }
  };
  visit(args, '', 0);
  return found;
}
