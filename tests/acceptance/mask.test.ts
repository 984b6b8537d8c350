/** `aegis mask` as a script uses it: lines in, answers out in order, nothing but answers on stdout, and a summary that says where. */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { main } from './lake.js';

const catalog = { tables: { customers: { id: null, email: 'pii.email', city: 'clear' } } };
const rows = (columns: readonly string[], ...cells: readonly (readonly unknown[])[]) => ({
  content: [{ type: 'text', text: JSON.stringify({ columns, rows: cells }) }],
  structuredContent: { columns, rows: cells, row_count: cells.length },
});

const answers = (lines: readonly unknown[], ...words: readonly string[]) => {
  const input = `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`;
  const { stdout, status, stderr } = spawnSync(process.execPath, [main, 'mask', ...words], {
    encoding: 'utf8',
    input,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
};

it('each line has its answer, in order, and a line that cannot be read has a reason', () => {
  const found = answers([
    { id: 'a', result: rows(['id', 'email'], [1, 'ann@example.com']), columns: { email: 'pii.email' } },
    'no JSON at all',
    { id: 'c', result: { content: [{ type: 'text', text: 'nothing here' }] } },
    { id: 'd' },
    { id: 'e', result: { content: [] }, columns: 7 },
  ]);
  expect(found.map((one) => [one.id, one.withheld])).toEqual([
    ['a', undefined],
    [null, 'the line is not a JSON object'],
    ['c', undefined],
    ['d', 'the result is not an object'],
    ['e', '`columns` is not {name: class}'],
  ]);
  expect(JSON.stringify(found)).not.toContain('ann@');
  expect(found[2]?.result).toEqual({ content: [{ type: 'text', text: 'nothing here' }] });
});

it('a value that a statement derives from a classified column is masked, and a count is left alone', () => {
  const found = answers([
    {
      id: 1,
      sql: 'SELECT id, substr(email, 2) AS e FROM customers',
      catalog,
      result: rows(['id', 'e'], [1, 'xyz']),
    },
    { id: 2, sql: 'SELECT count(*) AS n FROM customers', catalog, result: rows(['n'], [10]) },
    { id: 3, sql: 'SELECT nonsense FROM customers', catalog, result: rows(['n'], [10]) },
    {
      id: 4,
      sql: 'SELECT id, email FROM customers',
      catalog,
      result: { content: [{ type: 'text', text: 'is xyz' }] },
    },
    {
      id: 5,
      sql: 'SELECT id, email FROM customers',
      catalog,
      result: { structuredContent: { rows: [{ id: 1, other: 'xyz' }] } },
    },
  ]);
  expect(found[0]?.result.structuredContent.rows).toEqual([[1, '[REDACTED:pii.email]']]);
  expect(found[0]?.findings).toContainEqual({
    ...{ pointer: '/structuredContent/rows/0/1', class: 'pii.email', tier: 'provenance' },
    ...{ operator: 'redact', start: 0, end: 3 },
  });
  expect(found[1]?.result).toEqual(rows(['n'], [10]));
  expect(found[2]).toMatchObject({ id: 3, result: null });
  expect(found[2]?.withheld).toMatch(/^the statement was not understood/);
  expect(JSON.stringify(found)).not.toContain('xyz');
});

it('tokens join within a session and not beyond it', () => {
  const line = (id: number, session: string, text: string) => ({ id, session, text });
  const [one, same, spelt, other] = answers(
    [line(1, 's', 'a@b.com'), line(2, 's', 'a@b.com'), line(3, 's', 'A@B.com'), line(4, 't', 'a@b.com')],
    '--text',
  );
  expect([same?.text, spelt?.text]).toEqual([one?.text, one?.text]);
  expect(other?.text).not.toBe(one?.text);
  expect(one?.spans).toEqual([{ class: 'pii.email', tier: 'shape', operator: 'token', start: 0, end: 7 }]);
});

it('spans of a text that is JSON are those of the text, of keys as well, and its layout stays', () => {
  const text = `{ "who": "ann@example.com",\n  "in": "{\\"card\\":\\"4111 1111 1111 1111\\"}", "bob@example.com": 1.50 }`;
  const [found] = answers([{ id: 1, text }], '--text');
  const shown = found?.spans.map(({ start, end }: { start: number; end: number }) => text.slice(start, end));
  expect(shown).toEqual(['ann@example.com', '4111 1111 1111 1111', 'bob@example.com']);
  expect(found?.spans[2]).not.toHaveProperty('in');
  const plain = text.replace(', "bob@example.com": 1.50', '');
  const [masked] = answers([{ id: 2, text: plain }], '--text');
  expect(masked?.text).toMatch(/^\{ "who": "\[EMAIL:[a-z2-7]{12}\]",\n {2}"in": "\{.*\}" \}$/);
});

it('what is masked still fits the schema, and what cannot be made to fit is withheld', () => {
  const properties = { n: { type: 'integer', minimum: 1 }, mail: { type: 'string', format: 'email' } };
  const outputSchema = { type: 'object', properties, additionalProperties: false };
  const value = { n: 4111111111111111, mail: 'ann@example.com' };
  const listed = { type: 'object', properties: { mail: { enum: ['ann@example.com'] } } };
  const found = answers([
    { id: 1, outputSchema, result: { content: [], structuredContent: value } },
    { id: 2, outputSchema: listed, result: { content: [], structuredContent: { mail: 'ann@example.com' } } },
  ]);
  expect(found[0]?.result.structuredContent).toEqual({ n: 1, mail: 'masked@masked.invalid' });
  expect(found[1]).toMatchObject({ result: null, withheld: 'no mask of it fits the output schema' });
});

it('a line may begin with the mark that some editors put there', () => {
  const line = JSON.stringify({ id: 1, text: 'ann@example.com' });
  const run = spawnSync(process.execPath, [main, 'mask', '--text'], {
    input: `\ufeff${line}\n`,
    encoding: 'utf8',
  });
  expect(JSON.parse(run.stdout)).toMatchObject({ id: 1, spans: [{ class: 'pii.email' }] });
});

it('an answer comes before the next line is written', async () => {
  const child = spawn(process.execPath, [main, 'mask', '--text'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const next = (): Promise<string> =>
    new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
  for (const id of ['one', 'two']) {
    const answered = next();
    child.stdin.write(`${JSON.stringify({ id, text: 'x' })}\n`);
    expect(JSON.parse(await answered)).toEqual({ id, text: 'x', spans: [] });
  }
  child.stdin.end();
  await new Promise((resolve) => child.once('close', resolve));
});

it('a summary says classes and columns, shows no value, and takes plain text and results alone', () => {
  const file = join(tmpdir(), `aegis-mask-${process.pid}.txt`);
  try {
    writeFileSync(file, `mail ann@example.com\n${JSON.stringify(rows(['id', 'ip'], [1, '203.0.113.7']))}\n`);
    const [found] = answers([], '--file', file, '--summary', '--json');
    expect(found).toEqual({
      ...{ lines: 2, withheld: 0, classes: { 'pii.ip redact': 2, 'pii.email token': 1 } },
      columns: expect.objectContaining({
        '/structuredContent/rows/*/1 pii.ip': 1,
        '/content/*/text pii.email': 1,
      }),
    });
    const words = spawnSync(process.execPath, [main, 'mask', '--file', file, '--summary'], {
      encoding: 'utf8',
    });
    expect(words.stdout).toContain('pii.email token');
    expect(words.stdout).not.toContain('ann@');
  } finally {
    rmSync(file, { force: true });
  }
});

it('one value has one token over all lines of a session, in a column, a text or a key; in another session another', () => {
  const tokensOf = (line: unknown): readonly string[] => JSON.stringify(line).match(/\[EMAIL:\w+\]/g) ?? [];
  const lines = (session: string) => [
    { session, result: rows(['id', 'email'], [1, 'ann@example.com']), columns: { email: 'pii.email' } },
    { session, result: { content: [{ type: 'text', text: 'write to ANN@example.com' }] } },
    { session, result: { content: [], structuredContent: { 'ann@example.com': 1 } } },
  ];
  const all = answers([...lines('one'), ...lines('two')]);
  const [one, two] = [all.slice(0, 3), all.slice(3)].map((part) => new Set(part.flatMap(tokensOf)));
  expect([one?.size, two?.size]).toEqual([1, 1]);
  expect(one).not.toEqual(two);
});

it('a guess in a literal of a statement has another token than the column beside it', () => {
  const sql = "SELECT email, 'ann@example.com' AS guess FROM customers";
  const result = {
    content: [],
    structuredContent: { columns: ['email', 'guess'], rows: [['ann@example.com', 'ann@example.com']] },
  };
  const [found] = answers([{ id: 1, sql, catalog, result }]);
  const [[email, guess] = []] = found?.result.structuredContent.rows ?? [];
  expect([email, guess]).toEqual([expect.stringMatching(/^\[EMAIL:/), expect.stringMatching(/^\[EMAIL:/)]);
  expect(email).not.toBe(guess);
});

it('of a statement no word keeps a card from being masked, but the name of the column that it selects does', () => {
  const card = '4539148803436467';
  const tables = { t: { country: null, order_id: null } };
  const asked = (sql: string, value: string) => ({
    ...{ id: 1, sql, catalog: { tables } },
    result: { structuredContent: { rows: [{ order_id: value }] } },
  });
  const found = answers([
    asked('SELECT country AS order_id FROM t', card),
    asked("SELECT country || '.log' AS order_id FROM t", `${card}.log`),
    asked('SELECT order_id FROM t', card),
  ]);
  expect(found.map((one) => one.result.structuredContent.rows[0].order_id.includes(card))).toEqual([
    false,
    false,
    true,
  ]);
});

it('an average that the policy lets stand stays where its row counts enough, beside its columns and in objects', () => {
  const file = join(tmpdir(), `aegis-averages-${process.pid}.yaml`);
  const unless = '{ averaged-over: 20, of: hr.staff.salary, by: [dept] }';
  writeFileSync(file, `version: 1\nmask: [{ class: pii.salary, with: redact, unless: ${unless} }]\n`);
  const staff = { tables: { 'hr.staff': { id: 'clear', dept: 'clear', salary: 'pii.salary' } } };
  const sql = 'SELECT dept, avg(salary) AS mean, count(salary) AS n FROM hr.staff GROUP BY dept';
  const answered = rows(['dept', 'mean', 'n'], ['sales', 61234.5, 20], ['law', 71234.5, 19]);
  const objects = [
    { dept: 'sales', mean: 61234.5, n: 20 },
    { dept: 'law', mean: 71234.5, n: 19 },
    { dept: 'it', mean: 51234.5, n: 20, more: 1 },
  ];
  const line = (more: object) => ({ sql, catalog: staff, result: answered, ...more });
  const told = answers(
    [
      line({ id: 1 }),
      line({ id: 2, dialect: 'postgres' }),
      line({ id: 3, result: { content: [], structuredContent: { rows: objects } } }),
      line({ id: 4, sql: sql.replace('GROUP', 'WHERE id <> 5 GROUP') }),
      line({ id: 5, sql: sql.replace('count(salary)', 'count(*)') }),
      line({ id: 6, columns: { mean: 'pii.salary' } }),
    ],
    '--policy',
    file,
  );
  rmSync(file);
  const numbers = told.map(({ result }) =>
    ['61234.5', '71234.5', '51234.5'].filter((one) => JSON.stringify(result).includes(one)),
  );
  expect(numbers).toEqual([['61234.5'], ['61234.5'], ['61234.5'], [], [], []]);
});

it('a line that is nested too deep has its answer as well, and so has the next', () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const result = '"result":{"content":[],"structuredContent":{"a":1}}';
  const found = answers([
    `{"id":${deep},${result}}`,
    `{"id":2,"result":{"content":[],"structuredContent":${deep}}}`,
    `{"id":3,${result},"session":${deep}}`,
    `{"id":4,${result},"sql":"SELECT 1","catalog":{"tables":${deep}}}`,
    `{"id":5,${result}}`,
  ]);
  expect(found.map(({ id, withheld }) => [id, withheld === undefined])).toEqual([
    [null, false],
    [2, false],
    [3, false],
    [4, false],
    [5, true],
  ]);
  const texts = answers(
    [`{"id":${deep},"text":"a"}`, `{"id":2,"text":"a","session":${deep}}`, { id: 3, text: 'a' }],
    '--text',
  );
  expect(texts.map(({ id, text }) => [id, text])).toEqual([
    [null, null],
    [2, null],
    [3, 'a'],
  ]);
});

it('what is no class is not clear, and who calls a column clear does not lift what a statement puts into it', () => {
  const result = rows(['email'], ['zq canary']);
  const sql = 'SELECT email FROM customers';
  const of = (one: unknown) => ({ tables: { customers: { email: one } } });
  const found = answers([
    ...[7, '', true, {}, []].map((one) => ({ id: 1, result, sql, catalog: of(one) })),
    { id: 2, result, columns: { email: '' } },
    { id: 3, result, sql, catalog, columns: { email: 'clear' } },
    { id: 4, result: { content: [], isError: 'ann@example.com' } },
    {
      id: 5,
      result: { content: [{ type: 'resource_link', uri: 'a://b', name: 'n', mimeType: 'ann@example.com' }] },
    },
  ]);
  expect(found.slice(0, 6).map(({ result: shown }) => shown)).toEqual([null, null, null, null, null, null]);
  expect(JSON.stringify(found)).not.toMatch(/canary|ann@example/);
});

it('a number that no double holds is answered digit by digit', () => {
  const line =
    '{"id":12345678901234567890,"result":{"content":[],"structuredContent":{"a":9007199254740993,"b":[-9007199254740993,1e999],"c":9007199254740991}}}';
  const masked = line.replace('{"id"', '{"columns":{"a":"pii.salary"},"id"');
  const { stdout } = spawnSync(process.execPath, [main, 'mask'], {
    encoding: 'utf8',
    input: `${line}\n${masked}\n`,
  });
  const [same = '', other = ''] = stdout.split('\n');
  expect(same).toBe(`${line.slice(0, -1)},"findings":[]}`);
  expect(other).toContain('"structuredContent":{"a":"[REDACTED:pii.salary]","b":[-9007199254740993,1e999]');
});

it('a file that is not there is said to be unread, and nothing is answered', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'mask', '--file', '/not/there'], {
    encoding: 'utf8',
  });
  expect({ stdout, stderr, status }).toEqual({
    stdout: '',
    stderr: 'aegis mask: /not/there cannot be read\n',
    status: 2,
  });
});
