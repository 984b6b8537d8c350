/** The kernel root: booting → serving → draining → stopped, or sealed. It answers whether anybody is served at all. */
import { assign, setup } from 'xstate';

export interface KernelContext {
  /** Why the kernel sealed itself; '' while it has not. */
  readonly why: string;
  /** Calls answered with the fixed `sealed` denial. */
  readonly sealedCount: number;
}

export type KernelEvent =
  | { readonly type: 'booted' }
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'drain' }
  | { readonly type: 'drained' }
  /** The ledger, the vault or the mint has died: nothing may be served that cannot be recorded, opened or sealed. */
  | { readonly type: 'seal'; readonly why: string }
  | { readonly type: 'turned.away' };

export const kernelMachine = setup({
  // `as` is how XState is told its types; the values are never read.
  types: { context: {} as KernelContext, events: {} as KernelEvent },
  actions: {
    note: assign({ why: ({ event }) => ('why' in event ? event.why : '') }),
    count: assign({ sealedCount: ({ context }) => context.sealedCount + 1 }),
  },
}).createMachine({
  id: 'kernel',
  context: { why: '', sealedCount: 0 },
  initial: 'booting',
  states: {
    booting: {
      on: {
        booted: 'serving',
        failed: { target: 'stopped', actions: 'note' },
        seal: { target: 'sealed', actions: 'note' },
        drain: 'draining',
      },
    },
    serving: { on: { drain: 'draining', seal: { target: 'sealed', actions: 'note' } } },
    draining: { on: { drained: 'stopped', seal: { target: 'sealed', actions: 'note' } } },
    // INVARIANT: a sealed kernel never serves again; it can only be stopped.
    sealed: { on: { 'turned.away': { actions: 'count' }, drain: { target: 'sealed' }, drained: 'stopped' } },
    stopped: { type: 'final' },
  },
});
