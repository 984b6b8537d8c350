/** How the name of a key is looked up: small, its words apart, and without marks. It refuses to change what its letters say. */
import { isAscii } from '../text/shape.js';

/** Without marks on its letters, and with one letter for those that have two spellings. */
const unmarked = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[đĐ]/g, 'd')
    .replace(/ı/g, 'i');
const inTwo = /[a-z][A-Z]/;
/** As it is looked up, and small. */
export const spelt = (name: string): string => {
  const own = isAscii(name) ? name : unmarked(name);
  return (inTwo.test(own) ? own.replace(/([a-z])([A-Z])/g, '$1 $2') : own).toLowerCase();
};
