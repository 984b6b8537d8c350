/** Node's AbortController behind the port. It carries no reason: why a call ended is the supervisor's to say. */
import type { Powers } from '../powers.js';

export const createAbort: Powers['abort'] = () => {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
};
