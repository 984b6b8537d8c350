/** What the agent got, exactly: the text of the answer, and its rows as a table. All of it is text; nothing in a row is drawn as anything else. */

import type { Told } from '../kernel/kernel.js';
import { type Child, h } from './dom.js';
import { isAllowed } from './trip.js';

const shownRows = 12;

interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

function rowsOf({ result }: Told): Rows | undefined {
  const { columns, rows } = result.structuredContent ?? {};
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  return { columns: columns.map(String), rows: rows.filter((row): row is unknown[] => Array.isArray(row)) };
}

/** The kernel's own mask forms: marked, so that the eye finds them. */
const mask = /^\[[A-Z_]+(?:[:][^\]]*)?\]$/;

function cell(value: unknown): HTMLTableCellElement {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return h('td', mask.test(text) ? { class: 'masked' } : value === null ? { class: 'null' } : {}, text);
}

const more = (count: number): readonly Child[] =>
  count > 0 ? [h('p', { class: 'quiet' }, `and ${count} more rows`)] : [];

function table({ columns, rows }: Rows, label: string): readonly Child[] {
  const head = h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, name)));
  const body = rows.slice(0, shownRows).map((row) => h('tr', {}, ...row.map(cell)));
  return [
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
      h('table', {}, h('thead', {}, head), h('tbody', {}, ...body)),
    ),
    ...more(rows.length - shownRows),
  ];
}

export const textOf = ({ result }: Told): string =>
  result.content.map((block) => (block.type === 'text' ? block.text : `[${block.mimeType}]`)).join('\n');

/** An answer of rows is long on one line: what is past this is told by its length. */
const longest = 900;

const clipped = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;

export function answerView(told: Told): readonly Child[] {
  const rows = rowsOf(told);
  const verdict = isAllowed(told) ? 'allowed' : 'denied';
  return [
    h('p', { class: `verdict ${verdict}` }, verdict === 'allowed' ? 'Allowed' : `Denied in ${told.endedIn}`),
    ...(rows === undefined || rows.rows.length === 0 ? [] : table(rows, 'Rows as the agent got them')),
    h('pre', { class: 'answer', tabindex: 0, 'aria-label': 'The answer as text' }, clipped(textOf(told))),
  ];
}
