// The tables of the lake and their rows, as a list. It refuses to open anything: who has a database fills it.
import { customers, orders } from './seed.js';

type Row = readonly (string | number | null)[];
export interface Table {
  readonly name: string;
  readonly columns: string;
  readonly rows: readonly Row[];
}

const person = 'id INTEGER PRIMARY KEY, full_name TEXT, email TEXT, phone TEXT, country TEXT';

/** By schema, which is the tier. */
export const schemas: Readonly<Record<string, readonly Table[]>> = {
  bronze: [
    {
      name: 'customers_raw',
      columns: `${person}, notes TEXT`,
      rows: customers.map((one) => [one.id, one.full_name, one.email, one.phone, one.country, one.notes]),
    },
  ],
  silver: [
    {
      name: 'customers',
      columns: `${person}, segment TEXT`,
      rows: customers.map((one) => [one.id, one.full_name, one.email, one.phone, one.country, one.segment]),
    },
    {
      name: 'orders',
      columns: 'id INTEGER PRIMARY KEY, customer_id INTEGER, amount INTEGER, status TEXT',
      rows: orders.map((one) => [one.id, one.customer_id, one.amount, one.status]),
    },
  ],
  gold: [
    { name: 'customers', columns: `${person}, segment TEXT`, rows: [] },
    {
      name: 'daily_revenue',
      columns: 'day TEXT PRIMARY KEY, revenue INTEGER, orders INTEGER',
      rows: [
        ['2026-03-02', 4120, 31],
        ['2026-03-03', 3870, 28],
      ],
    },
  ],
  protected: [
    {
      name: 'salaries',
      columns: 'employee_id INTEGER PRIMARY KEY, amount INTEGER',
      rows: [
        [1, 61000],
        [2, 58500],
      ],
    },
  ],
};
