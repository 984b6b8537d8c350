/** What anybody would try first: prose, tables and columns of the usual forms, and the things beside them that only look so. */
import { describe, expect, it } from 'vitest';
import { hint, hintOf } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { masked, maskedValue, raw, released, text } from './fixtures.js';

const wallets = {
  xrp: 'rwiG8yQ1e3hkPuFEfeYsGVKi9VonjLiPFv',
  ada: 'addr1q8usujflyg6nwqkss4uekn2zn9rt2udqjenp6n50q8hzp6ra6pgkq3dxmp5k8y2vcd0kj4ne5x9uaq59s3dh3xumt96qjhvaeg',
  xmr: '423QJSFKc4TpgYbKoXzH1n93Q1pU5fM6D6FpoAWxWpbXE1ECUimm5CnLYU1vEPo8nupPHdwi1a5PwVdNkRyzsbJRVatidZE',
  sol: 'D4MzfcNg2fpV5dKtRjQi1PcsSgTWmiMaJpSS2fxexk65',
};

const told: readonly (readonly [string, string, string])[] = [
  ['pii.crypto', `paid out to ${wallets.xrp} at noon`, wallets.xrp],
  ['pii.crypto', `paid out to ${wallets.ada} at noon`, wallets.ada],
  ['pii.crypto', `paid out to ${wallets.xmr} at noon`, wallets.xmr],
  ['pii.crypto', `his solana wallet ${wallets.sol}`, wallets.sol],
  ['pii.birth_date', 'date of birth: 1971-04-09T00:00:00Z', '1971-04-09T00:00:00Z'],
  ['pii.birth_date', 'născută la 14 martie 1991 în Iași', '14 martie 1991'],
  ['pii.passport', 'Pass nr 83022948, sedan 2019', '83022948'],
  ['pii.passport', 'Pasnummer M08282437.', 'M08282437'],
  ['pii.passport', 'Passin numero PE0912647', 'PE0912647'],
  ['pii.passport', 'Passaporto n. 60 3006133 valido', '60 3006133'],
  ['pii.passport', 'Загранпаспорт LF855867', 'LF855867'],
  ['pii.passport', 'paspoort BN8LPAH89', 'BN8LPAH89'],
  ['pii.phone', 'she can be rung at 0027711251554 after six', '0027711251554'],
  ['pii.phone', 'bittet um Rückruf unter 01512 3484241', '01512 3484241'],
  ['pii.phone', 'Перезвоните по номеру 8 (912) 341-81-37', '8 (912) 341-81-37'],
  ['pii.phone', 'το τηλέφωνό μου είναι 691 235 6345', '691 235 6345'],
  ['pii.phone', 'số điện thoại 0912 336 215', '0912 336 215'],
  ['pii.phone', 'nomor HP 0812-399-224', '0812-399-224'],
  ['pii.phone', 'Contacto: ines.falcao@fairmont-logistics.example ou 912 336 531', '912 336 531'],
  ['pii.name', 'Kontoinhaber: Detlef Brüggemann', 'Detlef Brüggemann'],
  ['pii.name', 'virer la somme au nom de Solène Bourdieu', 'Solène Bourdieu'],
  ['pii.name', 'Il sig. Gualtiero Tarchini, nato', 'Gualtiero Tarchini'],
  ['pii.name', 'conto intestato a Fiammetta Boccardi.', 'Fiammetta Boccardi'],
  ['pii.name', 'Med vänlig hälsning, Ylva Hagström', 'Ylva Hagström'],
  ['pii.name', 'Hormat kami, Ratna Sulistyowati', 'Ratna Sulistyowati'],
  ['pii.name', 'נשלח אתמול, בברכה שולמית ברנר', 'שולמית ברנר'],
  ['pii.name', '황보예린님, 안내드립니다', '황보예린'],
  ['pii.name', 'M. Thibault Lacassagne a écrit', 'Thibault Lacassagne'],
  ['pii.name', 'La dott.ssa Ludovica Sparapani risponde', 'Ludovica Sparapani'],
  ['pii.name', 'Überweisung an Annegret Wiesenthal, IBAN folgt', 'Annegret Wiesenthal'],
  ['pii.name', 'please ship to Lester Schulist, 12 Old Mill Road', 'Lester Schulist'],
  ['pii.name', 'получатель Ерофей Ефимов, моб. нет', 'Ерофей Ефимов'],
  ['pii.name', '收件人:黎雪梅,地址不详', '黎雪梅'],
  ['pii.name', '고객명: 남궁민서 / 연락처', '남궁민서'],
  ['pii.phone', 'Voicemail from 07400 103590', '07400 103590'],
  ['pii.phone', 'menelepon dari 0812-315-113', '0812-315-113'],
  ['pii.national_id', 'r. č. 7612106315', '7612106315'],
  ['pii.address', 'Deliver to 4271 W 9th St, Apt 13B.', '4271 W 9th St, Apt 13B'],
  ['pii.iban', 'GI88 YUUW IARG EWGG 8VUP 4SE as given', 'GI88 YUUW IARG EWGG 8VUP 4SE'],
  ['pii.card', 'paid with 9792910226090192 today', '9792910226090192'],
  ['pii.card', 'paid with 6363685379383769 today', '6363685379383769'],
  ['pii.phone', 'I texted her on 021 125 6653', '021 125 6653'],
  ['pii.phone', 'Mon numéro 06 12 30 43 27 ne change pas', '06 12 30 43 27'],
  ['pii.phone', 'Wij belden hem op 06 12317574', '06 12317574'],
  ['pii.phone', 'včera volali na 601 191 845', '601 191 845'],
  ['pii.phone', 'Вчера звонили ей на 8 (912) 346-44-38', '8 (912) 346-44-38'],
  ['pii.phone', 'soitin hänelle numeroon 041 2391606', '041 2391606'],
  ['pii.phone', 'Zadzwoniliśmy pod 512 343 534', '512 343 534'],
  ['pii.phone', 'tegnap felhívtuk a 06 30 234 5671 számon', '06 30 234 5671'],
  ['pii.passport', 'Paspoortnr. PP636058 verlopen', 'PP636058'],
  ['pii.passport', 'Pas: PI888119, platný', 'PI888119'],
  ['pii.passport', 'رقم الجواز: AAE610425', 'AAE610425'],
  ['pii.phone', 'moja telefonska številka je 041 239 162', '041 239 162'],
  ['pii.phone', 'kännykkä 041 2391607 aina auki', '041 2391607'],
  ['pii.phone', 'komórka 512 343 535', '512 343 535'],
  ['pii.birth_date', 'fæddur 14.03.1991 á Akureyri', '14.03.1991'],
  ['pii.birth_date', 'dzimusi 14.03.1991 Rīgā', '14.03.1991'],
  ['pii.birth_date', 'gimė 1991-03-14 Kaune', '1991-03-14'],
  ['pii.birth_date', 'rojena 14.03.1991 v Kranju', '14.03.1991'],
  ['pii.passport', 'passaport AAB123457 vigent', 'AAB123457'],
  ['pii.passport', 'vegabréfsnúmer A1234568', 'A1234568'],
  ['pii.passport', 'potni list št. PB0123457', 'PB0123457'],
  ['pii.national_id', 'ת"ז 123456782', '123456782'],
  ['pii.name', 'Stimată doamnă Luminița Drăgulescu, vă rugăm', 'Luminița Drăgulescu'],
  ['pii.name', 'Boa tarde, sou Graciete Falcão.', 'Graciete Falcão'],
  ['pii.name', 'it was verified for Prudence Ashworth at noon', 'Prudence Ashworth'],
];

describe('what is told in a usual sentence is found', () => {
  it.each(told)('%s in %j', (name, given, value) => {
    const start = given.indexOf(value);
    const hits = scan(given, 0).filter((hit) => hit.class === name);
    expect(hits.map((hit) => given.slice(hit.start, hit.end))).toContain(value);
    expect(start).toBeGreaterThanOrEqual(0);
  });
});

describe('a heading says what stands under it', () => {
  it.each([
    ['Ausweisnummer', hint.national],
    ['numéro_sécu', hint.national],
    ['Kreditkartennummer', hint.card],
    ['номер карты', hint.card],
    ['contact_person', hint.name],
    ['klantnaam', hint.name],
    ['födelsedag', hint.birth],
    ['urodzony', hint.birth],
    ['Festnetz', hint.phone],
    ['compte', hint.account],
    ['SV-Nummer', hint.national],
    ['identification_number', hint.national],
    ['bank_acct', hint.account],
    ['핸드폰', hint.phone],
    ['carta di credito', hint.card],
    ['kredi kartı', hint.card],
    ['thẻ tín dụng', hint.card],
    ['πιστωτική κάρτα', hint.card],
    ['ssn_or_nid', hint.national | hint.checked],
  ])('%s', (name, bit) => expect(hintOf(name) & bit).toBe(bit));
});

describe('a first row is a head', () => {
  it('where its names are of things alone', () => {
    const rows = [
      ['sku', 'ean', 'batch'],
      ['P5882870', '4014390813597', '3908-1330-4043'],
      ['P1553665', '4096317518433', '4488-7002-0426'],
    ];
    expect(maskedValue(rows)).toBe(JSON.stringify(rows));
  });
  it('where a sign of numbers stands in a name', () => {
    const rows = [
      ['n° passeport', 'hetu'],
      ['LN451893', '180482-4351'],
    ];
    expect(maskedValue(rows)).not.toContain('LN451893');
  });
});

describe('a table between bars', () => {
  const secret = '4d9be2305e868520ab8aa46733c1f558';
  it('of two columns without a rule has its head, where no name goes on below', () => {
    const rows = '2.013.474-6|978-9-2667-2321-2\n4912738-6|978-9-9814-1602-4';
    expect(masked(`national_id|isbn\n${rows}`)).not.toMatch(/013|4912738/);
    expect(masked(`national_id|isbn\n${rows}`)).toContain('978-9-9814-1602-4');
  });
  it('of a name and a value says the value, whatever that begins with', () => {
    expect(masked(`-[ RECORD 1 ]---\nclientSecret | ${secret}\nqty          | 3\n`)).not.toContain(secret);
    expect(masked(`| clientSecret | ${secret} |\n| qty | 3 |\n`)).not.toContain(secret);
  });
  it('says what a number beside an address is', () => {
    const table = 'courriel|batch\nd.okoro@kth.example|7920-0325-3379\nl.vidal@kth.example|2350-8574-0951';
    expect(masked(table)).toMatch(/\|7920-0325-3379\n.*\|2350-8574-0951$/);
    expect(masked('Itziar Luengo | i.luengo@kth.example | 612 330 520')).not.toContain('612 330');
  });
});

describe('a short value under base64', () => {
  const ssn = btoa('759-73-6961');
  it('is withheld alone, and in a text where a sign fills it up', () => {
    expect(masked(ssn)).not.toContain(ssn);
    expect(masked(ssn.replace('=', ''))).not.toContain(ssn.slice(0, 15));
    expect(masked(`the value is ${ssn} as stored`)).not.toContain(ssn.slice(0, 15));
  });
});

describe('what only looks like it is left', () => {
  it.each([
    'mime: text/csv\nlat: -24.971279',
    'mime;bytes_sent\ntext/csv;5196263293\ntext/csv;974087570041',
    'courriel|isbn\nann@kth.example|978-9-2667-2321-2',
    'see the passport office, room 8LPAH',
    'ship to New York, next week',
  ])('%j', (given) => {
    const mail = /\S+@[\w.]+/;
    expect(masked(given).replace(/\[EMAIL:\w+\]/, mail.exec(given)?.[0] ?? '')).toBe(given);
  });
  it('in both copies of a result', () => {
    const rows = { rows: [{ mime: 'text/csv', bytes_sent: '5196263293', hs_code: '5115.90.55' }] };
    const result = raw(rows, [text(JSON.stringify(rows))]);
    const copy = text(JSON.stringify(rows));
    expect(released({}, result).result).toEqual({ structuredContent: rows, content: [copy] });
  });
});
