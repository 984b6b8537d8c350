/** What the name of a key or column says about its value. It refuses to classify by itself: a hint only lowers a detector's bar. */
import { denies, ofKind } from './denials.js';
import { hintWords } from './hint-words.js';
import { isMeasured } from './measures.js';
import { register } from './registers.js';
import { shownAs } from './shown.js';
import { spelt } from './spelt.js';

export const hint = {
  phone: 1,
  ssn: 2,
  card: 4,
  ip: 8,
  version: 16,
  national: 32,
  birth: 64,
  passport: 128,
  account: 256,
  name: 512,
  address: 1024,
  secret: 2048,
  email: 4096,
  /** `name` alone, which may be a product's. */
  label: 8192,
  /** A word for people, under which a `name` is theirs. */
  person: 16384,
  /** A word for what is sold or made, or for who sells it: a title in its value is a brand's. */
  thing: 32768,
  /** A word for people, never for a company: two capitals in its value are a name. */
  someone: 65536,
  /** Its number is a thing's, not a person's: an order's, a parcel's, a moment's. */
  code: 131072,
  /** A statement made the value: whoever reads it may have chosen the words in it, and the keys below. */
  made: 262144,
  /** Its number is that of what is sold or sent, which may be written in groups. */
  goods: 524288,
  /** An address of somebody's: a client's, a user's. */
  theirs: 1048576,
  /** Other things go by the same letters: a state's number has to pass its check, and a secret is no path. */
  checked: 2097152,
  /** The number of some document, which is a person's beside what only a person has. */
  document: 4194304,
  /** Half of a name, beside what only people have: `given`. */
  half: 8388608,
} as const;
/** Nothing that lowers any bar. */
export const isMute = (bits: number): boolean =>
  (bits & ~(hint.code | hint.goods | hint.made | hint.document)) === 0;

/** What a name says that its value is not, whatever that looks like; and that none is heard. */
const ruling = hint.code | hint.goods | hint.version | hint.thing | hint.made;
export const unruled = (bits: number): number => bits & ~ruling;
/** INVARIANT: in a value that a statement made, no word rules anything out. */
export const heardIn = (above: number, own: number): number =>
  (above & hint.made) === 0 ? own : unruled(own) | hint.made;

const words: ReadonlyMap<string, number> = (() => {
  const all = new Map<string, number>();
  for (const [subject, list] of hintWords)
    for (const one of list.split(' ')) all.set(spelt(one), (all.get(spelt(one)) ?? 0) | hint[subject]);
  return all;
})();
/** Scripts that put no blanks between words: one may stand anywhere in a name. A single character says too little there. */
const unspaced = /[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af]/;
const inner = [...words].filter(([word]) => word.length > 1 && unspaced.test(word));
/** Words that close a longer one: `Lieferadresse`, `homephone`. */
const closing: readonly (readonly [number, RegExp])[] = [
  [hint.phone, /[a-z]{2}(?:telefon(?:nummer)?|phone|phonenumber|rufnummer|handynummer|mobilnummer)$/],
  [hint.address, /(?:anschrift|adresse|address|adress)$/],
  [hint.birth, /(?:birthdate|geburtsdatum|dateofbirth)$/],
  [hint.name, /[a-z]{2}(?:firstname|lastname|fullname|surname|vorname|nachname)$/],
  [hint.email, /(?:email|mailadresse|emailaddress)$/],
];
/** Asked first, as most words end in none. */
const anyClosing = new RegExp(closing.map(([, { source }]) => source).join('|'));
const numbered = /\d$/;
/** Of another kind, whatever it ends in. */
const elsewhere =
  /^(?:ip|mac|e?mail|web|wallet|memory|url|btc|eth|net|host|base|micro|head|smart|xylo|saxo|gramo|mega)/;

/** One of them may be a telephone; several are a table's. */
const ofTable = 'cells';

function saysOf(part: string): number {
  const known =
    words.get(part) ??
    (numbered.test(part) ? words.get(part.replace(/\d{1,3}$/, '')) : undefined) ??
    (part.length > 3 && part.endsWith('s') && part !== ofTable ? words.get(part.slice(0, -1)) : undefined);
  if (known !== undefined) return known;
  let bits = 0;
  if (unspaced.test(part)) for (const [word, says] of inner) if (part.includes(word)) bits |= says;
  if (part.length > 7 && anyClosing.test(part) && !elsewhere.test(part))
    for (const [bit, end] of closing) if (end.test(part)) bits |= bit;
  return bits;
}

/** Of two words or with a word that alone denies: `national_id` is no row's number. */
const phrases: readonly (readonly [number, RegExp])[] = [
  [
    hint.national,
    /_(?:nat_?id(?:_no|_nr|_num|_number)?|govt_?id|national_?(?:id|identity|identifier|identification|insurance)(?:_number|_no)?|nationalid|tax_?(?:id|number|payer_id|file_number)|taxid|id_?(?:number|card|no|document)|idnumber|personal_?(?:id|identity|number|no|code)|identity_?(?:number|card|document|no)|citizen_?id|government_?id|gov_id|social_insurance(?:_number)?|steuer_?(?:id|nummer|identifikationsnummer)|nif|nie|dni|cpf|cnpj|curp|rfc|pesel|nino|nhs(?:_number|_no)?|aadhaa?r|bsn|codice_?fiscale|personnummer|cpr|fodselsnummer|hetu|henkilotunnus|egn|cnp|oib|rodne_cislo|nric|fin|hkid|tckn|tc_kimlik(?:_no)?|tfn|sin|insee|nir|rut|ahv|avs|svnr|amka|my_?number|pps|ppsn|nin|cedula|pan_(?:number|no)|pan_card|pan|cpr_nr|ahv_nr|adoazonosito_jel|rodne_c|num_secu|numero_secu|identification_?(?:number|no|nr)|no_secu|n_secu(?:rite)?|documento_(?:de_)?identidad|securite_sociale|numero_(?:national|nacional)|t_z|id_card(?:_no|_number)?|ird_number|voter_id|emirates_id)_/,
  ],
  [hint.national, register],
  [hint.national | hint.checked, /_(?:sa_id|ni_number|nid|rrn)_/],
  [
    hint.passport,
    /_(?:passport_?(?:id|number|num|no|nr)?|(?:ppt|pp|psprt|pass)_?(?:no|nr|num|number)|numero_de_passeport|so_ho_chieu|travel_doc(?:ument)?(?:_number|_no|_nr|_id)?)_/,
  ],
  [hint.ssn, /_social_security(?:_number|_no)?_/],
  [
    // The number of an account, or of the bank itself.
    hint.account | hint.code,
    /_(?:routing(?:_number|_no)?|sort_code|aba_(?:rtn|no|nr|num|nbr|number|code))_/,
  ],
  [
    hint.account,
    /_(?:kto(?:_nr)?|konto_nr|no?_(?:de_)?(?:compte|cuenta|conta)|no?_(?:di_)?conto|(?:nr|numer)_rachunku|(?:bank_)?(?:account|acct)_?(?:number|no|nr|num|nbr)|bank_account|numero_(?:de_)?(?:cuenta|compte|conta)|numero_(?:di_)?conto|conto_corrente|conta_(?:bancaria|corrente)|cuenta_bancaria|compte_bancaire|konto_bankowe|numer_konta|nomer_(?:scheta|scheta)|номер_счета|hesap_no|nr_kont[ao]|checking_account|broj_racuna|cislo_uctu|account_iban|acc_(?:no|nr|num|nbr|number)|(?:beneficiary|payee|payer|debtor|creditor|recipient)_(?:account|acct)|so_tai_khoan|hesap_numarasi|cont_bancar)_/,
  ],
  [
    hint.name,
    /_(?:full|first|last|fst|lst|given|family|middle|maiden|legal|real|sur|card_?holder|account_?holder)_(?:names?|nm)_|_[fl]_name_/,
  ],
  [
    hint.name,
    /_(?:(?:your|my)_(?:full_)?name|ihr_(?:vollstandiger_)?name|mein_name|votre_nom|mon_nom|(?:su|tu|mi)_nombre|(?:il_(?:tuo|suo|mio)_nome)|(?:seu|meu|teu)_nome|(?:uw|jouw|mijn)_naam|(?:ditt?|mitt?)_nav?mn?|twoje_imie|wie_heissen_sie|como_(?:te_llamas|se_llama)|comment_vous_appelez_vous|come_ti_chiami|what_is_your_name|hoe_heet_(?:u|je))_/,
  ],
  [hint.name, /_(?:nom|prenom|nome|namn|naam)(?:_(?:complet|completo|de_famille|famille))?_$/],
  [
    hint.name,
    /_(?:your_names?|contact_person|first_last|(?:billing|shipping|account|emergency|primary)_contact_person|nome_(?:completo|e_cognome)|nombre_completo|ho_(?:va_)?ten|imie_i_nazwisko|ad_soyad|customer_name|contact_name|client_name)_/,
  ],
  [hint.half, /^_(?:first|last|given|family|middle)_$/],
  [
    hint.person | hint.someone,
    /_(?:issued|assigned|delivered|sold|rented|leased)_to_|_(?:requested|approved|signed|submitted|reported|prepared|reviewed)_by_|_next_of_kin_|_(?:billing|shipping)_name_/,
  ],
  [hint.phone, /_(?:dien_thoai|so_dt|no_hp|no_telp?|(?:contact|mob|ph|tel|cell)_(?:no|nr|num|nbr|number))_/],
  [hint.address, /_(?:dia_chi|(?:ship|bill|deliver)_to)_/],
  [hint.secret, /_(?:mot_de_passe|mat_khau)_/],
  [
    hint.birth,
    /^_ur_$|_(?:geb(?:_?dat(?:um)?|_?tag)?|fec(?:ha)?_(?:de_)?nac(?:im)?|f_nac|dat[ae]_(?:ur|nasc|nar)|dt_nasc|ne_e_le|nee?_le|nat[oa]_(?:a_)?il|d_o_b|birth_dt|datum_nar|szul_(?:datum|ido)|date_of_birth|birth_date|date_naissance|fecha_(?:de_)?nacimiento|data_(?:di_)?nascita|ngay_sinh|tanggal_lahir)_/,
  ],
  [
    hint.ip | hint.theirs,
    /_(?:(?:client|user|customer|visitor|caller|log_?in|sign_?(?:in|up)|registration)_?ip|remote_?(?:addr|address|ip|host)|x_?forwarded_?for|x_real_ip|last_ip)_/,
  ],
  [hint.secret, /_(?:api|access|private|signing|encryption|secret|auth|client)_(?:key|secret|token)s?_/],
];
/** Asked first, as most words are in none. */
const anyPhrase = new RegExp(phrases.map(([, { source }]) => source).join('|'));
/** An address of another kind, and a key of the other kind. */
const notPostal =
  /_(?:ip|mac|email|e_mail|mail|wallet|web|url|memory|contract|btc|eth|remote|peer|server|src|dst|bind|listen|virtual|physical|base|heap)_|_address_(?:spaces?|bus|family|range|pool|width|mode|translation|sanitizer|size|bits|offset)_/;
/** A thing's, whatever the name is that it is shown by. */
const notName =
  /_(?:app|application|resource|device|file|folder|group|role|policy|product|host|server|site|team|channel|project|repo|repository|org|organi[sz]ation|table|column|field|class|package|module|branch|model|feature|metric|category|status|type|key|state|step|job|queue|topic|cluster|bucket|command|event|plan|company|city|country|street|town)_(?:full|display|legal|real)_names?_/;
const ofPeople = hint.person | hint.someone;
function shownBits(joined: string, bits: number): number {
  const as = shownAs(joined, (one) => (saysOf(one) & ofPeople) !== 0);
  if (as === 'either') return (bits & ~(hint.name | hint.label)) | hint.person | hint.half;
  return as === 'person' ? bits | hint.name : as === 'thing' ? bits & ~hint.name : bits;
}
const ofPlace = /^(?:file|filename|path|dir)$/;
const notSecret = /_(?:request|change|idempotency|next|page|continuation|public|cursor|sync|csrf_name)_/;

/** Nearly all that are looked up are one, and of ASCII. */
const word = /^[a-z0-9]+$/;
const isSmall = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
/** One word of ASCII, in which no capital stands behind a small letter: told without a pattern. */
function isOneWord(name: string): boolean {
  let wasSmall = false;
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    const isLarge = isCapital(code);
    if (isLarge ? wasSmall : !isSmall(code)) return false;
    wasSmall = !isLarge && code > 0x39;
  }
  return name !== '';
}
/** Its words, as they are looked up. */
export function partsOf(name: string): readonly string[] {
  if (isOneWord(name)) return [name.toLowerCase()];
  const own = spelt(name);
  if (word.test(own)) return [own];
  return own.split(/[^\p{L}\p{N}\p{M}]+/u).filter((part) => part !== '');
}

export function hintOf(name: string): number {
  if (name.length > 64) return 0;
  const parts = partsOf(name);
  const last = parts.at(-1) ?? '';
  if (parts.length > 1 && ofKind.test(last)) return saysOf(last);
  const joined = `_${parts.join('_')}_`;
  let bits = 0;
  if (anyPhrase.test(joined)) for (const [bit, phrase] of phrases) if (phrase.test(joined)) bits |= bit;
  if (bits === 0 && (isMeasured(last) || parts.some((part) => denies.has(part)))) return 0;
  for (const part of parts) bits |= saysOf(part);
  if (parts.length > 1) bits |= words.get(parts.join('')) ?? 0;
  // What says nothing is told nothing.
  if (bits === 0) return 0;
  if (notPostal.test(joined)) bits &= ~hint.address;
  if (notSecret.test(joined)) bits &= ~hint.secret;
  if ((bits & (hint.secret | hint.national)) === hint.secret && ofPlace.test(last)) bits |= hint.checked;
  bits = notName.test(joined) ? bits & ~hint.name : shownBits(joined, bits);
  // A street's name is where somebody lives, not who.
  if ((bits & (hint.address | hint.thing)) !== 0) bits &= ~hint.label;
  return (bits & hint.label) !== 0 && (bits & hint.person) !== 0 ? bits | hint.name : bits;
}

/** What a key says together with the keys above it: a word for people reaches one level down, to their names and addresses. */
export function inherited(above: number, own: number): number {
  const isTheirs = (own & (hint.label | hint.half)) !== 0 && (above & hint.person) !== 0;
  const isTheirAddress = (own & hint.ip) !== 0 && (above & (hint.person | hint.someone)) !== 0;
  return (
    (above & ~(hint.person | hint.label | hint.half | hint.thing | hint.someone | hint.code | hint.goods)) |
    heardIn(above, own) |
    (isTheirs ? hint.name : 0) |
    (isTheirAddress ? hint.theirs : 0)
  );
}

const personal =
  hint.phone | hint.ssn | hint.national | hint.birth | hint.passport | hint.address | hint.email | hint.name;
/** A `name` beside what only people have is a person's. */
export const isOfPeople = (bits: readonly number[]): boolean =>
  bits.some((one) => (one & (hint.label | hint.half)) !== 0) && bits.some((one) => (one & personal) !== 0);

/** What a company may have as well. */
const reached = hint.phone | hint.address | hint.account | hint.email;
const own = hint.ssn | hint.national | hint.birth | hint.passport;
/** What the names say together: beside what a company never has, a customer is somebody, and the number of a document is a passport's; beside what a company has as well, a customer with a person's name is. */
export function among(bits: readonly number[]): (own: number) => number {
  const isOf = (some: number): boolean => bits.some((one) => (one & some) !== 0);
  const isSomebodys = isOf(own);
  if (!isSomebodys && !isOf(reached)) return (one) => one;
  const passport = isSomebodys ? hint.passport : 0;
  return (one) =>
    one | ((one & hint.person) === 0 ? 0 : hint.someone) | ((one & hint.document) === 0 ? 0 : passport);
}
