/** Reads and writes delimited text. It refuses an unclosed quote; what it writes reads back the same. */

export function parseCsv(text: string, delimiter: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let field = '';
    if (text.charAt(at) === '"') {
      const close = closing(text, at + 1);
      if (close < 0) return undefined;
      field = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    }
    const from = at;
    while (at < text.length && text.charAt(at) !== delimiter && text.charAt(at) !== '\n') at += 1;
    row.push(field + text.slice(from, at).replace(/\r$/, ''));
    if (text.charAt(at) !== delimiter) {
      rows.push(row);
      row = [];
      if (at >= text.length - 1) return rows;
    }
    at += 1;
  }
  return rows;
}

/** Where a quoted field ends whose quote stands before `from`; below zero where it does not. */
export function closing(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at;
}

const quoted = (field: string, delimiter: string): string =>
  field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

export const renderCsv = (rows: readonly (readonly string[])[], delimiter: string): string =>
  rows.map((row) => row.map((field) => quoted(field, delimiter)).join(delimiter)).join('\n');
