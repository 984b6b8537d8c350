import { describe, expect, it } from 'vitest';
import { createAbort } from '../../../actors/powers/abort.js';

describe('an abort pair', () => {
  it('tells each listener once, in order, however often it is aborted', () => {
    const { signal, abort } = createAbort();
    const heard: string[] = [];
    const first = (): void => void heard.push('first');
    signal.addEventListener('abort', first);
    signal.addEventListener('abort', first);
    signal.addEventListener('abort', () => heard.push(`second, aborted: ${signal.aborted}`));
    expect(signal.aborted).toBe(false);
    abort();
    abort();
    expect(heard).toEqual(['first', 'second, aborted: true']);
  });

  it('does not tell a listener that was removed, nor one that came too late', () => {
    const { signal, abort } = createAbort();
    const heard: string[] = [];
    const gone = (): void => void heard.push('gone');
    signal.addEventListener('abort', gone);
    signal.removeEventListener('abort', gone);
    abort();
    signal.addEventListener('abort', () => heard.push('late'));
    abort();
    expect(heard).toEqual([]);
  });

  it('tells everybody also when one of them throws, and the throw is not swallowed', async () => {
    const { signal, abort } = createAbort();
    const heard: string[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const thrown = new Promise<unknown>((resolve) => process.once('uncaughtException', resolve));
    signal.addEventListener('abort', () => {
      throw new Error('planted');
    });
    signal.addEventListener('abort', () => heard.push('second'));
    abort();
    expect(heard).toEqual(['second']);
    expect(String(await thrown)).toContain('planted');
    for (const other of others) process.on('uncaughtException', other);
  });
});
