// Statements that hold classified columns against each other, in words that both engines know: which of them join, and which ask more. `a.x=b.y` of each column that joins.
export const joined: readonly (readonly [sql: string, joins: readonly string[]])[] = [
  [
    'SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email',
    ['silver.customers.email=staging.customers_raw.email', 'staging.customers_raw.email=silver.customers.email'],
  ],
  [
    'SELECT c.id FROM silver.customers c, staging.customers_raw r WHERE r.id > 3 AND (r.email = c.email)',
    ['silver.customers.email=staging.customers_raw.email', 'staging.customers_raw.email=silver.customers.email'],
  ],
  [
    'SELECT c.id FROM silver.customers c JOIN silver.customers d ON c.email = d.email AND c.id < d.id',
    ['silver.customers.email=silver.customers.email'],
  ],
  [
    'SELECT r.id FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email OR c.email = r.notes',
    [
      'silver.customers.email=staging.customers_raw.email',
      'silver.customers.email=staging.customers_raw.notes',
      'staging.customers_raw.email=silver.customers.email',
      'staging.customers_raw.notes=silver.customers.email',
    ],
  ],
  [
    'SELECT r.id FROM silver.customers JOIN staging.customers_raw r USING (email)',
    ['silver.customers.email=staging.customers_raw.email', 'staging.customers_raw.email=silver.customers.email'],
  ],
];

/** Where a name may be another query's, a column joins what bears the name, and may be told more. */
export const joinedBelow: typeof joined = [
  [
    'SELECT c.id FROM silver.customers c WHERE EXISTS (SELECT 1 FROM staging.customers_raw r WHERE r.phone = c.phone)',
    ['silver.customers.phone=staging.customers_raw.phone', 'staging.customers_raw.phone=silver.customers.phone'],
  ],
];

export const probed: readonly string[] = [
  "SELECT id FROM silver.customers WHERE email = 'a@b.example'",
  "SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email WHERE c.email = 'a@b.example'",
  "SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email AND c.email LIKE 'a%'",
  'SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email ORDER BY c.email, r.email',
  'SELECT count(*) FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email GROUP BY c.email, r.email',
  "WITH g AS (SELECT 'a@b.example' AS e) SELECT c.id FROM silver.customers c JOIN g ON g.e = c.email",
  "WITH g AS (SELECT 'a@b.example' AS e UNION ALL SELECT email FROM staging.customers_raw) SELECT c.id FROM silver.customers c JOIN g ON g.e = c.email",
  'SELECT c.id FROM silver.customers c JOIN silver.orders o ON o.status = c.email',
  'SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON c.email < r.email',
  'SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON NOT c.email = r.email',
  'SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON lower(c.email) = r.email',
  "SELECT c.id FROM silver.customers c JOIN staging.customers_raw r ON c.email = r.email || 'x'",
  'SELECT DISTINCT c.email = r.email FROM silver.customers c, staging.customers_raw r WHERE c.email = r.email',
  "SELECT r.id FROM silver.customers JOIN staging.customers_raw r USING (email) WHERE email > 'b'",
  'SELECT c.id FROM silver.customers c JOIN (SELECT substr(email, 1, 1) AS email FROM staging.customers_raw) r ON c.email = r.email',
];
