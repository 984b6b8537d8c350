// `aegis explain --what-if`: recorded decisions under other policies, and what is said where the journal does not hold what they ask.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKernel, verb } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

let lake: Lake;
const decisions: Record<string, string> = {};
beforeAll(async () => {
  lake = makeLake();
  const kernel = await startKernel(lake);
  const run = async (name: string, tool: string, args: Record<string, string>): Promise<void> => {
    const { decision } = await kernel.call(tool, args);
    decisions[name] = decision;
  };
  await run('gold', 'postgres__execute', { sql: 'DELETE FROM gold.customers WHERE id = 100' });
  await run('drop', 'postgres__execute', { sql: 'DROP TABLE silver.orders' });
  await run('probe', 'postgres__query', { sql: "SELECT id FROM silver.customers WHERE email = 'kelly'" });
  await run('publish', 'postgres__execute', {
    sql: 'INSERT INTO gold.customers SELECT * FROM silver.customers',
  });
  await kernel.close();
});
afterAll(() => lake?.remove());

const grant = (actions: string): string =>
  `version: 1\ngrant:\n  - { id: all, to: [cleaner], can: [${actions}], datasets: ["*"] }\n`;

function whatIf(name: string, policy: string, ...more: readonly string[]) {
  const path = join(lake.directory, 'other.yaml');
  writeFileSync(path, policy);
  return verb(lake, 'explain', decisions[name] ?? '', '--what-if', path, ...more);
}

describe('a recorded call under another policy', () => {
  it('passes where the policy grants what was missing', () => {
    const { exit, stdout } = whatIf('gold', grant('read, delete'));
    expect(stdout).toContain('kernel:default-deny');
    expect(stdout).toMatch(/under .*other\.yaml: the policy would let it pass/);
    expect(exit).toBe(0);
  });

  it('is denied where it grants less, with the reason', () => {
    const { stdout } = whatIf('gold', grant('read'));
    expect(stdout).toContain('denied (not-granted) in capability by kernel:default-deny');
    expect(stdout).toContain('cleaner may not delete gold.customers');
  });

  it('is denied whatever else cannot be said, as a denial stands', () => {
    const asking =
      'forbid:\n  - { id: few, when: "session.calls > 3" }\n  - { id: gold, when: "effects.writes.exists(w, w.tier == \\"gold\\")", because: it is gold }\n';
    expect(whatIf('gold', grant('read, delete') + asking).stdout).toContain(
      'denied (forbidden) in capability by gold',
    );
  });

  it.each([
    ['arguments', 'arguments.sql == "x"'],
    ['session', 'session.calls > 3'],
    ['egress', 'effects.egress.size() > 2'],
  ])('is not judged by a rule that asks for %s', (word, when) => {
    const { stdout } = whatIf('gold', `${grant('read, delete')}forbid:\n  - { id: asks, when: '${when}' }\n`);
    expect(stdout).toContain('it cannot be said; the journal does not hold');
    expect(stdout).toContain(`what \`asks\` asks: ${word}`);
  });

  it('is not said to pass where a forbid spoke before the law beneath', () => {
    expect(whatIf('drop', grant('read, drop, delete')).stdout).toContain(
      'what the kernel’s own law would have said',
    );
  });

  it('is not said to pass where the classes that a write carries count', () => {
    const { stdout } = whatIf('gold', `${grant('read, delete')}classified-flow: deny\n`);
    expect(stdout).toContain('which classes the write carries along');
  });

  it('is not said to pass where receipts count', () => {
    const requiring = `${grant('read, insert')}require:\n  - id: again\n    when: effects.writes.size() > 0\n    sources: { tier: silver }\n    receipt: { kind: silver_validation, for: each-source, unchanged: true, max-age: 1h }\n`;
    expect(whatIf('publish', requiring).stdout).toContain(
      'the receipts that were live, which `again` asks for',
    );
  });

  it('stays denied where no policy lifts the denial', () => {
    const { stdout } = whatIf('probe', grant('read'));
    expect(stdout).toContain('no policy lifts this: it was denied beneath all of them');
  });

  it('is told as JSON', () => {
    const { stdout } = whatIf('gold', grant('read, delete'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ decision: decisions.gold, what_if: { answer: 'passes' } });
  });

  it('is not judged by a policy that cannot be read: its problems are told', () => {
    const { exit, stdout, stderr } = whatIf('gold', 'version: 1\ngrants: []\n');
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/other\.yaml:2:1: /);
  });
});

describe('a call that nobody has made, under another policy', () => {
  const explained = (policy: string, ...more: readonly string[]) => {
    const [call, path] = [join(lake.directory, 'call.json'), join(lake.directory, 'other.yaml')];
    const sql = 'DELETE FROM gold.customers WHERE id = 100';
    writeFileSync(call, JSON.stringify({ tool: 'postgres__execute', args: { sql } }));
    writeFileSync(path, policy);
    return verb(lake, 'explain', call, '--what-if', path, ...more);
  };

  it('is judged under both', () => {
    const { exit, stdout } = explained(grant('read, delete'));
    expect(stdout).toMatch(/^denied \(not-granted\) in capability/);
    expect(stdout).toMatch(/^under .*other\.yaml: allowed$/m);
    expect(exit).toBe(0);
    const told = JSON.parse(explained(grant('read'), '--json').stdout);
    expect(told).toMatchObject({
      judged: { verdict: 'denied' },
      what_if: { judged: { verdict: 'denied', code: 'not-granted' } },
    });
  });

  it('is not judged by a policy that cannot be read: its problems are told', () => {
    const { exit, stdout, stderr } = explained('version: 1\ngrants: []\n');
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/other\.yaml:2:1: /);
  });

  it('is not judged by one that is not there: that is told by its name', () => {
    const { exit, stderr } = verb(
      lake,
      'explain',
      join(lake.directory, 'call.json'),
      '--what-if',
      'gone.yaml',
    );
    expect(stderr).toMatch(/^\S*gone\.yaml:1:1: `\S*gone\.yaml` is missing$/m);
    expect(exit).toBe(2);
  });
});

describe('what would help, of a recorded denial', () => {
  const told = (name: string): string => verb(lake, 'explain', decisions[name] ?? '').stdout;

  it('is the tool that earns what was missing, of what was missing alone', () => {
    expect(told('publish')).toContain(
      'the nearest change:\n    call aegis__validate {"dataset":"silver.customers"} first: it earns a silver_validation receipt',
    );
  });

  it('is what the rule says, where it says so', () => {
    expect(told('drop')).toContain('what to do: delete rows by key, or ask an operator to drop it\n');
  });

  it('is what the code says, where the journal does not hold what the rule asked', () => {
    expect(told('probe')).toContain('what to do: select by key, or by a column that is clear');
  });

  it('is what may be asked for, where nobody is granted it', () => {
    expect(told('gold')).toContain('what to do: ask for something that the role may do');
  });

  it('is told as JSON', () => {
    const { stdout } = verb(lake, 'explain', decisions.publish ?? '', '--json');
    expect(JSON.parse(stdout).way_out).toMatchObject({
      remedies: [{ tool: 'aegis__validate', args: { dataset: 'silver.customers' } }],
    });
  });
});
