// A column that is compared with what is made of it: what leaves each value as it is holds for all rows, however it is written.
import { expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const answer = (condition: string) => answerOf(read(`DELETE FROM silver.orders WHERE ${condition}`));

it.each([
  'status = substr(status, 1)',
  'status = substring(status, 0)',
  'status = substr(status, 1, 100000)',
  'status = left(status, 100000)',
  'status = left(right(status, 1000), 1000)',
  'status = reverse(reverse(status))',
  "status = regexp_replace(status, '(.*)', E'\\\\1')",
  "status = translate(status, 'ab', 'abc')",
  "status = translate(status, 'aa', 'ab')",
  'status IS NOT DISTINCT FROM substr(status, 1)',
  'customer_id = round(customer_id)',
  'customer_id = floor(customer_id)',
  'amount = round(amount, 100)',
  'ceil(amount) = ceiling(amount)',
  'left(status, 5) = substr(status, 1, 5)',
  'left(status, 0) = right(status, 0)',
  'length(status) = length(upper(status))',
  'length(status) = length(reverse(status))',
  "length(status) = length(translate(status, 'a', 'b'))",
  "length(status) = length(replace(status, 'a', 'b'))",
  'length(status) - length(upper(status)) = 0',
  "length(status) - length(replace(status, ',', '')) <> -1",
])('%s is so for all', (condition) => {
  expect(answer(condition)).toMatchObject({ understood: true, destructive: true, scope: 'tautology' });
});

it.each([
  'status = upper(status)',
  'status = lower(btrim(status))',
  'status = reverse(status)',
  "status = replace(status, 'a', 'b')",
  "status = translate(status, 'ab', 'ba')",
  'left(status, 1) = right(status, 1)',
  'length(status) = length(btrim(status))',
  "length(status) - length(replace(status, ',', '')) > 2",
])('%s asks what stands there, and is held by the bound', (condition) => {
  expect(answer(condition)).toMatchObject({ understood: true, destructive: false, row_guard: true });
});
