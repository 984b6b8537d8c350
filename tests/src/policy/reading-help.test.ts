// Helps are found by the readers' own words: what each reader says of a statement is what the help answers.
import { describe, expect, it } from 'vitest';
import { refusalBeneath } from '../../cases/sql/beneath.js';
import { readerOf } from '../../cases/sql/reading.js';
import { pgReaderOf } from '../../cases/sql/reading-postgres.js';

const readers = { sqlite: readerOf(), postgres: pgReaderOf() };

describe('what would work in place of it', () => {
  it.each<[keyof typeof readers, string, string | undefined]>([
    ['sqlite', 'SELECT 1; SELECT 2', 'send one statement a call'],
    ['sqlite', 'SELECT name FROM staging.sqlite_master', 'ask a tool that lists or describes tables'],
    ['sqlite', "SELECT * FROM pragma_table_info('junk')", 'ask a tool that lists or describes tables'],
    ['sqlite', 'CREATE TEMP TABLE t (a)', 'use WITH, or a table of your own in a staging schema'],
    ['sqlite', 'CREATE TEMP TABLE junk (a)', 'use WITH, or a table of your own in a staging schema'],
    ['sqlite', 'PRAGMA table_info(junk)', 'ask a tool that lists or describes tables'],
    ['sqlite', 'BEGIN', 'each call is a transaction of its own'],
    ['sqlite', 'VACUUM', 'leave it to an operator'],
    ['sqlite', "ATTACH 'x' AS y", 'the files of the engine are the operator’s'],
    ['sqlite', 'SELECT emial FROM silver.customers', 'check its syntax and its names'],
    ['sqlite', 'SELECT changes()', 'use RETURNING'],
    ['sqlite', 'SELECT sqlite_source_id()', 'leave that function out'],
    ['sqlite', 'ANALYZE', 'leave it to an operator'],
    ['sqlite', 'SELECT 1 --\r', undefined],
    ['postgres', 'SELECT 1; SELECT 2', 'send one statement a call'],
    ['postgres', 'SELECT relname FROM pg_class', 'ask a tool that lists or describes tables'],
    ['postgres', 'CREATE TEMP TABLE t (a int)', 'use WITH, or a table of your own in a staging schema'],
    ['postgres', 'SELECT email FROM silver.customer', 'check its syntax and its names'],
    ['postgres', 'SELECT emial FROM silver.customers', 'check its syntax and its names'],
    ['postgres', "SELECT nextval('silver.cust_seq')", 'leave the column out of the INSERT'],
    ['postgres', 'SELECT lastval()', 'leave that function out'],
    ['postgres', 'EXPLAIN ANALYZE DELETE FROM silver.orders WHERE id = 1', 'EXPLAIN without ANALYZE'],
    ['postgres', 'SELECT id FROM silver.orders FOR UPDATE', 'leave FOR UPDATE or FOR SHARE out'],
    ['postgres', 'SELECT id FROM silver.orders FOR SHARE', 'each call is a transaction of its own'],
    ['postgres', 'LOCK TABLE silver.orders', 'each call is a transaction of its own'],
    ['postgres', 'COMMIT', 'each call is a transaction of its own'],
    ['postgres', 'VACUUM silver.orders', 'leave it to an operator'],
    ['postgres', 'VACUUM', 'leave it to an operator'],
    ['postgres', 'COPY silver.orders TO STDOUT', 'read rows with SELECT'],
    ['postgres', 'PREPARE p AS SELECT 1', 'send the statement itself'],
    ['postgres', "SET TimeZone TO 'UTC'", 'the settings of the session are the operator’s'],
    [
      'postgres',
      'SELECT table_name FROM information_schema.tables',
      'ask a tool that lists or describes tables',
    ],
  ])('%s: %s', (dialect, sql, help) => {
    const found = refusalBeneath(readers[dialect](sql))?.help;
    if (help === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(help);
  });
});
