// Names in a file of policy tests: what no manifest declares is told, with the one that was meant.
import { describe, expect, it } from 'vitest';
import { detectors } from '../../../src/egress/detect/index.js';
import { nameProblems, namesOf } from '../../../src/trial/names.js';
import { readTrials } from '../../../src/trial/read.js';
import { lawWith } from '../../explored/shipped.js';

const known = {
  dataset: ['silver.orders'],
  system: ['lake'],
  tool: ['lake__query', 'lake__execute'],
  class: ['pii.email'],
};

function told(...tests: readonly string[]): readonly string[] {
  const text = ['version: 1', 'tests:', ...tests.map((one, at) => `  - { name: t${at}, ${one} }`)].join('\n');
  const read = readTrials(text, 'p.test.yaml');
  if (read.trials === undefined) throw new Error(JSON.stringify(read.problems));
  return nameProblems(read.trials, known, read).map(
    ({ line, message, help }) => `${line} ${message}; ${help}`,
  );
}

describe('a name that is not there', () => {
  it('is told in what is given, for a dataset, a system and a class', () => {
    const text = [
      'version: 1',
      'given: { doubts: [silver.order] }',
      'structures: { lak: { statements: ["CREATE TABLE a (id)"] } }',
      'tests:',
      '  - name: a',
      '    tool: lake__query',
      '    receipts: [{ dataset: silver.ordesr }]',
      '    spent: [{ class: pii.emial, rows: 1 }]',
      '    expect: { allow: {} }',
    ].join('\n');
    const read = readTrials(text, 'p.test.yaml');
    if (read.trials === undefined) throw new Error('the file is whole');
    const problems = nameProblems(read.trials, known, read);
    expect(problems.map(({ line, message, help }) => `${line} ${message}; ${help}`)).toEqual([
      '2 no dataset `silver.order`; did you mean `silver.orders`?',
      '3 no system `lak`; did you mean `lake`?',
      '3 this is no CREATE of an object named with its schema; for instance `CREATE TABLE silver.orders (id INTEGER PRIMARY KEY)`',
      '7 no dataset `silver.ordesr`; did you mean `silver.orders`?',
      '8 no class `pii.emial`; did you mean `pii.email`?',
    ]);
  });

  it('is told in what is expected, for a tool and a dataset', () => {
    expect(
      told(
        'tool: lake__qeury, expect: { deny: { code: forbidden, remedies: [lake__exceute] } }',
        'tool: lake__query, expect: { allow: { unchanged: [silver.oders], bounds: { silver.order: { rows: 1 } } } }',
        'tool: x, expect: { deny: { code: forbidden } }',
      ),
    ).toEqual([
      '3 no tool `lake__qeury`; did you mean `lake__query`?',
      '3 no tool `lake__exceute`; did you mean `lake__execute`?',
      '4 no dataset `silver.oders`; did you mean `silver.orders`?',
      '4 no dataset `silver.order`; did you mean `silver.orders`?',
      '5 no tool `x`; name one that a manifest declares; of one that is nowhere `unknown-tool` is expected',
    ]);
  });

  it('may be the tool of a call that is expected to be denied as that', () =>
    expect(told('tool: lake__qeury, expect: { deny: { code: unknown-tool } }')).toEqual([]));
});

describe('the names of a configuration', () => {
  const names = namesOf(lawWith());

  it('are the classes of columns, declared or not, of budgets and of what is found by its form', () => {
    expect(names.class).toEqual(
      expect.arrayContaining(['pii.email', 'pii.unknown', '*', ...detectors.map((one) => one.class)]),
    );
  });

  it('are its tools, systems and datasets', () => {
    expect(names.tool).toEqual(expect.arrayContaining(['postgres__query', 'aegis__validate']));
    expect(names.system).toEqual(expect.arrayContaining(['postgres', 's3']));
    expect(names.dataset).toEqual(expect.arrayContaining(['silver.customers', 'gold.customers']));
  });
});
