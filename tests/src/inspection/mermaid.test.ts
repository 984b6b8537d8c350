// A trip as a sequence diagram: who was asked what, in order; a name that is not plain draws nothing of its own.
import { describe, expect, it } from 'vitest';
import { mermaidOf } from '../../../src/inspection/mermaid.js';
import { row, trip } from './sample.js';

describe('a trip in Mermaid', () => {
  it('tells stages and messages in the order of their times, and how it ended', () => {
    expect(mermaidOf(trip).split('\n')).toEqual([
      'sequenceDiagram',
      '  participant request as request',
      '  participant ledger as ledger',
      '  note over request: postgres__execute abc',
      '  note over request: resolve',
      '  note over request: capability',
      '  note over request: audit',
      '  request->>ledger: ledger.append deny',
      '  ledger-->>request: answer',
      '  note over request: denied in capability - forbidden by no-destructive-ops/no-drop',
      '',
    ]);
  });

  it('lets no name begin a line or a script', () => {
    const tool = 'a\n  link request: x @ javascript;<b>#';
    const text = mermaidOf({ ...trip, row: { ...row, tool } });
    expect(text).not.toMatch(/[<>;#@]b|javascript;|\n {2}link/);
    expect(text.split('\n').length).toBe(mermaidOf(trip).split('\n').length);
  });
});
