/** Calls to begin with. Each is a call like any other: it is decided, not looked up. */

export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly tool: string;
  /** SQL where the tool takes a statement, else the arguments as JSON. */
  readonly text: string;
}

const query = 'postgres__query';
const execute = 'postgres__execute';

export const presets: readonly Preset[] = [
  { id: 'drop', name: 'Drop a table', tool: execute, text: 'DROP TABLE silver.customers' },
  {
    id: 'hidden',
    name: 'A DROP behind comments',
    tool: execute,
    text: '/* tidy up */ DR/**/OP TABLE silver.customers -- SELECT 1',
  },
  {
    id: 'commented',
    name: 'Words between comments',
    tool: execute,
    text: '-- SELECT * FROM silver.orders\n/* nothing to see */ DROP /* harmless */ TABLE silver.customers',
  },
  { id: 'delete-all', name: 'Delete without WHERE', tool: execute, text: 'DELETE FROM silver.customers' },
  {
    id: 'always',
    name: 'WHERE that is always true',
    tool: execute,
    text: "DELETE FROM silver.customers WHERE id = id OR country = 'DE'",
  },
  {
    id: 'cte',
    name: 'A write inside a CTE',
    tool: execute,
    text: 'WITH old AS (SELECT id FROM silver.orders)\nDELETE FROM silver.customers',
  },
  {
    id: 'keyed',
    name: 'Update one row by key',
    tool: execute,
    text: "UPDATE silver.customers SET segment = 'business' WHERE id = 3",
  },
  {
    id: 'read',
    name: 'Read personal columns',
    tool: query,
    text: 'SELECT id, full_name, email, phone, country\nFROM silver.customers\nWHERE id IN (3, 8, 17, 55)',
  },
  {
    id: 'alias',
    name: 'E-mail by another name',
    tool: query,
    text: "SELECT id, upper(email) || '' AS nothing_personal\nFROM silver.customers\nWHERE id < 5",
  },
  {
    id: 'oracle',
    name: 'Guess by yes and no',
    tool: query,
    text: "SELECT count(*) AS n FROM silver.customers WHERE email LIKE 'ana%'",
  },
  {
    id: 'salaries',
    name: 'The salaries',
    tool: query,
    text: 'SELECT * FROM protected.salaries',
  },
  {
    id: 'gold-sql',
    name: 'Into gold by SQL',
    tool: execute,
    text: 'INSERT INTO gold.customers SELECT * FROM silver.customers',
  },
  {
    id: 'promote',
    name: 'Promote',
    tool: 'aegis__promote',
    text: '{ "source": "silver.customers", "target": "gold.customers" }',
  },
  {
    id: 'clean',
    name: 'Remove the bad rows by key',
    tool: execute,
    text: 'DELETE FROM silver.customers\nWHERE id IN (11, 28, 37, 45, 55, 56, 57, 58, 59, 60)',
  },
  {
    id: 'validate',
    name: 'Validate',
    tool: 'aegis__validate',
    text: '{ "dataset": "silver.customers" }',
  },
  { id: 'receipts', name: 'Ask for receipts', tool: 'aegis__receipts', text: '{}' },
];
