/** What keys and headers say, in the languages and spellings in which people write them; and what they do not say. */
import { describe, expect, it } from 'vitest';
import { hint, hintOf } from '../../../../../src/egress/detect/words/hint.js';

const told: Readonly<
  Record<'phone' | 'birth' | 'passport' | 'account' | 'name' | 'address' | 'national' | 'secret', string>
> = {
  phone:
    'phone1|homephone|MobileNo|contact_no|Kundentelefonnummer|numer telefonu|telefonszám|Số điện thoại|お電話番号|联系电话|연락처|номер телефона|τηλέφωνο|טלפון נייד|رقم الهاتف|เบอร์โทรศัพท์',
  birth:
    'DateOfBirth|custbirthdate|data urodzenia|datum narození|doğum tarihi|ημερομηνία γέννησης|дата рождения|תאריך לידה|วันเกิด|ngày sinh|出生日期|생년월일|Geb.-Datum|geb_dat|Fecha nac.|Né(e) le|data ur.|dt_nasc|nato il',
  passport:
    'passport_no|numer paszportu|číslo pasu|αριθμός διαβατηρίου|דרכון|หนังสือเดินทาง|护照号码|여권번호|номер паспорта',
  account:
    'bankAccountNumber|numéro de compte|conto_corrente|conta_bancaria|numer konta|rekeningnummer|hesap_no|口座番号|银行账号|계좌번호|номер счёта|cuenta_bancaria|Kto.-Nr.|N° de compte|Nº cuenta|nr rachunku',
  name: 'Nachname|full-name|imię i nazwisko|họ tên|név|ชื่อ|ชื่อลูกค้า|שם מלא|ονοματεπώνυμο|客户姓名|고객 이름|ФИО|ad_soyad|nominativo',
  address:
    'Lieferadresse|billingaddress|ADDRESS_LINE_1|cím|địa chỉ|ที่อยู่จัดส่ง|כתובת|العنوان|配送先住所|收货地址|адрес доставки|διεύθυνση',
  national:
    'codice_fiscale|Steuer-ID|רת.ז. תז|身分證字號|เลขประจำตัวประชาชน|adóazonosító jel|ИИН|ΑΦΜ|AHV-Nr|id_card_no|NHS no.|taj_szam|mykad|rijksregisternr',
  secret: 'hasło|contraseña|heslo|mot de passe|пароль|密码|비밀번호|DB_PASSWORD|clientSecret',
};

describe('a name tells', () => {
  it.each(Object.entries(told))('of a %s, in many languages', (subject, names) => {
    // The keys of `told` are subjects, as its type says.
    const bit = hint[subject as keyof typeof told];
    expect(names.split('|').filter((name) => (hintOf(name) & bit) === 0)).toEqual([]);
  });

  it.each([
    ...[
      'ip_address',
      'remote_addr',
      'emailaddress',
      'webaddress',
      'walletaddress',
      'headphone',
      'smartphone',
    ],
    ...['phone_count', 'address_id', 'filename', 'hostname', 'product', '产品名称', 'gramophone'],
  ])('nothing of a person in %s', (name) => {
    const people = hint.phone | hint.passport | hint.address | hint.name | hint.birth;
    expect(hintOf(name) & people).toBe(0);
  });

  it('what is sold keeps its title', () => expect(hintOf('product_title') & hint.thing).toBe(hint.thing));
});
