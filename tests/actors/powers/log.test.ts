// Words for the operator: whatever a downstream puts into them, they stay words on one line.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog, plainLine } from '../../../actors/powers/log.js';

describe('the log', () => {
  it('writes one line each, with its level unless it is information', () => {
    const out = new PassThrough();
    const log = createLog(out);
    log.line('info', 'serving');
    log.line('error', 'sealed');
    expect(String(out.read())).toBe('aegis: serving\naegis: error: sealed\n');
  });

  it('writes JSON lines where that is asked for', () => {
    const out = new PassThrough();
    createLog(out, { json: true }).line('warn', 'a "b"');
    expect(JSON.parse(String(out.read()))).toEqual({ level: 'warn', text: 'a "b"' });
  });

  it('lets no control, escape, direction or line separator through', () => {
    expect(plainLine('a\u001b[2Jb\r\nc\u009bd\u202ee\u2028f\u007fg')).toBe('a [2Jb  c d e f g');
  });

  it('clips what is too long', () => {
    expect(plainLine('x'.repeat(3_000)).length).toBe(2_000);
  });

  it('is silent when nobody listens any more', () => {
    const out = new PassThrough();
    const log = createLog(out);
    out.destroy();
    expect(() => log.line('info', 'x')).not.toThrow();
  });
});
