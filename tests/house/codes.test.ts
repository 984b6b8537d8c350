// Freezes the codes of denials and faults. A code is a promise to those who match on it: one may be added, none renamed.
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/fault.js';

const FROZEN = [
  'unknown-tool',
  'tool-drift',
  'bad-arguments',
  'not-understood',
  'not-read-in-time',
  'not-granted',
  'forbidden',
  'limit-exceeded',
  'precondition-failed',
  'rule-error',
  'unknown-dataset',
  'classified-filter',
  'classified-flow',
  'masked-value-in-write',
  'masked-value-in-argument',
  'seal-refused',
  'row-guard',
  'unpinned-write',
  'budget-spent',
  'budget-held',
  'class-sealed',
  'dataset-in-doubt',
  'dataset-busy',
  'version-mismatch',
  'schema-changed',
  'hidden-order',
  'hidden-constraint',
  'bad-cursor',
  'withheld',
  'engine-down',
  'overloaded',
  'downstream-failed',
  'downstream-down',
  'deadline-passed',
  'cancelled',
  'audit-failed',
  'sealed',
  'draining',
  'defect',
];

describe('codes', () => {
  it('are those of the frozen list', () => {
    expect(Object.keys(codes).sort()).toEqual([...FROZEN].sort());
  });

  it('are lower case words with hyphens', () => {
    expect(Object.keys(codes).filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  it('each have a message of one line, in lower case, without a final period', () => {
    const wrong = Object.entries(codes).filter(([, row]) => !/^[a-z`][^\n]*[^.\n]$/.test(row.message));
    expect(wrong.map(([code]) => code)).toEqual([]);
  });

  it('each say what to do', () => {
    expect(Object.entries(codes).filter(([, row]) => row.help.length < 8)).toEqual([]);
  });
});
