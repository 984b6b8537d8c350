/** A name of a person is found where something leads to it, in any language; capitals alone are nobody. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';
import { masked } from '../fixtures.js';

const led: readonly (readonly [string, string])[] = [
  ['Ich heiße Otieno Odhiambo und', 'Otieno Odhiambo'],
  ["Je m'appelle Tevita Fifita.", 'Tevita Fifita'],
  ['Mi chiamo Wanjiru Kamau.', 'Wanjiru Kamau'],
  ['Nazywam się Hiwot Desta.', 'Hiwot Desta'],
  ['Benim adım Putu Wulandari.', 'Putu Wulandari'],
  ['Меня зовут Айбек Сыдыков.', 'Айбек Сыдыков'],
  ['Με λένε Στέλιος Βρανάς.', 'Στέλιος Βρανάς'],
  ['Szanowny Panie Bambang Sutrisno,', 'Bambang Sutrisno'],
  ['Geachte mevrouw Sione Tuipulotu,', 'Sione Tuipulotu'],
  ['Med vänliga hälsningar\nNimal Perera', 'Nimal Perera'],
  ['Cordialement,\nD. J. Whitcombe\n', 'D. J. Whitcombe'],
  ['thanks!\n\n--\nLeilani Kahale\nSenior Buyer', 'Leilani Kahale'],
  ['Ship to:\nChinedu Okonkwo\n12 Elm Grove', 'Chinedu Okonkwo'],
  ['From: Iker Etxeberria <sales@corp.example>', 'Iker Etxeberria'],
  ['BEGIN:VCARD\nFN:Selam Bekele\nEND:VCARD', 'Selam Bekele'],
  ['BEGIN:VEVENT\nATTENDEE;CN="Ngozi Bello";ROLE=REQ:mailto:x@corp.example', 'Ngozi Bello'],
  ['私は田中太郎と申します。', '田中太郎'],
  ['佐藤花子様', '佐藤花子'],
  ['我叫欧阳明月。', '欧阳明月'],
  ['王小明先生您好', '王小明'],
  ['제 이름은 김철수입니다.', '김철수'],
  ['박지민 님께', '박지민'],
  ['اسمي محمد علي.', 'محمد علي'],
  ['שמי דוד כהן.', 'דוד כהן'],
  ['श्री राजेश कुमार ने', 'राजेश कुमार'],
  ['मेरा नाम अनीता शर्मा है', 'अनीता शर्मा'],
  ['Assigned to Tariq al-Hassan', 'Tariq al-Hassan'],
  ['Geachte heer ter Braak,', 'ter Braak'],
  ['Bonjour Madame d’Aubigny,', 'Madame d’Aubigny'],
  ['Pacjentka Barbara Knapik, lat 40', 'Barbara Knapik'],
  ['Next of kin: Dianne Denesik, sister', 'Dianne Denesik'],
  ['ok!\nMerci,\nSolange Quemener', 'Solange Quemener'],
  ['Surname ....... Beridze\nFee ....... 12', 'Beridze'],
  ['Prezada Sra. Nascimento,', 'Nascimento'],
  ['Attendees: Bhavesh Trivedi, Ama Boateng and Luka Horvat\n', 'Luka Horvat'],
  ['Caller identified as Malin Bergqvist; ok', 'Malin Bergqvist'],
  ['Reviewed-by: Petra Novakova', 'Petra Novakova'],
  ['Herrn\nRui Sequeira\n\nwir', 'Rui Sequeira'],
  ['10:02 please\n[10:05] Freja Mikkelsen: done', 'Freja Mikkelsen'],
  ['*Rui Sequeira* 10:02 AM\nplease', 'Rui Sequeira'],
  ['paní Petra Novakova, praha', 'Petra Novakova'],
  ['GET /orders?buyer=Mrs.%20Petra%20Novakova HTTP/1.1', 'Mrs.%20Petra%20Novakova'],
  ['The customer Dear Malin Bergqvist, wrote', 'Malin Bergqvist'],
];

describe('a name is found', () => {
  it.each(led)('in %j', (text, name) => {
    const start = text.indexOf(name);
    expect(scan(text, 0)).toContainEqual(
      expect.objectContaining({ class: 'pii.name', start, end: start + name.length }),
    );
  });
});

describe('what stands around a name stays', () => {
  it.each([
    'BEGIN:VCARD\nFN:Selam Bekele\nN:Bekele;Selam;;;\nREV:2\nEND:VCARD',
    'BEGIN:VEVENT\nORGANIZER;CN=Ngozi Bello:mailto:x@corp.example\nEND:VEVENT',
    '-[ RECORD 1 ]--\nemployee | Clyde Smith\nn | 1\n-[ RECORD 2 ]--\nemployee | Steven Theron\nn | 2\n',
  ])('in %j', (text) => {
    const shown = masked(text);
    expect(shown).not.toMatch(/WITHHELD|Selam|Bekele|Ngozi|Bello|Clyde|Theron/);
    expect(shown.split('\n').length).toBe(text.split('\n').length);
  });
});

describe('nobody is found', () => {
  it.each([
    'User: Guten Tag, wo ist mein Paket?',
    'Customer: Please cancel it today',
    'agent: Okay, one moment',
    '고객님 안녕하세요',
    'お客様へ',
    'Kind regards\nThe Support Team',
    'Hello World Tour 2019',
    'product_name: Mac Mini',
    'GET /find?product=Mrs.%20Meyers%20Soap HTTP/1.1',
    'CN=GlobalSign Root CA, O=GlobalSign',
    'fn:main',
    'Please verify the applicant, PESEL 12, today',
    'The applicant, Social Insurance Number pending',
    'Nachname,Geburtsdatum',
    'bairro Nossa Senhora. Data de entrega',
    'Merci Train, a film',
    'loading ... done',
    '# Member Portal Login',
    'Present: yes, Absent: none',
    '12:01:02 Build Server: started\n12:01:03 Build Server: done',
    'Approved by Change Advisory Board.',
    'Reviewed by Security Team',
    'Call Center hours',
    'name: DB_PASSWORD',
    'Customer RSA ID on file',
    'Patient: SSN No pending',
  ])('in %j', (text) => expect(scan(text, 0)).toEqual([]));
});
