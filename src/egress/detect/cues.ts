/** Words that say what stands near them, of all subjects in one pass over a text. It refuses a part of a longer word, unless the list says that one may be. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export const cue = {
  phone: 1,
  ssn: 2,
  card: 4,
  ip: 8,
  national: 16,
  birth: 32,
  passport: 64,
  account: 128,
  name: 256,
  address: 512,
  secret: 1024,
  wallet: 2048,
  home: 4096,
} as const;

/** `_` is a blank, a hyphen or itself; after `*` a longer word may go on. */
const lists: readonly (readonly [number, string])[] = [
  [
    cue.phone,
    'tel phone phones telephone telephones mobile mobiles mob cell cellphone call calls called calling fax whatsapp sms text texts ring rings reach dial contact',
  ],
  [
    cue.phone,
    'telefon* telefono teléfono téléphone telefone telefoon* móvil celular handy mobil mobilnummer portable rufnummer* numer tlf puhelin telefax ph msisdn 電話* 电话* 手机* 전화* тел телефон* هاتف τηλέφωνο',
  ],
  [cue.ssn, 'ssn ssns social_security soc_sec itin itins taxpayer taxpayers ss#'],
  [
    cue.card,
    'card cards visa mastercard amex maestro discover pan credit debit cc karte kreditkarte* tarjeta carte carta cartão karta creditcard* kaart diners jcb unionpay cardholder',
  ],
  [cue.ip, 'ip ipv4 address host hosts client server from login logged peer remote gateway addr ips'],
  [
    cue.national,
    'national identity identification insurance citizen tax taxid taxpayer id_number id_no id_card personal_number personal_code personal_id nif nie dni cpf cnpj curp rfc pesel nino nhs aadhaar aadhar pan bsn steuer* idnr codice_fiscale personnummer* cpr fødselsnummer* fodselsnummer* hetu henkilötunnus* egn cnp oib rodné rodne nric hkid kimlik tfn sin insee nir sécu secu rut run rrn ahv avs svnr amka my_number mynumber pps ppsn cédula cedula tin sozialversicherung* burgerservicenummer* isikukood asmens 身份证* マイナンバー* 주민등록*',
  ],
  [
    cue.birth,
    'born birth births birthday birthdate dob d.o.b b.day bday geboren geb geburtsdatum geburtstag né née naissance nacido nacida nacimiento nascita nato_il nata_il nascido nascida nascimento geboortedatum född född_den født fødselsdato födelsedatum urodzony urodzona urodzenia syntynyt narozen narozena doğum 生年月日* 出生* 생년월일*',
  ],
  [
    cue.passport,
    'passport passports pasaporte reisepass reisepassnummer reisepassnr passeport passaporto passaporte paspoort paspoortnummer pass_no paszport* pasaport* passnummer 护照* パスポート* 여권* паспорт*',
  ],
  [
    cue.account,
    'account_number account_numbers account_no account_nr account_num account_# acct acct_number acct_no acct_# a/c bank_account kontonummer kontonr kontonr. konto konto-nr konto_nr routing sort_code numero_de_cuenta número_de_cuenta cuenta compte conto conta aba bsb rekening* tilinumero konta bankkonto',
  ],
  [
    cue.name,
    'mr mrs ms miss mx dr prof professor doctor sir madam lady rev capt herr herrn frau señor señora sr sra srta sig signor signora mme mlle monsieur madame dhr mevr dott pan pani',
  ],
  [
    cue.name,
    'name names patient customer client employee contact attn attention cardholder account_holder holder beneficiary passenger guest recipient sender signed applicant owner manager agent member user student tenant prepared_by approved_by written_by requested_by author nombre nom nome vorname nachname surname kunde cliente payee payer driver witness reviewer assignee manager supervisor',
  ],
  [
    cue.name,
    "dear hi hello hey hallo liebe lieber hola bonjour estimado estimada caro cara cher chère beste called named heiße ich_heiße m'appelle llamo chiamo this_is i'm spoke met_with call ask_for born_as regards sincerely cheers thanks grüße saludos cordialement by",
  ],
  [
    cue.address,
    'street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter way parkway pkwy circle cir highway hwy close crescent gardens grove mews row walk trail loop plaza alley turnpike hill view park isle rise',
  ],
  [cue.address, 'straße strasse str weg platz ring damm ufer gasse box pobox officebox'],
  [
    cue.address,
    'bank beach bend bluff bluffs bridge brook brooks bypass canyon causeway chase circles cliff cliffs copse corner corners courts cove creek crest crossing dale estate estates expressway extension extensions falls field fields ford fords forge forges fork forks freeway glen glens groves harbor harbors haven heights hills hollow island islands junction knoll knolls lake lakes landing lea locks lodge loop manor mead meadow meadows meads mills mountain mountains orchard overpass parks parkways passage path pike pine pines prairie ramp ranch rapids ridge ridges roads shore shores skyway spring springs spur spurs squares stravenue streets summit terrace throughway trafficway turnpike underpass valley valleys viaduct views village villages vista',
  ],
  [
    cue.address,
    'väg gata vei gate sokak sokağı sok caddesi cad bulvarı utca út tér körút rakpart улица площадь набережная проспект ул пр пл переулок пер шоссе бульвар ал вул вулиця voie alameda rodovia marginal passage strada borgo contrada incrocio glorieta travesía pasaje rambla carretera urbanización barrio vía bulevardul aleea calea șoseaua pl os aleja plac osiedle 丁目*',
  ],
  [
    cue.address,
    'rue bd chemin allée allee impasse quai cours route calle c/ avenida av avda paseo carrera camino ronda rua travessa praça via viale piazza corso largo vicolo ul al ulica',
  ],
  [
    cue.address,
    'ferry parade approach vale glade brae drove croft paddock ways shoal shoals burg burgs crossroad crossroads sugárút köz sétány fasor tere cesta trg iela gatve laukums bulvāris küçəsi prospekti наб майдан площа провулок prolongación andador cerrada cda privada priv callejón rincón subida cuesta polígono masía acesso beco azinhaga calçada urbanização rotonda lungomare salita οδός οδ λεωφόρος λεωφ πλατεία πλ jl jln jalan gg kpg náměstí nábřeží třída wyb wybrzeże rondo skwer szosa rynek bulw bulwar droga',
  ],
  [
    cue.home,
    'lives live lived living resides reside residing resident residence home_address postal_address mailing_address street_address wohnt wohne wohnhaft anschrift adresse vive vivo reside_en domiciliado domiciliada domicilio direccion dirección habite demeurant domicilié domiciliée abita residente indirizzo woont adres woonachtig mora morada endereço bor bosatt asuu osoite zamieszkały zamieszkała zamieszkuje mieszka bydliště bydlí bytom lakik cím oturuyor adresi проживает адрес прописан живёт мешкає адреса κατοικεί διεύθυνση',
  ],
  [cue.wallet, 'wallet wallets bitcoin btc litecoin ltc dogecoin doge crypto_address satoshi'],
  [
    cue.secret,
    'password* passwd* pwd* passphrase* secret* token* api_key* apikey* access_key* accesskey* private_key* privatekey* client_secret* auth_token* secret_key* bearer basic credential*',
  ],
];

/** Each with a blank, and with a hyphen or an underscore instead. */
const spellings = (listed: string): readonly string[] =>
  listed.includes('_') ? [listed.replaceAll('_', ' '), listed.replaceAll('_', '-'), listed] : [listed];

/** A tree of the words by their characters: what a word says stands where it ends. */
interface Tree {
  readonly classOf: Uint8Array;
  readonly width: number;
  readonly next: Uint16Array;
  /** Subjects of a word that ends here, and of one that may go on. */
  readonly closed: Uint16Array;
  readonly open: Uint16Array;
}

const tree: Tree = (() => {
  const words = lists.flatMap(([bits, list]) =>
    list
      .split(' ')
      .flatMap(spellings)
      .map((word) => ({ bits, word: word.replace('*', ''), isOpen: word.endsWith('*') })),
  );
  const alphabet = [...new Set(words.flatMap(({ word }) => [...word]))].sort();
  const classOf = new Uint8Array(65_536);
  // Either case is one character; a capital that two share, as `i` and `ı` do, is the first's.
  for (const [i, one] of alphabet.entries())
    for (const same of [one, one.toUpperCase()])
      if (same.length === 1 && classOf[same.charCodeAt(0)] === 0) classOf[same.charCodeAt(0)] = i + 1;
  const width = alphabet.length + 1;
  const most = words.reduce((sum, { word }) => sum + word.length, 1);
  const next = new Uint16Array(most * width);
  const [closed, open] = [new Uint16Array(most), new Uint16Array(most)];
  let states = 1;
  for (const { bits, word, isOpen } of words) {
    let state = 0;
    for (let i = 0; i < word.length; i += 1) {
      const slot = state * width + (classOf[word.charCodeAt(i)] ?? 0);
      if (next[slot] === 0) next[slot] = states++;
      state = next[slot] ?? 0;
    }
    const ends = isOpen ? open : closed;
    ends[state] = (ends[state] ?? 0) | bits;
  }
  return { classOf, width, next: next.slice(0, states * width), closed, open };
})();

export interface Cue extends Span {
  readonly bits: number;
}
/** In the order of their beginnings. */
export interface Cues {
  readonly bits: number;
  readonly found: readonly Cue[];
}
export const noCues: Cues = { bits: 0, found: [] };

const foreignLetter = /[\p{L}\p{N}]/u;
const letter = 1;
const digit = 2;
/** Of ASCII. */
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const one = String.fromCharCode(code);
  return /[A-Za-z]/.test(one) ? letter : /\d/.test(one) ? digit : 0;
});
const isForeignLetter = (code: number): boolean => foreignLetter.test(String.fromCharCode(code));
const isLetter = (code: number): boolean =>
  code < 128 ? kindOf[code] === letter : code > 127 && isForeignLetter(code);
/** Of a word: no word that speaks begins with a digit, and none begins behind one. */
const isPart = (code: number): boolean => (code < 128 ? kindOf[code] !== 0 : isForeignLetter(code));
/** Of scripts that put no blanks between words, each character may begin one, and end the one before it. */
const isUnspaced = (code: number): boolean => code >= 0x2e80;

/** The longest word that begins there, with what it says. */
function cueAt(text: string, start: number): Cue | undefined {
  const { classOf, width, next, closed, open } = tree;
  let cue: Cue | undefined;
  let state = 0;
  for (let i = start; i < text.length; i += 1) {
    state = next[state * width + (classOf[text.charCodeAt(i)] ?? 0)] ?? 0;
    if (state === 0) return cue;
    const said = (closed[state] ?? 0) | (open[state] ?? 0);
    if (said === 0) continue;
    const after = text.charCodeAt(i + 1);
    const bits = isLetter(after) && !isUnspaced(after) ? (open[state] ?? 0) : said;
    if (bits !== 0) cue = { start, end: i + 1, bits: bits | (cue?.bits ?? 0) };
  }
  return cue;
}

export function cuesIn(text: string): Cues {
  let found: Cue[] | undefined;
  let bits = 0;
  let isInside = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (isInside && !isUnspaced(code)) {
      isInside = isPart(code);
      continue;
    }
    const begins = isPart(code);
    isInside = begins && !isUnspaced(code);
    const cue = begins ? cueAt(text, i) : undefined;
    if (cue === undefined) continue;
    bits |= cue.bits;
    found ??= [];
    found.push(cue);
  }
  return found === undefined ? noCues : { bits, found };
}

const before = 36;
const after = 20;
/** A cue that begins so far before the span may still end within the window. */
const longest = 24;

/** The first that begins at the offset or past it. */
function firstFrom({ found }: Cues, offset: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle]?.start ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a word near the span says that it is of the subject: 36 characters before it, 20 after. */
export function said(cues: Cues, subject: number, { start, end }: Span): boolean {
  if ((cues.bits & subject) === 0) return false;
  for (let i = firstFrom(cues, start - before - longest); i < cues.found.length; i += 1) {
    const one = cues.found[i];
    if (one === undefined || one.start > end + after) return false;
    if ((one.bits & subject) === 0) continue;
    if ((one.end <= start && one.end > start - before) || (one.start >= end && one.end <= end + after))
      return true;
  }
  return false;
}
