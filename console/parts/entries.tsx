/** What the journal holds of a request, and how well each entry is proved. */
import type { JSX } from 'preact';
import type { EntryView } from '../../src/inspection/trip.js';
import { ProofBadge } from './badge.js';
import { Empty } from './text.js';

export function Entries({ entries }: { readonly entries: readonly EntryView[] }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="entries">
      <h2 id="entries">Entries in the journal</h2>
      {entries.length === 0 ? (
        <Empty title="No entry yet">The outcome is written before the agent is answered.</Empty>
      ) : (
        <table class="entries">
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Entry</th>
              <th scope="col">Proof</th>
              <th scope="col">Hash</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ seq, type, hash, proof }) => (
              <tr key={seq}>
                <td class="number">{seq}</td>
                <td>{type}</td>
                <td>
                  <ProofBadge proof={proof} />
                </td>
                <td class="hash" title={hash}>
                  {hash}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">
        <em>Durable</em>: on the disk before anything followed from it. <em>Signed</em>: under a signed head
        of the chain, so that <code>aegis audit verify</code> sees any later change.
      </p>
    </section>
  );
}
