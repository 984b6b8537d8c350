// The columns of json_each and json_tree are made of what is called. A value that is smuggled into the call, by whatever way, comes out of every one of them.
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const c = 'silver.customers';

/** One sign a column: `P` of a person, `-` clear. */
const shown = (sql: string): string => {
  const { opaque, egress } = read(sql);
  expect(opaque).toEqual([]);
  return egress.map(({ classes }) => (classes.length > 0 ? 'P' : '-')).join('');
};
const asked = (sql: string): readonly string[] => read(sql).filtersOn.map(({ column }) => column);

describe('a table function over what is clear', () => {
  it.each([
    [`SELECT j.key, j.value, j.type, c.full_name FROM ${c} c JOIN json_each('{"a":1}') j`, '---P'],
    [
      `SELECT t.fullkey, t.path, t.id, t.parent, t.atom, c.email FROM ${c} c, json_tree('[1,[2]]') t`,
      '-----P',
    ],
    [
      `SELECT d.key + 1, upper(d.value), r.email FROM staging.junk j, json_each(j.payload, '$.b') d, ${c} r`,
      '--P',
    ],
    [
      `SELECT n.value, count(c.id), group_concat(c.email) FROM json_each('["DE"]') n LEFT JOIN ${c} c ON c.country = n.value GROUP BY 1`,
      '--P',
    ],
    [`SELECT e.*, c.email FROM ${c} c, json_each('[1]') AS e`, '--------P'],
    [`SELECT key FROM (SELECT * FROM ${c} c, json_each(c.country))`, '-'],
    [`SELECT a.value, b.key FROM json_each('[[1]]') a, json_each(a.value) b, ${c}`, '--'],
  ])('stays clear beside a person: %s', (sql, signs) => {
    expect(shown(sql)).toBe(signs);
  });

  it.each([
    [
      `SELECT e.key, e.fullkey, e.path, e.value FROM ${c} c, json_each(json_array(c.email, c.phone)) e`,
      '---P',
    ],
    [`SELECT e.key, e.value FROM ${c} c, json_each(json_object('mail', c.email, 'land', c.country)) e`, '-P'],
    [`SELECT key FROM (SELECT e.key, e.value FROM ${c} c, json_each(jsonb_array(c.email)) e)`, '-'],
    // An id is a place in bytes, a type says whether there is a value, and a number of elements may be one.
    [`SELECT e.id, e.parent, e.type, e.atom FROM ${c} c, json_each(json_array(c.email)) e`, 'PPPP'],
    [`SELECT e.key FROM ${c} c, json_each(json_object(c.email, 1)) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_each(json_object('a', 1, c.email, 1)) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_each(json_object('a' || c.email, 1)) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_each(json_array(c.email), '$' || c.phone) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_each(json_array(1) || c.email) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_tree(json_array(json_object(c.email, 1))) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_tree(json_object('a', json(c.email))) e`, 'P'],
    [`SELECT e.key FROM ${c} c, json_each(json_set(json_array(1), c.email, 1)) e`, 'P'],
    [`SELECT e.key FROM (SELECT json_object(email, 1) AS doc FROM ${c}) x, json_each(x.doc) e`, 'P'],
    [`SELECT e.key, f.key FROM ${c} c, json_each(json_array(c.email)) e, json_each(e.value) f`, 'PP'],
  ])('has keys that are written down: %s', (sql, signs) => {
    expect(shown(sql)).toBe(signs);
  });

  it(`chooses rows by no value`, () => {
    expect(asked(`SELECT c.id, c.email FROM ${c} c, json_each('[1,2]') e WHERE e.value > 1`)).toEqual([]);
    expect(asked(`SELECT c.id, c.email FROM ${c} c, json_each('[1,2]') e WHERE e.key = 0`)).toEqual([]);
  });
});

describe('a table function over a value', () => {
  it.each([
    [`SELECT k.key, k.value, k.atom, k.type FROM ${c} c, json_each(json_object('mail', c.email)) k`, '-PPP'],
    [`SELECT k.key, k.fullkey, k.path FROM ${c} c, json_tree(json_object(c.email, 1)) k`, 'PPP'],
    [`SELECT e.id, e.parent, e.key FROM ${c} c, json_tree('[1,2]', '$[' || length(c.email) || ']') e`, 'PPP'],
    [
      `SELECT a.key, b.key FROM json_each((SELECT json_group_array(email) FROM ${c})) a, json_each(a.value) b`,
      'PP',
    ],
    [`SELECT b.value FROM (SELECT json_array(email) AS doc FROM ${c}) x, json_each(x.doc) b`, 'P'],
    [`SELECT e.value FROM ${c} c, json_each('["a"]') e, json_each(json_array(c.email)) f`, 'P'],
    [`SELECT value FROM ${c} c, json_each WHERE json = json_array(c.email)`, 'P'],
    [`SELECT f.value FROM ${c} c, json_each('[1]') e, json_each f WHERE f.json = json_array(c.email)`, 'P'],
    [`SELECT e.value FROM ${c} c, json_each('["a"]') e WHERE e.json = c.email COLLATE nocase`, 'P'],
    [`SELECT e.value FROM ${c} c, "json_each"('[1]') e WHERE e."root" = '$.' || c.email`, 'P'],
    [`SELECT e.key FROM json_each('{}') e, (SELECT email AS key FROM ${c})`, 'P'],
    [`SELECT k FROM (SELECT * FROM ${c} c, json_each(json_array(c.ssn))), (SELECT 1 AS k)`, '-'],
    [
      `WITH x(a, b, d, e, f, g, h, i) AS (SELECT * FROM json_each((SELECT json_array(email) FROM ${c}))) SELECT a FROM x`,
      'P',
    ],
    [`SELECT value, 'x' AS t FROM json_each('[1]') UNION ALL SELECT email, 'y' FROM ${c}`, 'P-'],
    [`SELECT CASE WHEN e.key = c.email THEN 1 END, e.key FROM ${c} c, json_each('[1]') e`, 'P-'],
  ])('shows it: %s', (sql, signs) => {
    expect(shown(sql)).toBe(signs);
  });

  it.each([
    `SELECT c.id FROM ${c} c, json_each(json_object(c.email, 1)) e WHERE e.key > 'm'`,
    `SELECT c.id FROM ${c} c, json_each(json_array(c.email)) e WHERE e.value > 'm'`,
    `SELECT count(*) FROM ${c} c, json_tree(json_array(c.email)) WHERE atom > 'm'`,
    `SELECT x.id FROM (SELECT c.id, e.value AS v FROM ${c} c, json_each(json_array(c.email)) e) x WHERE x.v > 'm'`,
    `SELECT c.id FROM ${c} c, json_each('[1]') e WHERE e.json > c.email`,
  ])('is asked about it: %s', (sql) => {
    expect(asked(sql)).toContain('email');
  });
});
