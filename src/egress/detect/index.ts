/** Every detector, in the order in which an overlap is named. Adding one is its file and its line here. */
import { card } from './card.js';
import { email, emailSpelt } from './email.js';
import { iban } from './iban.js';
import { ipV4, ipV6 } from './ip.js';
import { mac, macDashed } from './mac.js';
import { phone } from './phone.js';
import { secretKey } from './secret-key.js';
import { urlCredential } from './url-credential.js';
import { usSsn } from './us-ssn.js';

export const detectors = [
  secretKey,
  urlCredential,
  email,
  emailSpelt,
  iban,
  card,
  usSsn,
  ipV4,
  ipV6,
  mac,
  macDashed,
  phone,
] as const;
