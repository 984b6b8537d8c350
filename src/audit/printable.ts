/** A text as a terminal may be shown it. It refuses what moves a cursor, hides, reorders or begins a line of its own: each becomes its escape. */

const unprintable = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const asEscape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One line, whatever is in it. */
export const printable = (text: string): string => text.replace(unprintable, asEscape);

/** Several lines; only their ends are let through. */
export const printableLines = (text: string): string =>
  text.replace(unprintable, (one) => (one === '\n' || one === '\t' ? one : asEscape(one)));
