// Writes made at random by grammar, over the lake that a write can set most off in. It refuses to know what any of them does. Made for tests only.
import { fc } from '../../property.js';
import { formOf, pick, say, type Text } from './phrase.js';

const key = pick('1', '2', '3', '4', '9');
const value = pick('1', '2', '3', '9', 'NULL', 'n', 'n + 1', 'id', '(SELECT max(n) FROM silver.codes)');
const conflict = pick('', '', '', ' OR REPLACE', ' OR IGNORE', ' OR ABORT');
const keyed = pick('orders', 'notes', 'codes', 'people', 'log');

const where = fc.oneof(
  { weight: 4, arbitrary: formOf(['id = $', 'id = $ OR id = $', 'id IN ($, $)', '(id) = ($)', 'id IS $', "id = '1'"], key) },
  { weight: 2, arbitrary: formOf(['id = $ AND n > 0', 'id = $ AND NOT n = $', 'rowid = $', '$ = id', 'id = +$', 'id = ($ + 0)'], key) },
  {
    weight: 4,
    arbitrary: formOf(
      ['n > $', 'n = $', 'NOT id = $', 'id <> $', 'id >= $', 'id BETWEEN $ AND $', 'n IN ($, $)', 'id = n', '+id = $', 'id = $ OR n > 1'],
      key,
    ),
  },
  {
    weight: 2,
    arbitrary: pick(
      ...['1', 'id = id', 'id IS NOT NULL', 'id IN (SELECT person FROM silver.orders)', 'EXISTS (SELECT 1 FROM silver.orders)'],
      ...['id = (SELECT max(id) FROM silver.codes)', "id = 'x' OR 1", 'id = abs(-1)', 'id = CASE WHEN 1 THEN id ELSE 1 END'],
    ),
  },
);

const assigned = fc.oneof(
  { weight: 6, arbitrary: say('n = $', value) },
  { weight: 2, arbitrary: say('id = $', value) },
  { weight: 2, arbitrary: say('n = $, id = $', value, key) },
  { weight: 1, arbitrary: say('(n, id) = ($, id)', value) },
);

const updates: readonly Text[] = [
  say('UPDATE$ silver.$ SET $ WHERE $', conflict, keyed, assigned, where),
  say('UPDATE$ silver.$ AS t SET $ WHERE $', conflict, keyed, assigned, where),
  say('UPDATE silver.$ SET $', keyed, assigned),
  say('UPDATE$ silver.people SET email = $, team = team WHERE $', conflict, pick("'e1'", "'e9'", 'NULL'), where),
  say('UPDATE silver.orders SET person = $ WHERE $', key, where),
  say('UPDATE silver.people SET n = o.n FROM silver.orders AS o WHERE o.person = people.id AND people.id = $', key),
  say('UPDATE silver.people SET n = o.n FROM silver.orders AS o WHERE o.id = $', key),
  say('UPDATE silver.pairs SET n = $ WHERE a = $ AND b = $', pick('1', '2', 'n'), key, key),
  say('UPDATE$ silver.pairs SET b = $ WHERE a = $', conflict, key, key),
  say('UPDATE silver.sums SET n = $ WHERE $', pick('1', '5'), where),
  say("UPDATE silver.seen SET team = 'z' WHERE $", where),
  say('WITH q AS (SELECT 1 AS k) UPDATE silver.$ SET $ WHERE id IN (SELECT k FROM q)', keyed, assigned),
];

const deletes: readonly Text[] = [
  say('DELETE FROM silver.$ WHERE $', keyed, where),
  say('DELETE FROM silver.$ AS t WHERE $', keyed, where),
  say('DELETE FROM silver.$', keyed),
  say('DELETE FROM silver.seen WHERE $', where),
  say('DELETE FROM silver.pairs WHERE a = $', key),
  say('DELETE FROM silver.pairs WHERE (a, b) = ($, $)', key, key),
  say('WITH q AS (SELECT $ AS k) DELETE FROM silver.$ WHERE id IN (SELECT k FROM q)', key, keyed),
  say('DELETE FROM silver.$ WHERE $ RETURNING id', keyed, where),
];

const verb = pick('INSERT', 'INSERT', 'INSERT OR REPLACE', 'REPLACE', 'INSERT OR IGNORE');
const tuple = say('($, $)', key, pick('1', '2', '8', 'NULL'));
const inserts: readonly Text[] = [
  say('$ INTO silver.codes VALUES $', verb, tuple),
  say('$ INTO silver.codes (id, n) VALUES $, $', verb, tuple, tuple),
  say('$ INTO silver.codes (n) VALUES ($)', verb, key),
  say("$ INTO silver.people VALUES ($, $, 'q', 1)", verb, key, pick("'e1'", "'e2'", "'e9'", 'NULL')),
  say('$ INTO silver.orders (id, person, n) VALUES ($, $, 1)', verb, key, key),
  say('$ INTO silver.notes SELECT id, id, n FROM silver.orders WHERE $', verb, where),
  say('$ INTO silver.codes SELECT id, n FROM bronze.people', verb),
  say('INSERT INTO silver.codes VALUES $ ON CONFLICT (id) DO UPDATE SET n = excluded.n', tuple),
  say('INSERT INTO silver.codes VALUES $ ON CONFLICT (n) DO UPDATE SET n = n + $', tuple, key),
  say('INSERT INTO silver.codes VALUES $ ON CONFLICT DO NOTHING', tuple),
  say('INSERT INTO silver.codes SELECT id, n FROM bronze.people WHERE 1 ON CONFLICT (id) DO UPDATE SET n = $', key),
  say('INSERT INTO silver.sums (id, n) VALUES ($, $)', key, key),
  pick('INSERT INTO silver.log DEFAULT VALUES', 'REPLACE INTO silver.pairs SELECT a, 1, n FROM silver.pairs'),
];

const structural: readonly Text[] = [
  say('CREATE TABLE silver.made AS SELECT id, n FROM silver.$ WHERE $', keyed, where),
  say('DROP TABLE silver.$', keyed),
  say('DROP TABLE IF EXISTS silver.$', pick('notes', 'sums', 'nosuch')),
  say('ALTER TABLE silver.$ ADD COLUMN more INTEGER DEFAULT 1', keyed),
  say('ALTER TABLE silver.$ RENAME COLUMN n TO m', keyed),
  say('ALTER TABLE silver.$ RENAME TO other', keyed),
  say('ALTER TABLE silver.$ DROP COLUMN n', keyed),
  say('CREATE INDEX silver.made_index ON $ (n)', keyed),
  pick('DROP INDEX silver.codes_n', 'DROP VIEW silver.seen', 'DROP TRIGGER silver.ordered', 'CREATE VIEW silver.made AS SELECT 1 AS id, 2 AS n'),
];

export const write: Text = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(...updates) },
  { weight: 4, arbitrary: fc.oneof(...deletes) },
  { weight: 6, arbitrary: fc.oneof(...inserts) },
  { weight: 2, arbitrary: fc.oneof(...structural) },
);
