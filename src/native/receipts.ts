/** `aegis__receipts`: which receipts of this session are live, and what killed the others. An id proves nothing by itself. */
import { defineNative } from './plan.js';

export const receipts = defineNative({
  kind: 'receipts',
  step: (_args, world) => ({
    done: {
      live: world.receipts.map(({ id, kind, dataset, rows, issued, expires }) => ({
        id,
        kind,
        dataset,
        rows,
        age_seconds: Math.floor((world.now - issued) / 1000),
        expires_in_seconds: Math.floor((expires - world.now) / 1000),
      })),
      lapsed: [...world.lapsed],
    },
    claims: [],
  }),
});
