/** Pictures and sounds that a tool may show, on whose word. It refuses a type whose last day is over. */
import { isOver } from '../catalog/vouched.js';
import type { Tool } from './manifest.js';

export interface CleanMedia {
  readonly type: string;
  readonly by: string;
  readonly until?: string;
}

/** INVARIANT: a kernel that was started before the last day does not outlive it. */
export const cleanMedia = ({ result }: Pick<Tool, 'result'>, at: number): readonly CleanMedia[] =>
  Object.entries(result.cleanMedia ?? {})
    .filter(([, vouched]) => !isOver(vouched, at))
    .map(([type, { by, until }]) => ({ type, by, ...(until === undefined ? {} : { until }) }));
