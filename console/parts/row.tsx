/** One request in one line: how far it got, how it ended, what decided. */
import type { JSX } from 'preact';
import type { RequestRow } from '../../src/inspection/row.js';
import { stageOf } from '../words.js';
import { Reach, VerdictBadge } from './badge.js';
import { Name, Time, Took } from './text.js';

/** Why it ended as it did, in the shortest words; where it stands, while it has not. */
export const reasonOf = (row: RequestRow): string => {
  if (row.verdict === 'pending') return `in ${stageOf(row.state)}`;
  return row.rule === '' ? row.code : row.rule;
};

export function Row({ row }: { readonly row: RequestRow }): JSX.Element {
  return (
    <div class="request">
      <VerdictBadge verdict={row.verdict} />
      <span class="request-tool">
        {row.parent === '' ? null : <span class="quiet">↳ </span>}
        <Name>{row.tool}</Name>
      </span>
      <span class="request-why">
        <Name>{reasonOf(row)}</Name>
      </span>
      <Reach row={row} />
      <span class="request-session quiet">
        <Name>{row.session}</Name>
      </span>
      <span class={row.isSlow ? 'request-took slow' : 'request-took'}>
        <Took ms={row.ms} />
        {row.isSlow ? <span class="badge slow-mark">slow</span> : null}
      </span>
      <Time at={row.at} />
    </div>
  );
}
