/** What masking is told of a Permit: what the call reads, where its result has what, and the masks. Plain, so that it can cross to another thread; it is no Permit. */
import type { PermitTerms } from '../policy/permit.js';

export type Owing = Pick<PermitTerms, 'effects' | 'tool' | 'obligations'>;
type Owed = Owing & Pick<PermitTerms, 'call'>;

/** A preview returns no column, whatever its statement would: the execute stage lets nothing through but counts, which are leaves. */
const ofCounts = ({ effects, tool, obligations }: Owing): Owing => ({
  effects: { ...effects, egress: [] },
  tool: { ...tool, result: { rows: 'none', rowsAt: [], columnsAt: [], classes: {} } },
  obligations,
});

export const owingOf = ({ effects, tool, obligations, call }: Owed): Owing =>
  call.isPreview === true ? ofCounts({ effects, tool, obligations }) : { effects, tool, obligations };

/** What it answers may be worded by whoever asks. */
export const takesStatement = (tool: Owing['tool']): boolean =>
  tool.arguments.some((argument) => argument.readsAs.startsWith('sql/'));
