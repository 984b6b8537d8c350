/** The law under which a kernel is started again: the same rules in a policy whose text differs. Whatever is still denied then is denied for the digest alone. */
import type { Digest } from '../../src/digest.js';
import type { Law } from '../trip/trip.js';

export const laterLaw = (law: Law, { sha256 }: Pick<Digest, 'sha256'>): Law => ({
  ...law,
  policy: { ...law.policy, digest: sha256(`${law.policy.digest} and a comment`) },
});
