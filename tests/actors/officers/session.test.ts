// The session officer: what it shows is what the events made, and nothing changes unrecorded.
import { describe, expect, it } from 'vitest';
import type { SessionMessage } from '../../../actors/messages.js';
import { createSession } from '../../../actors/officers/session.js';

function open() {
  const patches: unknown[] = [];
  const refused: string[] = [];
  const session = createSession({
    at: 5,
    onPatches: (each) => patches.push(each),
    onRefused: (flag) => refused.push(flag),
  });
  return { session, patches, refused };
}

describe('a session officer', () => {
  it('shows the facts as soon as the message is sent', () => {
    const { session } = open();
    session.send({ type: 'session.called', rows: 2, wrote: true });
    expect(session.facts()).toMatchObject({ calls: 1, rowsRead: 2, writes: 1, started: 5 });
  });

  it('hands every change to the journal, once', () => {
    const { session, patches } = open();
    session.send({ type: 'session.denied' });
    session.send({ type: 'session.flagged', flag: 'seen', value: true });
    session.send({ type: 'session.flagged', flag: 'seen', value: true });
    expect(patches).toEqual([
      [{ op: 'replace', path: ['denials'], value: 1 }],
      [{ op: 'add', path: ['flags', 'seen'], value: true }],
    ]);
  });

  it('says when a flag could not be kept', () => {
    const { session, refused } = open();
    session.send({ type: 'session.flagged', flag: '__proto__', value: true });
    expect(refused).toEqual(['__proto__']);
  });

  it('is not changed by a message it does not know', () => {
    const { session, patches } = open();
    session.send({ type: 'xstate.done.actor.x' } as unknown as SessionMessage);
    expect([patches, session.facts().calls]).toEqual([[], 0]);
  });

  it('gives facts that nobody can change', () => {
    const { session } = open();
    session.send({ type: 'session.denied' });
    expect(Object.isFrozen(session.facts())).toBe(true);
  });

  it('takes nothing once it is stopped, and hands no change over twice', () => {
    const { session, patches } = open();
    session.send({ type: 'session.denied' });
    session.stop();
    session.send({ type: 'session.denied' });
    expect([session.facts().denials, patches.length]).toEqual([1, 1]);
  });
});
