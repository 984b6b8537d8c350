// mcp-server-sqlite behind `aegis serve`: a statement of the agent's has no structure to be read on and is denied; one of the operator's is masked by column.
import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { makePlace, type Place } from './place.js';

let place: Place;
let kernel: Kernel;
beforeAll(async () => {
  place = makePlace({ manifests: ['sqlite'] });
  const database = new Sqlite(place.path('desk.db'));
  database.exec(`
    CREATE TABLE tickets (id INTEGER PRIMARY KEY, opened_by TEXT, subject TEXT, status TEXT);
    INSERT INTO tickets VALUES
      (1, 'qzvxk7jw@canary.example', 'roof leaks', 'open'),
      (2, 'wjqhz9vk@canary.example', 'call +49 1523 7748 196 back', 'open'),
      (3, 'qzvxk7jw@canary.example', 'done', 'closed');
    CREATE TABLE salaries (employee TEXT, amount INTEGER);
  `);
  database.close();
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  place?.remove();
});

const intents = () => journal(place).filter((one) => one.type === 'intent').length;

describe('a statement of the agent’s', () => {
  it.each([
    'SELECT id FROM tickets',
    'SELECT * FROM salaries',
    'DROP TABLE tickets',
    "ATTACH 'other.db' AS o",
    'SELEC',
  ])('is not understood: nobody tells the structure it would be read on: %s', async (sql) => {
    const before = intents();
    const denied = await kernel.call('desk__query', { sql });
    expect({ code: denied.code, facts: denied.content.facts }).toEqual({
      code: 'not-understood',
      facts: ['the manifest of desk names no tool that tells its structure'],
    });
    expect(intents()).toBe(before);
  });

  it.each(['execute', 'transaction', 'insert-record', 'delete-record', 'drop-table', 'list-tables'])(
    'has no other tool to go through: %s',
    async (tool) => {
      expect((await kernel.call(`desk__${tool}`, {})).code).toBe('unknown-tool');
    },
  );
});

describe('a statement of the operator’s', () => {
  it('is a tool, and what it reads is masked by column, then by content', async () => {
    const { content, isError } = await kernel.call('desk__open_tickets', {});
    expect(isError).toBe(false);
    const token = expect.stringMatching(/^\[EMAIL:[a-z2-7]{12}\]$/);
    expect(content).toMatchObject({
      columns: ['id', 'opened_by', 'subject', 'status'],
      rows: [
        [1, token, 'roof leaks', 'open'],
        [2, token, expect.stringMatching(/^call \[PHONE:.*\] back$/), 'open'],
      ],
    });
  });

  it('may describe one table without showing a row of it', async () => {
    const { text } = await kernel.call('desk__describe_tickets', {});
    expect(JSON.parse(text)).toMatchObject({ tableName: 'tickets', columnCount: 4 });
    expect(text).not.toContain('salaries');
  });
});

describe('what it prints between its answers', () => {
  it('does not disturb them, and goes nowhere', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => kernel.call('desk__open_tickets', {})),
    );
    expect(answers.map((one) => one.code)).toEqual(answers.map(() => 'allowed'));
    expect(kernel.received()).not.toContain('SELECT id, opened_by');
    expect(kernel.received()).not.toContain('PRAGMA');
  });

  it('the file it opens is the one that the manifest names', () => {
    expect(existsSync(place.path('database.db'))).toBe(false);
    expect(kernel.stderr()).toContain('desk.db');
  });
});

it('no byte received and no entry holds a person', () => {
  const bytes = `${kernel.received()}${JSON.stringify(journal(place))}`;
  for (const trace of ['qzvxk7jw', 'wjqhz9vk', '7748 196']) expect(bytes).not.toContain(trace);
  expect(bytes).not.toMatch(/\b(?:49)?(?:1523)?7748196/);
});
