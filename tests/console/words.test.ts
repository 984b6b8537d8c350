// What is read and written without a browser: the stream, the address, what is printable, the story of a call.
import { describe, expect, it } from 'vitest';
import { createStreamReader } from '../../console/link/sse.js';
import { printable, printableAnswer } from '../../console/printable.js';
import { readRoute, writeRoute } from '../../console/route.js';
import { storyOf } from '../../console/story.js';
import { duration } from '../../console/words.js';
import { row } from './fake/samples.js';
import { allowedTrip, deniedRow, deniedTrip } from './fake/trips.js';

describe('a stream', () => {
  const text =
    'event: hello\ndata: {"next":3}\n\n: still here\n\nid: 3\nevent: moved\ndata: {"a":\ndata: 1}\n\n';

  it('is read in pieces of any size', () => {
    const whole = createStreamReader().read(text);
    const reader = createStreamReader();
    expect([...text].flatMap((one) => reader.read(one))).toEqual(whole);
    expect(whole).toEqual([
      { id: '', event: 'hello', data: '{"next":3}' },
      { id: '3', event: 'moved', data: '{"a":\n1}' },
    ]);
  });

  it('tells nothing that has not ended', () => {
    expect(createStreamReader().read('id: 1\ndata: x\n')).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    { view: 'requests', id: 'a/b?c', chosen: { step: '3' } },
    { view: 'requests', id: '', chosen: { tool: 'a&b=c', q: '#' } },
    { view: 'policies', id: 'no-destructive-ops/no-drop', chosen: {} },
  ] as const)('says $view $id as it was', (route) => {
    expect(readRoute(writeRoute(route))).toEqual(route);
  });

  it.each(['', '#', '#/nowhere', '#/requests/%', '#ticket'])(
    'that is none (`%s`) leads somewhere',
    (hash) => {
      expect(readRoute(hash).id).toBe('');
    },
  );
});

describe('what others wrote', () => {
  it('is shown by number where it would not be seen as it is', () => {
    expect(printable('a\u202Eb\u001b[0m\u0000\u200B\uFEFF\u2028')).toBe(
      'a\\u{202e}b\\u{1b}[0m\\u{0}\\u{200b}\\u{feff}\\u{2028}',
    );
  });

  it('stays as it is where it is seen: other scripts, lines, tabs', () => {
    expect(printable('日本語 שלום\tä\n😀')).toBe('日本語 שלום\tä\n😀');
  });

  it('is cut where it does not end, and says how long it was', () => {
    expect(printable('x'.repeat(9_000))).toBe(`${'x'.repeat(4_000)}… (9000 characters)`);
  });

  it('is printable at any depth, names of fields too', () => {
    expect(printableAnswer({ a: ['\u0007'], '\u202E': { b: null, c: 1 } })).toEqual({
      a: ['\\u{7}'],
      '\\u{202e}': { b: null, c: 1 },
    });
  });
});

describe('the story of a call', () => {
  it('says what happened, how far it came, and what came of it', () => {
    expect(storyOf(deniedTrip(deniedRow(1)))).toMatchObject({
      headline: 'Denied: a required state does not hold.',
      reach: expect.stringContaining('stage 5 of 9, precondition'),
      effect: expect.stringContaining('Nothing was executed'),
    });
  });

  it('never says that nothing happened where that is not known', () => {
    const cut = row(1, { verdict: 'timedout', state: 'denied', endedIn: 'execute', executed: 'unknown' });
    expect(storyOf(allowedTrip(cut)).effect).toContain('not known');
  });

  it('of an allowed call names no reason', () => {
    expect(storyOf(allowedTrip(row(1)))).toMatchObject({
      effect: '',
      again: '',
      reach: 'It passed all 9 stages.',
    });
  });
});

describe('a duration', () => {
  it.each([
    [0.04, '0.0 ms'],
    [7.25, '7.3 ms'],
    [640, '640 ms'],
    [1_430, '1.4 s'],
    [754_000, '12 min 34 s'],
    [7_300_000, '2 h 2 min'],
  ])('of %s ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});
