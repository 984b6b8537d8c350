/** What masking is told of a Permit: what the call reads, where its result has what, and the masks. Plain, so that it can cross to another thread; it is no Permit. */
import type { PermitTerms } from '../policy/permit.js';

export type Owing = Pick<PermitTerms, 'effects' | 'tool' | 'obligations'>;

export const owingOf = ({ effects, tool, obligations }: Owing): Owing => ({ effects, tool, obligations });
