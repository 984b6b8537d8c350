/** Every detector, in the order in which an overlap is named: secrets first. Adding one is its file and its line here. */
import { address, addressCompound } from './address.js';
import { addressCoded } from './address-coded.js';
import { addressLed } from './address-led.js';
import { addressScript } from './address-script.js';
import { bankAccount } from './bank-account.js';
import { birthBesideName } from './birth-beside.js';
import { birthDate } from './birth-date.js';
import { card } from './card.js';
import { wallet } from './crypto.js';
import { email, emailSpelt } from './email.js';
import { iban } from './iban.js';
import { ipV4, ipV6 } from './ip.js';
import { mac, macDashed, macDotted } from './mac.js';
import { personName } from './name.js';
import { nameInCard } from './name-card.js';
import { nameBesideMail } from './name-mail.js';
import { nameInScript } from './name-script.js';
import { nationalId } from './national-id.js';
import { passport } from './passport.js';
import { passportBeside } from './passport-beside.js';
import { phone } from './phone.js';
import { secretBearer, secretEntropy } from './secret-entropy.js';
import { secretKey, secretPem } from './secret-key.js';
import { urlCredential } from './url-credential.js';
import { usSsn } from './us-ssn.js';

export const detectors = [
  secretKey,
  secretPem,
  secretEntropy,
  secretBearer,
  urlCredential,
  wallet,
  email,
  emailSpelt,
  iban,
  card,
  usSsn,
  ipV4,
  ipV6,
  mac,
  macDashed,
  macDotted,
  passport,
  passportBeside,
  birthDate,
  birthBesideName,
  nationalId,
  bankAccount,
  phone,
  address,
  addressCompound,
  addressLed,
  addressCoded,
  addressScript,
  personName,
  nameBesideMail,
  nameInCard,
  nameInScript,
] as const;
