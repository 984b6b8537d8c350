/** What the name of a key or column says about its value. It refuses to classify by itself: a hint only lowers a detector's bar. */

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
} as const;

const lists: readonly (readonly [number, string])[] = [
  [
    hint.phone,
    'phone phones telephone tel mobile cell cellphone fax whatsapp msisdn telefon telefono telephonenumber',
  ],
  [
    hint.phone,
    'phonenumber celular handy telefonnummer rufnummer telefone telefoon mobil mobiltelefon portable',
  ],
  [hint.ssn, 'ssn itin socialsecurity'],
  [hint.card, 'card pan cc creditcard cardnumber kreditkarte tarjeta'],
  [hint.ip, 'ip ipv4 ipv6 ipaddress host'],
  [hint.version, 'version ver build release'],
  [
    hint.birth,
    'dob birth birthday birthdate dateofbirth born bday geburtsdatum geburtstag naissance nacimiento nascita',
  ],
  [hint.birth, 'nascimento geboortedatum fodelsedatum urodzenia'],
  [
    hint.passport,
    'passport passportnumber passportno pasaporte reisepass passeport passaporto paspoort reisepassnummer',
  ],
  [hint.account, 'kontonummer bankaccount accountnumber bban bsb acctno'],
  [
    hint.name,
    'fullname firstname lastname surname middlename maidenname givenname familyname fname lname forename',
  ],
  [
    hint.name,
    'vorname nachname prenom apellido apellidos cognome sobrenome cardholder accountholder achternaam voornaam',
  ],
  [hint.name, 'nombre imie nazwisko fornamn efternamn beneficiary'],
  [
    hint.name,
    'kundenname nachnamen navn fornavn etternavn efternavn namn nimi etunimi sukunimi jmeno prijmeni meno priezvisko adsoyad soyad soyadi isim keresztnev vezeteknev prenume numele nomecompleto nomecognome fio имя фамилия фио отчество прізвище ονομα επωνυμο 姓名 名字 氏名 名前 お名前 이름 성명 الاسم שם ชื่อ',
  ],
  [
    hint.phone,
    'telefonnumret puhelin puhelinnumero matkapuhelin tlf mobilnummer celulare cellulare movil fon ceptelefonu telefoni tel_number 電話 電話番号 携帯 电话 电话号码 手机 手机号 전화 전화번호 휴대폰 телефон τηλεφωνο هاتف טלפון',
  ],
  [
    hint.birth,
    'geboren geburt nacimento nacimiento fodselsdato fodt fodd syntymaaika syntynyt narozeni narodenia dogumtarihi dogum szuletes szuletett nasterii urodzenia nascimento 生年月日 出生日期 出生 생년월일 рождения народження γεννησης',
  ],
  [
    hint.address,
    'ulica ulice gata katu osoite adresa adresi straat calle rua rue 住所 地址 주소 адрес адреса διευθυνση عنوان',
  ],
  [
    hint.passport,
    'pasaport paszport passnummer cestovnipas 护照 护照号 パスポート 旅券番号 여권 여권번호 паспорт',
  ],
  [hint.national, '身份证 身份证号 身份证号码 マイナンバー 個人番号 주민등록번호 снилс инн'],
  [hint.email, 'epost sahkoposti courriel eposta メール 邮箱 电子邮件 이메일 почта'],
  [
    hint.person,
    'kunde kunden kundens kund kunds klant klanten klient klienta cliente clienti clientes clienta asiakas asiakkaan musteri zakaznik zakaznika usuario utente utilisateur benutzer nutzer mitarbeiter mitarbeiters empleado employe dipendente paciente paziente patienten inhaber titular titulaire intestatario',
  ],
  [
    hint.address,
    'address addr street address1 address2 addressline strasse direccion domicilio indirizzo endereco adresse',
  ],
  [hint.address, 'adres anschrift residence streetaddress homeaddress'],
  [
    hint.secret,
    'password passwd pwd passphrase secret apikey accesskey privatekey clientsecret token bearer credential',
  ],
  [hint.secret, 'credentials secretkey authtoken accesstoken passwort contrasena'],
  [hint.email, 'email mail emailaddress e_mail correo'],
  [hint.label, 'name nom nombre nome naam namn navn'],
  [
    hint.person,
    'customer person patient employee user contact owner member client passenger guest holder author manager',
  ],
  [
    hint.person,
    'applicant student teacher subscriber tenant recipient sender payee payer driver doctor nurse witness',
  ],
];
const words: ReadonlyMap<string, number> = (() => {
  const all = new Map<string, number>();
  for (const [bit, list] of lists) for (const one of list.split(' ')) all.set(one, (all.get(one) ?? 0) | bit);
  return all;
})();
const denies = new Set(
  'count total verified type id at hash status flag length rows changes domain provider limit expires expiry kind class usage'.split(
    ' ',
  ),
);
/** Of two words or with a word that alone denies: `national_id` is no row's number. */
const phrases: readonly (readonly [number, RegExp])[] = [
  [
    hint.national,
    /_(?:national_?(?:id|identity|identification|insurance)(?:_number|_no)?|nationalid|tax_?(?:id|number|payer_id|file_number)|taxid|id_?(?:number|card|no|document)|idnumber|personal_?(?:id|identity|number|no|code)|identity_?(?:number|card|document|no)|citizen_?id|government_?id|gov_id|social_insurance(?:_number)?|steuer_?(?:id|nummer|identifikationsnummer)|nif|nie|dni|cpf|cnpj|curp|rfc|pesel|nino|nhs(?:_number|_no)?|aadhaa?r|bsn|codice_?fiscale|personnummer|cpr|fodselsnummer|hetu|henkilotunnus|egn|cnp|oib|rodne_cislo|nric|fin|hkid|tckn|tc_kimlik(?:_no)?|tfn|sin|insee|nir|rut|rrn|ahv|avs|svnr|amka|my_?number|pps|ppsn|nin|cedula|pan_(?:number|no)|pan_card)_/,
  ],
  [hint.passport, /_passport_?(?:id|number|no|nr)?_/],
  [hint.ssn, /_social_security(?:_number|_no)?_/],
  [
    hint.account,
    /_(?:(?:bank_)?(?:account|acct)_?(?:number|no|nr|num)|bank_account|numero_(?:de_)?cuenta|routing(?:_number|_no)?|sort_code|account_iban)_/,
  ],
  [
    hint.name,
    /_(?:full|first|last|given|family|middle|maiden|display|legal|real|sur|card_?holder|account_?holder)_names?_/,
  ],
  [hint.name, /_(?:nom|prenom|nome|namn|naam)(?:_(?:complet|completo|de_famille|famille))?_$/],
  [hint.birth, /_(?:date_of_birth|birth_date|date_naissance|fecha_(?:de_)?nacimiento|data_(?:di_)?nascita)_/],
  [hint.secret, /_(?:api|access|private|signing|encryption|secret|auth|client)_(?:key|secret|token)s?_/],
];
/** An address of another kind, and a key of the other kind. */
const notPostal = /_(?:ip|mac|email|e_mail|mail|wallet|web|url|memory|contract|btc|eth)_/;
const notSecret = /_(?:next|page|continuation|public|cursor|sync|csrf_name)_/;

export function hintOf(name: string): number {
  if (name.length > 64) return 0;
  const parts = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const joined = `_${parts.join('_')}_`;
  let bits = 0;
  for (const [bit, phrase] of phrases) if (phrase.test(joined)) bits |= bit;
  if (bits === 0 && parts.some((part) => denies.has(part))) return 0;
  for (const part of parts) bits |= words.get(part) ?? 0;
  bits |= words.get(parts.join('')) ?? 0;
  if (notPostal.test(joined)) bits &= ~hint.address;
  if (notSecret.test(joined)) bits &= ~hint.secret;
  return (bits & hint.label) !== 0 && (bits & hint.person) !== 0 ? bits | hint.name : bits;
}

/** What a key says together with the keys above it: a word for people reaches one level down. */
export function inherited(above: number, own: number): number {
  const isTheirs = (own & hint.label) !== 0 && (above & hint.person) !== 0;
  return (above & ~(hint.person | hint.label)) | own | (isTheirs ? hint.name : 0);
}

const personal =
  hint.phone | hint.ssn | hint.national | hint.birth | hint.passport | hint.address | hint.email | hint.name;
/** A `name` beside what only people have is a person's. */
export const isOfPeople = (bits: readonly number[]): boolean =>
  bits.some((one) => (one & hint.label) !== 0) && bits.some((one) => (one & personal) !== 0);
