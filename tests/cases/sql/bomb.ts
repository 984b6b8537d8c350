/** A statement that no reader reads in its time: each level doubles the tables that have to be resolved, 2 to the 24th. */
export const bomb = `WITH a0 AS (SELECT 1 AS x)${Array.from(
  { length: 24 },
  (_, at) => `, a${at + 1} AS (SELECT l.x FROM a${at} l, a${at} r)`,
).join('')} SELECT * FROM a24`;

const joined = Array.from({ length: 60 }, (_, at) => ` NATURAL JOIN silver.orders o${at + 1}`).join('');

/** A statement that is short by all that is counted, and that SQLite takes 20 seconds for on a quick machine: each table's columns are looked for in all that stand before it, again and again. */
export const slow = `SELECT ${Array.from({ length: 24 }, () => `(SELECT 1 FROM silver.orders o0${joined})`).join(', ')}`;
