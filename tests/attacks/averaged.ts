// A table of pay whose averages a policy lets stand by department, and what an agent would ask to learn one person's: for a lake and for a real server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** By department: 30 with a pay, 25 of whom 19 have one, and 10. Two sites, and one person alone on a third. */
const people = Array.from({ length: 65 }, (_, at) => ({
  id: at + 1,
  dept: at < 30 ? 'sales' : at < 55 ? 'law' : 'it',
  site: at === 4 ? 'roof' : at % 2 === 0 ? 'east' : 'west',
  salary: at >= 30 && at < 36 ? null : 50_003 + 7 * at * at,
}));
const paid = people.flatMap(({ dept, salary }) => (dept === 'sales' && salary !== null ? [salary] : []));
export const sum = paid.reduce((all, one) => all + one, 0);

const rows = people.map(({ id, dept, site, salary }) => `(${id}, '${dept}', '${site}', ${salary ?? 'NULL'})`);
export const table = 'silver.staff (id integer PRIMARY KEY, dept text, site text, salary integer)';
export const fill = `INSERT INTO silver.staff VALUES ${rows.join(', ')}`;

const shipped = (name: string): string => readFileSync(join('manifests', name), 'utf8');
const declared = `    silver.staff:
      tier: silver
      key: [id]
      columns: { id: clear, dept: clear, site: clear, salary: pii.salary }
`;
export const manifest = (name: string): string =>
  shipped(name).replace('  datasets:\n', (all) => all + declared);

export const policy = (more = ''): string => `version: 1
grant:
  - { id: read, to: [analyst], can: [read, list, describe, explain, preview], datasets: ["*"] }
  - { id: tidy, to: [cleaner], can: [insert, update, delete, create], datasets: ["bronze.*"] }
mask:
  - { class: pii.salary, with: redact, unless: { averaged-over: 20, of: silver.staff.salary, by: [dept] } }
${more}`;

export const asked =
  'SELECT dept, sum(salary) AS pay, avg(salary) AS mean, count(salary) AS n FROM silver.staff GROUP BY dept ORDER BY dept';
const answered = 'avg(salary) AS mean, count(salary) AS n FROM silver.staff';

/** What would tell of one person what the average does not. */
export const attacks: readonly string[] = [
  `SELECT ${answered}`,
  `SELECT site, ${answered} GROUP BY site`,
  `SELECT dept, site, ${answered} GROUP BY dept, site`,
  `SELECT id, ${answered} GROUP BY id`,
  `SELECT dept, ${answered} WHERE id <> 5 GROUP BY dept`,
  `SELECT dept, ${answered} WHERE site <> 'roof' GROUP BY dept`,
  `SELECT dept, ${answered} GROUP BY dept HAVING count(*) > 20`,
  `SELECT dept, ${answered} GROUP BY dept LIMIT 2`,
  `SELECT DISTINCT dept, ${answered} GROUP BY dept`,
  `SELECT salary, ${answered} GROUP BY salary`,
  `SELECT dept, ${answered} GROUP BY dept ORDER BY avg(salary)`,
  `SELECT site AS dept, ${answered} GROUP BY dept`,
  `SELECT dept, min(salary), ${answered} GROUP BY dept`,
  'SELECT dept, max(salary) AS top, count(salary) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, avg(salary) AS mean FROM silver.staff GROUP BY dept',
  'SELECT dept, avg(salary) AS mean, count(*) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, avg(salary) AS mean, count(id) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, avg(salary) AS mean, count(salary) + 20 AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, avg(salary) AS mean, 30 AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, sum(salary) - avg(salary) * 29 AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, sum(CASE WHEN id = 5 THEN salary ELSE 0 END) AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, sum(salary) FILTER (WHERE id = 5) AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, sum(DISTINCT salary) AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, sum(nullif(salary, 50003)) AS mean, count(salary) AS n FROM silver.staff GROUP BY dept',
  'SELECT dept, sum(salary) OVER (PARTITION BY id) AS mean, count(salary) OVER () AS n FROM silver.staff',
  'SELECT s.dept, sum(s.salary) AS mean, count(s.salary) AS n FROM silver.staff s, silver.staff t GROUP BY s.dept',
  'SELECT s.dept, sum(s.salary) AS mean, count(s.salary) AS n FROM silver.staff s JOIN silver.staff t ON t.id = s.id GROUP BY s.dept',
  'SELECT dept, avg(salary) AS mean, count(salary) AS n FROM (SELECT * FROM silver.staff WHERE id = 5) s GROUP BY dept',
  'SELECT dept, avg(salary) AS mean, count(salary) AS n FROM (SELECT * FROM silver.staff UNION ALL SELECT * FROM silver.staff) s GROUP BY dept',
  'WITH s AS (SELECT * FROM silver.staff WHERE id = 5) SELECT dept, avg(salary) AS mean, count(salary) AS n FROM s GROUP BY dept',
  `SELECT dept, ${answered} GROUP BY dept UNION ALL SELECT dept, sum(salary), count(salary) FROM silver.staff GROUP BY dept`,
  `SELECT mean FROM (SELECT dept, ${answered} GROUP BY dept) a`,
  `SELECT mean > 60000 AS above FROM (SELECT dept, ${answered} GROUP BY dept) a`,
];

/** More than any count or key of the table: a pay, a sum or a mean, whatever it is written as. */
export const toldPay = (rows: unknown): boolean =>
  Array.isArray(rows) && rows.flat().some((cell) => Math.abs(Number(cell)) > 40_000);
