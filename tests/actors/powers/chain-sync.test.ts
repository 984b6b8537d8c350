// Pins what makes an append durable on Linux: the chain's file is open so that a write returns when it is on the disk.
import { constants, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createJournal } from '../../../actors/powers/journal/journal.js';

const targetOf = (descriptor: string): string => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
};

it.runIf(process.platform === 'linux')('each write to a chain returns when it is on the disk', async () => {
  const state = mkdtempSync(join(tmpdir(), 'aegis-sync-'));
  const journal = createJournal({ state, heads: join(state, 'second'), boot: 'b1' });
  await journal.open();
  const file = readdirSync('/proc/self/fd').find(
    (one) => targetOf(one) === join(state, 'audit', 'kernel-1.jsonl'),
  );
  const told = readFileSync(`/proc/self/fdinfo/${file}`, 'utf8');
  const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(told)?.[1] ?? '0', 8);
  expect(flags & constants.O_DSYNC).toBe(constants.O_DSYNC);
  expect(flags & constants.O_APPEND).toBe(constants.O_APPEND);
  await journal.close();
  rmSync(state, { recursive: true, force: true });
});
