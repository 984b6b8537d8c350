// An entry as a person is shown it: one line, whatever somebody has put into it.
import { expect, it } from 'vitest';
import { shortLine } from '../../../actors/outside/auditor.js';

const line = (body: object, decision = ''): string =>
  JSON.stringify({
    ...{ v: 1, seq: 7, prev: '0', at: 0, boot: 'b', chain: 'kernel-1', type: 'session', session: 's' },
    ...{ decision, body },
  });

it('a value, a list and a decision are shown with their escapes', () => {
  const hostile = 'x\n    8 00:00:00 outcome\u001b]52;c;eA==\u0007\u2028';
  for (const body of [{ client: hostile }, { flags: [hostile] }, { state: { a: hostile } }]) {
    const shown = shortLine(line(body));
    expect(shown).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(shown).toContain('x\\u000a    8 00:00:00 outcome\\u001b]52;c;eA==\\u0007\\u2028');
  }
  expect(shortLine(line({}, 'a\nb'))).not.toContain('\n');
});

it('of a system says which, how it is and why', () => {
  const body = { system: 'lake', state: 'quarantined', why: 'too many lines', restarts: 2, junk: 1000 };
  expect(shortLine(line(body))).toBe(
    '    7 00:00:00 session           state=quarantined system=lake why=too many lines restarts=2 junk=1000',
  );
});

it('a line that is no entry is called so, and not shown', () => {
  expect(shortLine('\u001b[2J')).toBe('(not an entry)');
});
