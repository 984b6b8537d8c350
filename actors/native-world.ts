/** What a native plan may know: the catalog with its overlay, receipts and epochs, as they stand when it starts. It answers nothing where one of them cannot be read. */
import type { NativeWorld } from '../src/native/plan.js';
import type { Permit } from '../src/policy/permit.js';
import { isNoAnswer } from './desk.js';
import type { Memory } from './memory.js';
import { isFailed, type Live, type MintMessage } from './messages.js';
import type { Staff } from './staff.js';
import { officerDeadline } from './trip.js';

export async function nativeWorld(
  { input, desk, mint, overlay }: Staff,
  memory: Memory,
  permit: Permit,
): Promise<NativeWorld | undefined> {
  const { registry, catalog: declared, policy } = input.law;
  const { session } = permit.call.principal;
  const standing = {
    session,
    policy: policy.digest,
    catalog: declared.version,
    datasets: [...declared.datasets.keys()],
  };
  const live = await desk.ask<Live, MintMessage>(
    mint,
    (ticket) => ({ type: 'mint.live', ticket, standing }),
    officerDeadline,
  );
  if (isNoAnswer(live) || isFailed(live)) return undefined;
  const overlaid = await overlay.current();
  if (overlaid === undefined) return undefined;
  const { catalog } = overlaid;
  const { receipts, lapsed, epochs } = live;
  return {
    registry,
    catalog,
    receipts,
    lapsed,
    epochs,
    now: input.powers.clock.now(),
    decisions: memory.decisions.all,
  };
}
