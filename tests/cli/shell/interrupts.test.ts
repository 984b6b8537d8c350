// What a signal does to a verb: everyone who asked is told once, whoever asks later at once, and the process has the signal's code.
import { describe, expect, it } from 'vitest';
import { createInterrupts } from '../../../cli/shell/interrupts.js';

function started() {
  const heard = new Map<string, () => void>();
  let listeners = 0;
  const interrupts = createInterrupts((signal, then) => {
    heard.set(signal, then);
    listeners += 1;
  });
  const told: string[] = [];
  const asks = (name: string) => interrupts.onInterrupt((signal) => told.push(`${name} ${signal}`));
  return { interrupts, told, asks, send: (signal: string) => heard.get(signal)?.(), count: () => listeners };
}

describe('an interrupt', () => {
  it('is heard by nobody before somebody asks, and once for each signal after', () => {
    const { asks, count } = started();
    expect(count()).toBe(0);
    asks('first');
    asks('second');
    expect(count()).toBe(2);
  });

  it('tells everyone who asked, once, of the first signal', () => {
    const { asks, told, send } = started();
    asks('first');
    asks('second');
    send('SIGTERM');
    send('SIGINT');
    send('SIGTERM');
    expect(told).toEqual(['first SIGTERM', 'second SIGTERM']);
  });

  it('tells at once whoever asks after it', () => {
    const { asks, told, send } = started();
    asks('files');
    send('SIGINT');
    asks('program');
    expect(told).toEqual(['files SIGINT', 'program SIGINT']);
  });

  it('is the exit code, and there is none without it', () => {
    const { asks, interrupts, send } = started();
    asks('first');
    expect(interrupts.code()).toBeUndefined();
    send('SIGINT');
    expect(interrupts.code()).toBe(130);
  });
});
