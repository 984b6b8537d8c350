/** What a native plan may know: the catalog with its overlay, receipts and epochs, as they stand when it starts. It answers nothing where one of them cannot be read. */
import type { Digest } from '../../src/digest.js';
import type { NativeWorld } from '../../src/native/plan.js';
import type { Permit } from '../../src/policy/permit.js';
import type { OverlayView } from '../cells/overlay.js';
import { type Desk, isNoAnswer, type Mailbox } from '../desk.js';
import { isFailed, type Live, type MintMessage } from '../messages.js';
import type { Clock } from '../powers.js';
import { type Law, officerDeadline } from '../trip/trip.js';

export interface NativeWorldMeans {
  readonly law: Law;
  readonly clock: Pick<Clock, 'now'>;
  readonly digest: Pick<Digest, 'lasting'>;
  readonly desk: Desk;
  readonly mint: Mailbox<MintMessage>;
  readonly overlay: OverlayView;
  /** Summaries of this session's decisions, by id. */
  readonly decisions: NativeWorld['decisions'];
}

export async function nativeWorld(
  { law, clock, digest, desk, mint, overlay, decisions }: NativeWorldMeans,
  permit: Permit,
): Promise<NativeWorld | undefined> {
  const { registry, catalog: declared, policy } = law;
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
    request: permit.request,
    registry,
    catalog,
    receipts,
    lapsed,
    epochs,
    now: clock.now(),
    decisions,
    disclosure: policy.disclosure,
    masksInto: policy.masksInto,
    digest,
  };
}
