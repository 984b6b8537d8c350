// Functions in PL/pgSQL that do nothing but choose what to return are read as that; whatever else one does leaves it unread.
import { describe, expect, it } from 'vitest';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const c = 'silver.customers';
const body = (name: string, takes: string, source: string, returns = 'text') =>
  `CREATE FUNCTION silver.${name}(${takes}) RETURNS ${returns} LANGUAGE plpgsql AS $$ ${source} $$;`;
const script = `CREATE SCHEMA silver;
CREATE TABLE silver.customers (id int PRIMARY KEY, full_name text, email text, phone text, ssn text, birth_date text, country text, segment text);
CREATE TABLE silver.orders (id int PRIMARY KEY, customer_id int, amount numeric, status text, created_at text, ship_address text);
CREATE FUNCTION silver.wipe() RETURNS int LANGUAGE sql AS $$ DELETE FROM silver.orders RETURNING 1 $$;
${body('r5', 'n numeric', 'BEGIN RETURN round(n * 20) / 20; END', 'numeric')}
${body('land', 'k text', "BEGIN IF k = 'de' THEN RETURN 'DE'; ELSIF k IS NULL THEN RETURN '?'; END IF; RETURN upper(k); END")}
${body('both', 'a text, b text', 'BEGIN IF a IS NULL THEN RETURN b; ELSE RETURN a; END IF; END')}
${body('looked', 'k int', 'BEGIN RETURN (SELECT email FROM silver.customers WHERE id = k); END')}
${body('counted', 'k text', 'BEGIN RETURN (SELECT count(*) FROM silver.customers WHERE email > k)::text; END')}
${body('wiping', 'k text', "BEGIN IF k = 'x' THEN RETURN silver.wipe()::text; END IF; RETURN k; END")}
${body('wide', 'k text', 'BEGIN RETURN k FROM silver.customers; END')}
${body('held', 'k text', 'DECLARE v text := k; BEGIN RETURN v; END')}
${body('caught', 'k text', 'BEGIN RETURN k; EXCEPTION WHEN others THEN RETURN sqlerrm; END')}
${body('ran', 'k text', 'BEGIN EXECUTE k; RETURN k; END')}
${body('did', 'k text', 'BEGIN DELETE FROM silver.orders; RETURN k; END')}
${body('said', 'k text', "BEGIN RAISE NOTICE '%', k; RETURN k; END")}
${body('hidden', 'k text', '#variable_conflict use_variable\nBEGIN RETURN (SELECT email FROM silver.customers LIMIT 1); END')}
${body('looping', 'k text', 'BEGIN WHILE true LOOP RETURN k; END LOOP; END')}
${body('nothing', 'k text', 'BEGIN RETURN; END', 'void')}
${body('many', 'k text', 'BEGIN RETURN QUERY SELECT k; END', 'SETOF text')}
${body('row_of', 'k int', 'BEGIN RETURN (SELECT o FROM silver.orders o LIMIT 1); END', 'silver.orders')}
${body('told_twice', 'k text', 'BEGIN RETURN k; RETURN silver.wipe()::text; END')}
${body('ended', 'k text', "BEGIN IF k = 'x' THEN RETURN 'y'; END IF; END")}
CREATE FUNCTION silver.outs(k text, OUT a text) LANGUAGE plpgsql AS $$ BEGIN RETURN k; END $$;
CREATE FUNCTION silver.lent(k text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN (SELECT ssn FROM silver.customers LIMIT 1); END $$;`;
const read = pgReaderOf(script);
const signs = (sql: string): string => {
  const { opaque, egress } = read(sql);
  expect(opaque).toEqual([]);
  return egress.map(({ classes }) => (classes.length > 0 ? 'P' : '-')).join('');
};
const asked = (sql: string): readonly string[] => read(sql).filtersOn.map(({ column }) => column);

describe('a function that chooses what to return', () => {
  it.each([
    ['SELECT silver.r5(o.amount), o.ship_address FROM silver.orders o', '-P'],
    [`SELECT silver.land(country), silver.land(email) FROM ${c}`, '-P'],
    [`SELECT silver.both(country, segment), silver.both(country, phone) FROM ${c}`, '-P'],
    [`SELECT silver.looked(id) FROM ${c}`, 'P'],
  ])('is made of what it is given and looks up: %s', (sql, expected) => {
    expect(signs(sql)).toBe(expected);
  });

  it('asks by its conditions', () => {
    expect(asked(`SELECT silver.land(email) FROM ${c}`)).toEqual(['email']);
    expect(asked(`SELECT silver.land(country) FROM ${c}`)).toEqual([]);
    expect(asked(`SELECT silver.counted('m') FROM ${c}`)).toEqual(['email']);
  });

  it('does what it calls', () => {
    expect(read(`SELECT silver.wiping('x')`).writes.map(({ dataset, mode }) => [dataset, mode])).toEqual([
      ['silver.orders', 'delete'],
    ]);
    // Behind the first RETURN nothing is run.
    expect(read(`SELECT silver.told_twice('x')`).writes).toEqual([]);
  });
});

describe('a function that does anything else', () => {
  it.each(
    'wide held caught ran did said hidden looping many row_of ended outs lent'
      .split(' ')
      .map((name) => [name]),
  )('is not read: %s', (name) => {
    const taken = name === 'row_of' ? '1' : "'k'";
    expect(read(`SELECT silver.${name}(${taken})`).opaque).not.toEqual([]);
  });
});
