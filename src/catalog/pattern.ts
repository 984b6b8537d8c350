/** Which dataset a name, a pattern or an object key means. A key that two readers could read differently belongs to none. */
import type { SystemName } from '../call/id.js';
import type { Catalog, Dataset } from './catalog.js';

/** `*` stands for any run of characters; case is folded, as databases fold it. One pass, no backtracking to speak of. */
export function matches(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  const [p, n] = [pattern.toLowerCase(), name.toLowerCase()];
  const [first = '', ...rest] = p.split('*');
  const last = rest.pop();
  if (last === undefined) return p === n;
  if (n.length < first.length + last.length || !n.startsWith(first) || !n.endsWith(last)) return false;
  const end = n.length - last.length;
  let at = first.length;
  for (const middle of rest) {
    const found = n.indexOf(middle, at);
    if (found === -1 || found + middle.length > end) return false;
    at = found + middle.length;
  }
  return true;
}

const namedLike = (catalog: Catalog, name: string): Dataset | undefined => {
  const wanted = name.toLowerCase();
  return [...catalog.datasets.values()].find((dataset) => dataset.name.toLowerCase() === wanted);
};

/** True for a declared protected dataset, and for any name under a protected pattern, declared or not. */
export const isProtectedName = (catalog: Catalog, name: string): boolean =>
  catalog.protectedPatterns.some((pattern) => matches(pattern, name)) ||
  namedLike(catalog, name)?.isProtected === true;

// Control and format characters, backslash and percent: some layer reads each of them as something else.
const ambiguous = /[\p{C}\\%]/u;

export const isPlainKey = (key: string): boolean =>
  key === key.normalize('NFKC') &&
  !ambiguous.test(key) &&
  key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');

/** The dataset with the longest prefix that holds the key. The prefix itself is no key. */
export function datasetOfKey(catalog: Catalog, key: string, system?: SystemName): Dataset | undefined {
  if (!isPlainKey(key)) return undefined;
  const holding = [...catalog.datasets.values()].filter(
    ({ form, prefix, system: owner }) =>
      form === 'objects' &&
      prefix !== undefined &&
      key.startsWith(prefix) &&
      (system === undefined || system === owner),
  );
  return holding.sort((a, b) => (b.prefix?.length ?? 0) - (a.prefix?.length ?? 0))[0];
}
