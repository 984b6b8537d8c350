/** Reads the trip of one decision back out of a chain. It trusts no line: what is not an entry is passed over. */
import { hashOf } from '../../src/audit/chain.js';
import { isOf, readLine } from '../../src/audit/read.js';
import type { Digest } from '../../src/digest.js';
import { tripsIn, type Written } from '../../src/inspection/from-journal.js';
import type { TripView } from '../../src/inspection/trip.js';

export async function recallTrips(
  lines: AsyncIterable<string>,
  decision: string,
  digest: Pick<Digest, 'sha256'>,
): Promise<readonly TripView[]> {
  const written: Written[] = [];
  let place = -1;
  for await (const line of lines) {
    place += 1;
    const entry = readLine(line);
    if (entry !== undefined && entry.decision !== '' && isOf(entry, decision))
      written.push({ entry, hash: hashOf(line, digest), place });
  }
  return tripsIn(written, decision);
}
