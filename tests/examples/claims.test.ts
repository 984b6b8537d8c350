import { describe, expect, it } from 'vitest';
import { judge } from '../../examples/before-after/claims.js';
import { beforeAfter, claimLines, inkFor, readOut, width } from '../../examples/before-after/page.js';
import type { Run } from '../../examples/before-after/run.js';

const none = { emails: 0, names: 0, phones: 0 };
const nothingHappened: Run = {
  performance: {
    tools: [],
    steps: [],
    obeyed: { statements: [], keys: [] },
    exported: { columns: [], rows: [] },
    failedChecks: [],
    finished: false,
  },
  evidence: {
    silverRows: 60,
    goldRows: 0,
    goldUnfit: 0,
    goldEqualsSilver: false,
    receivedBytes: 0,
    received: none,
    kept: none,
    objects: {},
  },
  journal: { lines: [], isVerified: false, verification: '', explanation: '' },
  exit: null,
};

const long = 'x'.repeat(300);
const line = {
  seq: 1,
  type: 'deny',
  tool: long,
  verdict: long,
  rule: long,
  isInner: true,
  decision: '',
  more: long,
};
const step = { id: 'obey-drop', tool: 't', code: long, rule: long, decision: '', facts: [], remedy: '' };
const wordy: Run = {
  ...nothingHappened,
  performance: { ...nothingHappened.performance, steps: [{ ...step, verdict: 'denied' }] },
};

describe('the claims', () => {
  it('are all false of runs in which nothing happened', () => {
    expect(judge(nothingHappened, nothingHappened).filter((claim) => claim.ok)).toEqual([]);
  });

  it('have an id of their own each', () => {
    const ids = judge(nothingHappened, nothingHappened).map((claim) => claim.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('fit their line', () => {
    const long = judge(nothingHappened, nothingHappened).filter((claim) => claim.text.length > width - 6);
    expect(long).toEqual([]);
  });
});

describe('the page', () => {
  const page = (isTerminal: boolean): readonly string[] => {
    const ink = inkFor(isTerminal);
    return [
      ...beforeAfter(wordy, wordy, ink),
      ...readOut([line], ink),
      ...claimLines(judge(wordy, wordy), ink),
    ];
  };

  it('fits a hundred columns, whatever a rule is called', () => {
    expect(page(false).filter((text) => text.length > 100)).toEqual([]);
  });

  it('has colour on a terminal and nowhere else', () => {
    expect(page(false).join('')).not.toContain('\u001b');
    expect(page(true).join('')).toContain('\u001b');
  });
});
