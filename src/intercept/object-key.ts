/** Object keys, not paths: one spelling a key, or it is refused. */
import type { Catalog, Dataset } from '../catalog/catalog.js';

const mostBytes = 512;

const bytesOf = (text: string): number =>
  [...text].reduce((sum, sign) => {
    const point = sign.codePointAt(0) ?? 0;
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
  }, 0);

const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/** Why a key or prefix is not in its one spelling; undefined when it is. */
export function keyProblem(key: unknown, form: 'key' | 'prefix'): string | undefined {
  if (typeof key !== 'string') return 'the key is not a text';
  if (key === '') return form === 'prefix' ? undefined : 'the key is empty';
  if (key.length > mostBytes || bytesOf(key) > mostBytes) return 'the key is too long';
  if (/\p{Surrogate}/u.test(key) || unseen.test(key)) return 'the key holds an unseen character';
  if (key.normalize('NFC') !== key) return 'the key is not in normal form';
  if (key.includes('\\')) return 'the key holds a backslash';
  if (/%(?:2e|2f|5c|00|25)/i.test(key)) return 'the key holds an encoded separator';
  if (key.startsWith('/')) return 'the key is absolute';
  const segments = key.split('/');
  const last = segments.at(-1);
  const whole = form === 'prefix' && last === '' ? segments.slice(0, -1) : segments;
  if (whole.some((segment) => segment === '')) return 'the key holds an empty segment';
  if (whole.some((segment) => segment === '.' || segment === '..')) return 'the key holds a dot segment';
  if (whole.some((segment) => segment !== segment.trim())) return 'the key holds a padded segment';
  return undefined;
}

const objectSets = (catalog: Catalog): readonly Dataset[] =>
  [...catalog.datasets.values()].filter(
    (dataset) => dataset.form === 'objects' && dataset.prefix !== undefined && dataset.prefix !== '',
  );

/** The dataset whose prefix holds the key; the longest prefix wins. */
export function datasetOfKey(catalog: Catalog, system: string, key: string): Dataset | undefined {
  return objectSets(catalog)
    .filter((dataset) => dataset.system === system && key.startsWith(dataset.prefix ?? '\u0000'))
    .sort((a, b) => (b.prefix?.length ?? 0) - (a.prefix?.length ?? 0))[0];
}

/** Every dataset that a listing under the prefix could show; undefined when it could show what nobody declared. */
export function datasetsUnder(
  catalog: Catalog,
  system: string,
  prefix: string,
): readonly Dataset[] | undefined {
  const holder = datasetOfKey(catalog, system, prefix);
  const under = objectSets(catalog).filter(
    (dataset) => dataset.system === system && dataset.prefix?.startsWith(prefix) && dataset !== holder,
  );
  return holder === undefined ? undefined : [holder, ...under];
}
