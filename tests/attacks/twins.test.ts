// Two kernels on two lakes that are equal but for their classified values: whatever is asked, both say the same to the last byte. The values have
// no form that a detector knows, so the origin of each cell alone hides it. AEGIS_TWINS says how many statements are tried.
import { afterAll, beforeAll, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { absenceRead } from '../cases/sql/absent.js';
import { patience, termsOf } from '../cases/sql/tried.js';
import { quoted, redacting, type TwinValues, twinValues } from '../cases/sql/twin-values.js';
import { stayAlike } from './alike.js';
import { statement } from './twin-statements.js';

const terms = termsOf('AEGIS_TWINS', 1500);

/** The operator's own, which hold rows in the order of classified values. */
const indexes = [
  'CREATE INDEX silver.by_email ON customers(email)',
  'CREATE INDEX silver.by_name ON customers(country, full_name)',
];

function seeded(twin: TwinValues): Lake {
  const lake = makeLake({
    role: 'analyst',
    policies: { 'redact.yaml': redacting },
  });
  for (const [column, values] of Object.entries(twin))
    for (const [at, value] of values.entries())
      lake.write(`UPDATE silver.customers SET ${column} = ${quoted(value)} WHERE id = ${at + 1}`);
  for (const index of indexes) lake.write(index);
  return lake;
}

const lakes: Lake[] = [];
const kernels: Kernel[] = [];
beforeAll(async () => {
  for (const twin of twinValues) {
    const lake = seeded(twin);
    lakes.push(lake);
    kernels.push(await startKernel(lake));
  }
});
afterAll(async () => {
  for (const kernel of kernels) await kernel.close();
  for (const lake of lakes) lake.remove();
});

it(
  'two lakes that differ in classified values alone are one lake to an agent',
  async () => {
    await stayAlike(kernels, statement, terms);
  },
  patience(terms),
);

const absent = termsOf('AEGIS_TWINS', 600);
it(
  'that a value is absent says nothing of those that are there',
  async () => {
    await stayAlike(kernels, absenceRead, absent);
  },
  patience(absent),
);
