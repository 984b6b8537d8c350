/** Node's clock behind the port. It refuses to turn a far deadline into none: what a timer cannot hold waits as long as one can. */
import type { Clock } from '../powers.js';

/** Past it, Node runs a timer at once. */
const longest = 2 ** 31 - 1;

export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, Math.min(ms, longest));
    return () => clearTimeout(timer);
  },
  soon: (then) => void setImmediate(then),
};
