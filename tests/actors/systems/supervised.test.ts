// The supervisor over a real child process: what the fakes of its other tests promise is what a process does.
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createDesk } from '../../../actors/desk.js';
import type { Called } from '../../../actors/messages.js';
import { createAbort } from '../../../actors/powers/abort.js';
import { nodeClock } from '../../../actors/powers/clock.js';
import { plainDigest } from '../../../actors/powers/keys.js';
import { createSpawner } from '../../../actors/powers/wire/south.js';
import { createDownstream } from '../../../actors/systems/downstream.js';
import type { SystemName } from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import { guardProgram } from '../../fakes/guard.js';
import { permitFor } from '../../fakes/permit.js';

const clock = nodeClock;

function stand() {
  const desk = createDesk(clock);
  const ended: string[] = [];
  const downstream = createDownstream({
    system: 'lake' as SystemName,
    launch: {
      argv: ['node', fileURLToPath(new URL('../../fixtures/servers/hostile.mjs', import.meta.url))],
      ...{ env: {}, cwd: '/', secrets: {}, concurrency: 2, queue: 8 },
    },
    spawner: createSpawner({ name: 'aegis', version: '0', guard: guardProgram() }),
    lease: async () => ({ env: { SECRET: 'lent' } }),
    ...{ desk, clock, abort: createAbort, log: { line: () => undefined } },
    onStatus: () => undefined,
    onNote: () => undefined,
    pins: { tools: [], digest: plainDigest, onDrift: () => undefined },
    onDoubtEnded: (request) => ended.push(request),
  });
  type Message = Parameters<typeof downstream.send>[0];
  const call = (remote: string, args: JsonObject = {}, deadline = 10_000) =>
    desk.ask<Called, Message>(
      downstream,
      (ticket) => ({
        ...{ type: 'downstream.call', ticket, args, signal: createAbort().signal },
        permit: permitFor(`${remote}-${ticket}`, { remote, deadline }),
      }),
      20_000,
    );
  const stop = () =>
    desk.ask<object, Message>(downstream, (ticket) => ({ type: 'downstream.stop', ticket }), 10_000);
  return { call, stop, ended, downstream };
}

it('a child that never answers is killed when the doubt lasts, and the next call finds a new one', async () => {
  const { call, stop, ended, downstream } = stand();
  expect(await call('echo', { a: 1 })).toMatchObject({ result: { structuredContent: { a: 1 } } });
  const { pid } = downstream.status();
  expect(await call('never', {}, 100)).toEqual({ fault: 'timeout', started: true });
  expect(ended).toEqual([]);
  // More than the two free slots, so that the last of them need the new child.
  const late = await Promise.all([
    call('never', {}, 2_500),
    call('slow', { ms: 0 }),
    call('slow', { ms: 0 }),
  ]);
  expect(late[0]).toEqual({ fault: 'closed', started: true });
  expect(await call('env')).toMatchObject({ result: { structuredContent: { env: { SECRET: 'lent' } } } });
  expect(downstream.status().pid).not.toBe(pid);
  expect(ended).toEqual(['never-2', 'never-3']);
  await stop();
  expect(downstream.status()).toMatchObject({ state: 'stopped', restarts: 1 });
});

it('a child that crashes fails its call as started, and is there again for the next', async () => {
  const { call, stop, ended, downstream } = stand();
  expect(await call('crash')).toEqual({ fault: 'closed', started: true });
  expect(await call('echo', { b: 2 })).toMatchObject({ result: { structuredContent: { b: 2 } } });
  expect([ended, downstream.status().restarts]).toEqual([['crash-1'], 1]);
  await stop();
});
