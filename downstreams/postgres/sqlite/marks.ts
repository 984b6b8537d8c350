// Which of the values each mark of a statement takes, as SQLite itself numbers them. It refuses a statement with marks of several kinds: drivers number those differently.
import { refuse } from '../../tool.js';
import { readTokens } from './gate.js';

const FORMS = [/^\?[1-9]\d?$|^\?100$/, /^:[A-Za-z_]\w*$/, /^@[A-Za-z_]\w*$/, /^\$[A-Za-z_]\w*$/];

/** By the driver's name for it, each once, in the order of the values; undefined where each mark is `?` and takes the next. */
export function namesIn(sql: string): readonly string[] | undefined {
  const marks = readTokens(sql).flatMap(({ kind, text }) => (kind === 'mark' ? [text] : []));
  if (marks.every((mark) => mark === '?')) return undefined;
  const isOfOne = FORMS.some((form) => marks.every((mark) => form.test(mark)));
  if (!isOfOne) refuse('unbound-parameter');
  const names = [...new Set(marks.map((mark) => mark.slice(1)))];
  if (!marks[0]?.startsWith('?')) return names;
  const numbered = names.map((_, at) => String(at + 1));
  // A number that is left out would stand for a value that nobody reads.
  return numbered.every((name) => names.includes(name)) ? numbered : refuse('unbound-parameter');
}
