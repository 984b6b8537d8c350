// The labelled statements, scored. Each label was confirmed by running the statement on a real engine.
import { describe, expect, it } from 'vitest';
import { lakeLabels } from '../../../../cases/sql/lake.js';
import { isDenied, isDestructive, isReadonly, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const scored = lakeLabels.map((label) => ({ ...label, effects: read(label.sql) }));
const ids = (list: readonly { readonly sql: string }[]): readonly string[] => list.map((one) => one.sql);

describe('labels', () => {
  it('every destructive statement is caught', () => {
    const missed = scored.filter(
      ({ expect: label, effects }) => label.destructive && !isDenied(effects) && !isDestructive(effects),
    );
    expect(ids(missed)).toEqual([]);
  });

  it('no statement that writes is called a read', () => {
    const missed = scored.filter(
      ({ expect: label, effects }) => !label.readonly && !isDenied(effects) && isReadonly(effects),
    );
    expect(ids(missed)).toEqual([]);
  });

  it('every read and every write of a table is named', () => {
    const missed = scored.filter(({ expect: label, effects }) => {
      const reads = effects.reads.map((one) => one.dataset);
      const writes = effects.writes.map((one) => one.dataset);
      const isWhole =
        label.reads.every((name) => [...reads, ...writes].includes(name)) &&
        label.writes.every((name) => writes.includes(name));
      return !isDenied(effects) && !isWhole;
    });
    expect(ids(missed)).toEqual([]);
  });

  it('every output column that derives from a classified one carries a class', () => {
    const missed = scored.filter(({ expect: label, effects }) => {
      const classified = effects.egress.filter((column) => column.classes.length > 0).map(({ name }) => name);
      return !isDenied(effects) && !label.pii_output_columns.every((name) => classified.includes(name));
    });
    expect(ids(missed)).toEqual([]);
  });

  it('no clear column is masked', () => {
    const masked = scored.filter(({ category, expect: label, effects }) => {
      const fine = [...label.pii_output_columns, ...label.pii_optional_columns];
      const extra = effects.egress.filter(
        (column) => column.classes.length > 0 && !fine.includes(column.name),
      );
      return category === 'lineage' && extra.length > 0;
    });
    expect(ids(masked)).toEqual([]);
  });

  it('no benign statement is refused or called destructive', () => {
    const refused = scored.filter(
      ({ category, effects }) => category === 'benign' && (isDenied(effects) || isDestructive(effects)),
    );
    expect(ids(refused)).toEqual([]);
  });
});
