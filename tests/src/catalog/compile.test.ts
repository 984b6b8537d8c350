// What a manifest's catalog comes to, and each way in which it can contradict itself.
import { describe, expect, it } from 'vitest';
import { datasetName } from '../../../src/call/id.js';
import { clear, unknownClass } from '../../../src/catalog/catalog.js';
import { compiledCatalog, head, problemsOf } from '../manifest/compiling.js';

const lines = (...text: readonly string[]): string => ['catalog:', '  datasets:', ...text, ''].join('\n');
/** The dataset's own lines begin on line 11 of the file. */
const one = (...text: readonly string[]): string =>
  lines('    silver.a:', '      tier: silver', ...text.map((line) => `      ${line}`));
const told = (catalog: string): readonly string[] => problemsOf([head + catalog]);

const datasetIn = (catalog: string, name = 'silver.a', today?: string) => {
  const known = datasetName(name);
  const found = compiledCatalog(catalog, today === undefined ? {} : { today });
  return known === undefined ? undefined : found.datasets.get(known);
};

describe('a dataset', () => {
  it('keeps its columns, key and checks under lower-case names', () => {
    const dataset = datasetIn(
      one(
        'key: [ID]',
        'columns: { ID: clear, E_Mail: pii.email }',
        'checks: { silver_validation: [{ unique: [Id] }] }',
      ),
    );
    expect(dataset).toMatchObject({
      name: 'silver.a',
      system: 'lake',
      tier: 'silver',
      form: 'table',
      key: ['id'],
      columns: { id: clear, e_mail: 'pii.email' },
      isProtected: false,
      checks: { silver_validation: [{ kind: 'unique', columns: ['id'] }] },
    });
  });

  it('has each kind of check', () => {
    const dataset = datasetIn(
      one(
        'columns: { id: clear, n: clear }'.replace('n:', '"n":'),
        'checks:',
        '  silver_validation:',
        '    - not-null: [id]',
        '    - rows: { min: 1, max: 9 }',
        '    - range: { column: id, max: 5 }',
        '    - references: { column: id, dataset: silver.a, to: id }',
        '    - no-raw-pii',
      ),
    );
    expect(dataset?.checks.silver_validation).toEqual([
      { kind: 'not-null', columns: ['id'] },
      { kind: 'rows', min: 1, max: 9 },
      { kind: 'range', column: 'id', max: 5 },
      { kind: 'references', column: 'id', dataset: 'silver.a', to: 'id' },
      { kind: 'no-raw-pii' },
    ]);
  });

  it('is protected when a pattern of any manifest matches it', () => {
    const text = `${lines('    vault.pay: { tier: gold, columns: {} }')}  protected: [vault.*]\n`;
    expect(datasetIn(text, 'vault.pay')?.isProtected).toBe(true);
    const second =
      'version: 1\nsystem: two\nlaunch: { argv: [x] }\ntools: {}\ncatalog: { protected: ["silver.*"] }\n';
    const first = head + one('columns: {}');
    expect(problemsOf([first, second])).toEqual([]);
  });
});

describe('a column with a reason to be clear', () => {
  const text = one(
    'columns: { ref: clear, mail: pii.email }',
    'clear-because: { ref: { reason: ours, by: dpo, until: "2027-06-30" } }',
  );

  it('is clear until its day is over, and sensitive after it', () => {
    expect(datasetIn(text, 'silver.a', '2027-06-30')?.columns.ref).toBe(clear);
    expect(datasetIn(text, 'silver.a', '2027-07-01')?.columns.ref).toBe(unknownClass);
  });

  it('is sensitive when nobody says which day it is', () => {
    expect(datasetIn(text)?.columns.ref).toBe(unknownClass);
  });

  it('has to be declared clear', () => {
    expect(
      told(
        one(
          'columns: { mail: pii.email }',
          'clear-because: { mail: { reason: r, by: b }, gone: { reason: r, by: b } }',
        ),
      ),
    ).toEqual([
      'm1.yaml:13:24 column `mail` is not declared `clear` | declare it `clear`, or remove the reason',
      'm1.yaml:13:52 column `gone` is not declared `clear` | declare it `clear`, or remove the reason',
    ]);
  });
});

describe('a catalog that contradicts itself is refused', () => {
  it.each([
    [['columns: { id: email }'], '12:22 `id` is not a class'],
    [['columns: { id: pii.Email }'], '12:22 `id` is not a class'],
    [['columns: { id: clear, ID: pii.name }'], '12:29 column `ID` is declared twice but for its case'],
    [['key: [id, nope]', 'columns: { id: clear }'], '12:17 key column `nope` is not declared'],
    [['prefix: a/', 'columns: {}'], '12:15 a table has no `prefix`'],
    [['clean-formats: [md]', 'columns: {}'], '12:22 a table has no formats'],
    [['form: objects', 'prefix: a/', 'clean-formats: [csv]', 'columns: {}'], 'is read column by column'],
    [['form: objects', 'prefix: a/', 'clean-formats: [.MD]', 'columns: {}'], 'is not a format'],
    [['form: objects', 'columns: {}'], '11:7 objects dataset `silver.a` has no `prefix`'],
    [['form: objects', 'prefix: a', 'columns: {}'], '13:15 a prefix is whole segments and ends in `/`'],
    [['form: objects', 'prefix: /a/', 'columns: {}'], '13:15 a prefix is whole segments and ends in `/`'],
    [['form: objects', 'prefix: a/../b/', 'columns: {}'], '13:15 a prefix is whole segments and ends in `/`'],
    [['form: objects', 'prefix: /', 'columns: {}'], '13:15 a prefix is whole segments and ends in `/`'],
  ])('%j', (text, problem) => {
    const found = told(one(...text));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(/^\d/.test(problem) ? `m1.yaml:${problem}` : problem);
  });

  it.each([
    ['{ not-null: [id, no_such] }', '15:28 column `no_such` is not declared'],
    ['{ unique: [no_such] }', '15:22 column `no_such` is not declared'],
    ['{ range: { column: no_such, min: 1 } }', '15:30 column `no_such` is not declared'],
    ['{ rows: {} }', '15:19 check `rows` has no bound'],
    ['{ range: { column: id } }', '15:20 check `range` has no bound'],
    ['{ rows: { min: 5, max: 4 } }', '15:26 `min` is more than `max`'],
    [
      '{ references: { column: id, dataset: silver.gone, to: id } }',
      '15:48 dataset `silver.gone` is not declared',
    ],
    ['{ references: { column: id, dataset: a.b.c, to: id } }', '15:48 `a.b.c` is not a dataset name'],
    [
      '{ references: { column: id, dataset: silver.a, to: gone } }',
      '15:62 column `gone` is not declared on `silver.a`',
    ],
    ['{ references: { column: gone, dataset: silver.a, to: id } }', '15:35 column `gone` is not declared'],
    ['no-raw-pi', '15:11 an entry of `silver_validation`'],
    ['{ unik: [id] }', '15:13 unknown key `unik`'],
    ['{ unique: [id], not-null: [id] }', '15:11 a list entry holds one check'],
    ['{}', '15:11 the check is empty'],
  ])('check %s', (check, problem) => {
    const found = told(one('columns: { id: clear }', 'checks:', '  silver_validation:', `  - ${check}`));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`m1.yaml:${problem}`);
  });

  it('a check may not refer to a dataset of another system', () => {
    const text = one(
      'columns: { id: clear }',
      'checks:',
      '  c:',
      '  - references: { column: id, dataset: far.b, to: id }',
    );
    const second =
      'version: 1\nsystem: two\nlaunch: { argv: [x] }\ntools: {}\ncatalog: { datasets: { far.b: { tier: silver, columns: { id: clear } } } }\n';
    expect(problemsOf([head + text, second])).toEqual([
      'm1.yaml:15:46 dataset `far.b` lies in another system | refer to one of the same system',
    ]);
  });

  it('an undeclared dataset stays denied and an undeclared column masked, whatever is written', () => {
    expect(told('catalog:\n  unlisted: { dataset: allow, column: clear }\n')).toEqual([
      'm1.yaml:9:24 `dataset` has a value that is not known here | use one of `deny`',
      'm1.yaml:9:39 `column` has a value that is not known here | use one of `pii.unknown`',
    ]);
  });

  it('a name that is no dataset is told at its key', () => {
    expect(told(lines('    a.b.c: { tier: silver, columns: {} }'))).toEqual([
      'm1.yaml:10:5 `a.b.c` is not a dataset name | write `schema.table`, for instance `silver.customers`',
    ]);
  });

  it('a name that no statement could ever find is told at its key', () => {
    expect(told(lines('    silver.A: { tier: silver, columns: {} }'))).toEqual([
      'm1.yaml:10:5 dataset `silver.A` is not in lower case | write `silver.a`',
    ]);
  });
});
