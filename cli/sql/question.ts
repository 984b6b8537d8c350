/** One line of stdin as a question about a statement. A line that is none is answered with what is wrong, under its own id where it has one. */
export type Read =
  | { readonly id: string | number; readonly dialect: string; readonly sql: string }
  | { readonly id: string | number | null; readonly why: string };

function objectOf(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function readQuestion(line: string, usual: string): Read {
  const value = objectOf(line);
  if (value === undefined) return { id: null, why: 'the line is not a JSON object' };
  const field = (name: string): unknown =>
    Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  const [id, dialect, sql] = [field('id'), field('dialect') ?? usual, field('sql')];
  const named = typeof id === 'string' || typeof id === 'number' ? id : null;
  if (named === null) return { id: null, why: '`id` is neither a text nor a number' };
  if (typeof sql !== 'string') return { id: named, why: '`sql` is not a text' };
  if (typeof dialect !== 'string') return { id: named, why: '`dialect` is not a text' };
  return { id: named, dialect, sql };
}
