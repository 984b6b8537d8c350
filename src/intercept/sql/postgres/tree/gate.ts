/** What is refused before PostgreSQL's parser sees a byte: what it would not see whole, and what is built to exhaust it. */
import { holdsTooMany, isTooLong, tooMany } from '../../bounds.js';

const deepest = 200;
const deepestComment = 32;
const longestRun = 400;
/** Columns times characters. */
const mostRepeated = 250_000;

/** Parentheses and brackets open at once, quotes or not: an upper bound. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const sign of text) {
    if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Comments open at once, quotes or not: an upper bound. Of each the parser's lexer looks at all that follows. */
function commentsOpen(text: string): number {
  let [depth, most] = [0, 0];
  for (const [sign] of text.matchAll(/\/\*|\*\//g)) {
    depth = sign === '/*' ? depth + 1 : Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}

/** Of a run of operators' signs the lexer looks at the whole, and again at what is left when it has taken one. */
const hasLongRun = (text: string): boolean =>
  [...text.matchAll(/[-~!@#^&|`?+*/%<>=]+/g)].some(([run]) => run.length > longestRun);

/** How far the bracket goes that opens there; to the end, where it does not close. */
function bracketAt(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at - from;
  }
  return text.length - from;
}

/** `(a, b) = (SELECT …)`: the tree holds what stands in the bracket as often as there are columns before it. */
function isRepeated(text: string): boolean {
  const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  return [text, bare].some((one) =>
    [...one.matchAll(/\(([^()]*)\)\s*=\s*(?:row\s*)?(?=\()/gi)].some((found) => {
      const [whole, names = ''] = found;
      const times = names.split(',').length;
      return (
        times * text.length > mostRepeated &&
        times * bracketAt(one, found.index + whole.length) > mostRepeated
      );
    }),
  );
}

/** Why the text is not parsed; undefined when it may be. A NUL ends the text for the parser and for nobody else. */
export function pgProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'the statement is not a text';
  if (text.trim() === '') return 'no statement';
  if (isTooLong(text)) return 'text too long';
  if (holdsTooMany(text)) return tooMany;
  if (/\p{Surrogate}/u.test(text)) return 'text is not valid unicode';
  if (text.includes('\ufeff')) return 'byte order mark';
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/.test(text)) return 'control character';
  if (depthOf(text) > deepest || commentsOpen(text) > deepestComment) return 'nested too deeply';
  if (hasLongRun(text)) return 'a run of signs too long';
  return isRepeated(text) ? 'too many columns set at once' : undefined;
}
