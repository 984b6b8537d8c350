// The classes of single objects: what is written into one is of that one alone, whatever becomes of it; and a clean format is clean until a class was written into it.
import { describe, expect, it } from 'vitest';
import { systemName, toolName } from '../../../src/call/id.js';
import type { Catalog, Dataset } from '../../../src/catalog/catalog.js';
import { objectColumn } from '../../../src/catalog/objects.js';
import {
  addCarries,
  type Carry,
  emptyOverlay,
  mostObjects,
  overlayJson,
  readOverlay,
  withCarries,
  withOverlay,
} from '../../../src/catalog/overlay.js';
import type { Effects } from '../../../src/intercept/effects.js';
import { interceptPlain } from '../../../src/intercept/index.js';
import type { Argument, Tool } from '../../../src/manifest/manifest.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';

const argument = (
  name: string,
  use: Argument['use'],
  readsAs: Argument['readsAs'] = 'object-key',
): Argument => ({
  ...{ name, readsAs, use, isRequired: true, schema: { type: 'string' } },
});
function tool(...args: readonly Argument[]): Tool {
  const [name, system] = [toolName('postgres', 'act'), systemName('postgres')];
  if (name === undefined || system === undefined) throw new Error('names');
  return {
    ...{ name, system, remote: 'act', audience: 'agent', description: '', arguments: args },
    can: args.map((one) => one.use),
    result: { rows: 'none', rowsAt: [], columnsAt: [], classes: {} },
    ...{ page: { rows: 1, bytes: 1 }, deadline: 1, fixed: {} },
  };
}
const get = tool(argument('key', 'read'));
const copyTool = tool(argument('source', 'read'), argument('key', 'insert'));
const whole = tool(argument('prefix', 'read', 'object-prefix'));

const objects = (
  name: string,
  columns: Readonly<Record<string, string>>,
  formats: readonly string[] = [],
): Dataset => ({
  ...dataset(name, columns),
  form: 'objects',
  prefix: `${name.replace('.', '/')}/`,
  ...(formats.length === 0 ? {} : { cleanFormats: formats }),
});
const catalog = catalogOf([
  objects('bronze.raw', {}, ['md']),
  objects('silver.people', { email: 'pii.email' }),
  objects('silver.notes', { title: 'clear' }, ['md']),
  objects('silver.exports', { email: 'pii.email' }, ['md']),
]);

/** Copies one after the other, each judged with what those before have carried. */
function copies(...pairs: readonly (readonly [string, string])[]): Catalog {
  let now = catalog;
  for (const [source, key] of pairs) {
    const { carries, flows } = interceptPlain(copyTool, { source, key }, now);
    expect(flows).toEqual([]);
    now = withCarries(now, carries);
  }
  return now;
}
const effectsOf = (key: string, now: Catalog): Effects => interceptPlain(get, { key }, now);
const classesOf = (key: string, now: Catalog): readonly string[] =>
  effectsOf(key, now).egress.flatMap(({ classes }) => classes);

describe('an object', () => {
  it('has the classes of what was copied into it, and its neighbours have not', () => {
    const now = copies(['silver/people/a.csv', 'silver/notes/a.csv']);
    expect(classesOf('silver/notes/a.csv', now)).toEqual(['pii.email']);
    expect(classesOf('silver/notes/b.csv', now)).toEqual([]);
  });

  it('passes them on to the next, and to the one after', () => {
    const now = copies(
      ['bronze/raw/a.csv', 'silver/notes/a.csv'],
      ['silver/notes/a.csv', 'silver/notes/b.csv'],
      ['silver/notes/b.csv', 'silver/notes/c.txt'],
    );
    expect(classesOf('silver/notes/c.txt', now)).toEqual(['pii.unknown']);
  });

  it('takes them along when it is moved, and a deletion alone carries nothing', () => {
    const move = tool(argument('source', 'delete'), argument('key', 'insert'));
    const { carries } = interceptPlain(
      move,
      { source: 'silver/people/a', key: 'silver/notes/b.md' },
      catalog,
    );
    expect(classesOf('silver/notes/b.md', withCarries(catalog, carries))).toEqual(['pii.email']);
    const away = tool(argument('key', 'delete'));
    expect(interceptPlain(away, { key: 'silver/people/a.md' }, catalog)).toMatchObject({
      carries: [],
      flows: [],
    });
  });

  it('keeps them when something clear is copied over it, and adds to them', () => {
    const now = copies(
      ['silver/people/a.csv', 'silver/notes/a.csv'],
      ['silver/notes/clear.csv', 'silver/notes/a.csv'],
      ['bronze/raw/x', 'silver/notes/a.csv'],
    );
    expect(classesOf('silver/notes/a.csv', now)).toEqual(['pii.email', 'pii.unknown']);
  });

  it('is one of those that are read when all under a prefix are', () => {
    const now = copies(['silver/people/a.csv', 'silver/notes/a.csv']);
    const { egress } = interceptPlain(whole, { prefix: 'silver/notes/' }, now);
    expect(egress.flatMap(({ classes }) => classes)).toEqual(['pii.email']);
  });

  it('is known by the digest of its key, letter for letter, and its key is kept nowhere', () => {
    const { carries } = interceptPlain(
      copyTool,
      { source: 'silver/people/a', key: 'silver/notes/Ann-Bell' },
      catalog,
    );
    expect(carries.map(({ column }) => column)).toEqual([objectColumn('silver/notes/Ann-Bell')]);
    expect(JSON.stringify(overlayJson(addCarries(emptyOverlay, carries)))).not.toContain('Ann');
    const now = withCarries(catalog, carries);
    expect(classesOf('silver/notes/Ann-Bell', now)).toEqual(['pii.email']);
    expect(classesOf('silver/notes/ann-bell', now)).toEqual([]);
    // The digest that the world over makes of it.
    expect(objectColumn('abc')).toBe('*:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('past a thousand of its dataset is not told apart: what is written into it stands for all', () => {
    const one = (at: number): Carry => ({
      ...{ dataset: 'silver.notes', column: objectColumn(`silver/notes/${at}`), class: 'pii.email' },
      ...{ derived: false, from: [] },
    });
    const full = addCarries(
      emptyOverlay,
      Array.from({ length: mostObjects }, (_, at) => one(at)),
    );
    expect(classesOf('silver/notes/x', withOverlay(catalog, full))).toEqual([]);
    const past = addCarries(full, [one(mostObjects)]);
    expect(classesOf('silver/notes/x', withOverlay(catalog, past))).toEqual(['pii.email']);
    const again = readOverlay(overlayJson(past));
    expect(again).toEqual(past);
  });
});

describe('a clean format', () => {
  it('holds none of the declared classes, nor the unknown one where nothing is declared', () => {
    for (const key of ['silver/exports/a.md', 'silver/exports/a.csv.MD', 'bronze/raw/a.md'])
      expect(effectsOf(key, catalog).egress).toEqual([{ name: '*', classes: [], how: 'identity', from: [] }]);
    for (const key of [
      'silver/exports/a.csv',
      'silver/exports/md',
      'silver/exports/a.md.csv',
      'silver/exports/amd',
    ])
      expect(classesOf(key, catalog)).toEqual(['pii.email']);
    expect(classesOf('bronze/raw/a.txt', catalog)).toEqual(['pii.unknown']);
  });

  it('is not clean once something classified was copied into it, were it of the same dataset or the same class', () => {
    const steps = [
      ['bronze/raw/people.csv', 'bronze/raw/people.md', 'pii.unknown'],
      ['silver/exports/people.csv', 'silver/exports/people.md', 'pii.email'],
      ['silver/people/people.csv', 'silver/exports/people.md', 'pii.email'],
    ] as const;
    for (const [source, key, expected] of steps)
      expect(classesOf(key, copies([source, key]))).toContain(expected);
  });

  it('passes nothing on while it is clean, and what was written into it when it is not', () => {
    expect(
      interceptPlain(copyTool, { source: 'bronze/raw/a.md', key: 'silver/notes/a.csv' }, catalog).carries,
    ).toEqual([]);
    const now = copies(
      ['silver/people/a.csv', 'silver/notes/a.md'],
      ['silver/notes/a.md', 'silver/notes/b.md'],
    );
    expect(classesOf('silver/notes/b.md', now)).toEqual(['pii.email']);
  });

  it('is not clean where classes stand for every object of its dataset', () => {
    const all: Carry = {
      dataset: 'silver.exports',
      column: '*',
      class: 'pii.name',
      derived: false,
      from: [],
    };
    expect(classesOf('silver/exports/a.md', withCarries(catalog, [all]))).toContain('pii.name');
  });
});
