/** A statement that no reader reads in its time: each level doubles the tables that have to be resolved, 2 to the 24th. */
export const bomb = `WITH a0 AS (SELECT 1 AS x)${Array.from(
  { length: 24 },
  (_, at) => `, a${at + 1} AS (SELECT l.x FROM a${at} l, a${at} r)`,
).join('')} SELECT * FROM a24`;
