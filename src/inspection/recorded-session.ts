/** A session as the journal tells it, entry by entry. It counts what the entries say and knows nothing of what they do not. */

import type { Entry } from '../audit/read.js';
import { inner, objects, text, texts, whole } from '../call/fields.js';
import { own } from '../call/json.js';
import type { ReceiptView, SessionView } from './places.js';
import type { RecordedCall } from './recorded-call.js';
import type { RequestRow } from './row.js';

export const openedAt = (id: string, started: number): SessionView => ({
  ...{ id, started, role: '', client: '' },
  ...{ calls: 0, denials: 0, writes: 0, rowsRead: 0 },
  ...{ flags: [], receipts: [], lapsed: [], doubts: [], budgets: [] },
});

/** A `session` entry: it opened, a client introduced itself, a flag changed. */
export function withEntry(session: SessionView, { body }: Entry): SessionView {
  const changes = texts(own(body, 'flags')).map((one) => one.split(' '));
  const flags = changes.reduce<readonly string[]>((had, [op = '', name = '']) => {
    const others = had.filter((one) => one !== name);
    return op === 'remove' ? others : [...others, name];
  }, session.flags);
  return {
    ...session,
    role: text(own(body, 'role')) || session.role,
    client: [text(own(body, 'client')), text(own(body, 'client_version'))].join(' ').trim() || session.client,
    flags,
  };
}

/** Far more than a session shows at once. */
const most = 200;

const earned = ({ end }: RecordedCall): readonly ReceiptView[] =>
  end === undefined
    ? []
    : texts(own(end.body, 'minted')).map((one) => {
        const [claim = '', dataset = '', id = ''] = one.split(' ');
        return { id, dataset, claim, request: end.decision, issued: end.at, expires: null };
      });

/** A call of it has ended. Of what a plan asks the rows alone are counted: the plan is the agent's one call. */
export function withCall(
  session: SessionView,
  call: RecordedCall,
  { verdict, parent }: Pick<RequestRow, 'verdict' | 'parent'>,
): SessionView {
  const rowsRead = session.rowsRead + whole(own(call.end?.body ?? {}, 'rows'));
  const isAllowed = verdict === 'allowed';
  if (parent !== '') return isAllowed ? { ...session, rowsRead } : session;
  if (!isAllowed) return { ...session, denials: session.denials + 1 };
  const wrote = objects(own(inner(call.intent?.body ?? {}, 'effects'), 'writes')).length > 0;
  return {
    ...session,
    calls: session.calls + 1,
    writes: session.writes + (wrote ? 1 : 0),
    rowsRead,
    receipts: [...session.receipts, ...earned(call)].slice(-most),
  };
}
