/** What a noun, a verb or a call's own arguments lead to in a sentence or a heading is found; what only stands where it would is left. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/call/json.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { masked, maskedValue } from './fixtures.js';

const forty = 'kT4vQz/9sLwB2mXn7RpYc1Dh6GfJ0aUe3iOoKqWx';
const azure = 'q7Rk2vXw9ZpLm4Tn8Yb3HcJd6Gf1Sa5QeUiOoPzKxVtMrNwBhDyElFgCjAsW0IuX+/q7Rk2vXw9ZpLm4Tn8Q==';
const found = (text: string): readonly string[] =>
  scan(text, 0).map((hit) => `${hit.class} ${text.slice(hit.start, hit.end)}`);

describe('a telling noun leads to what is drawn by lot', () => {
  it.each([
    [`The secret access key was ${forty}. Revoke it.`, forty],
    [`The old signing key is "${forty}"`, forty],
    [`plus an Azure storage key ${azure}. Page version 80.`, azure],
    [`spark.conf.set("fs.azure.account.key.lake.dfs.core.windows.net", "${azure}")`, azure],
    [`found AKIA4QZ7MXW2KPLT9BVN / ${forty} in the build`, forty],
  ])('in %j', (text, value) => {
    expect(found(text)).toContain(`secret.key ${value}`);
  });

  it.each([
    'The secret access key was rotated in build 41.',
    'the storage key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b is a digest',
    'set("account.key.name", "LakehouseProductionAccountNumberOne")',
    `The public key was ${forty}.`,
    `the object ${forty} is stored`,
  ])('and to nothing in %j', (text) => {
    expect(found(text).filter((one) => one.startsWith('secret'))).toStrictEqual([]);
  });
});

describe('an account is told by its word and its purpose', () => {
  it.each([
    ['pii.bank_account', 'CURP pending. CLABE 072320475483622665.', '072320475483622665'],
    ['pii.bank_account', 'the loan on account 5398740194 was never mine', '5398740194'],
    ['pii.bank_account', 'acct_nbr\topen_dt\n9311917725\t2024-06-14\n9611266307\t2024-12-02', '9611266307'],
  ])('%s in %j', (name, text, value) => {
    expect(found(text)).toContain(`${name} ${value}`);
  });
});

describe('a number is read whole', () => {
  it('where the words before it have filled the shape', () => {
    const text = 'We still have PAN YHYPA7372V on record but Aadhaar 3872 9804 0627 could not be matched.';
    expect(found(text)).toContain('pii.national_id 3872 9804 0627');
  });

  it('under the register that a health record names', () => {
    const record = (system: string): Json => ({
      identifier: [{ system, value: '18109412518' }],
      active: true,
    });
    expect(maskedValue(record('urn:oid:2.16.578.1.12.4.1.4.1'))).not.toContain('18109412518');
    expect(maskedValue(record('urn:oid:2.16.578.1.12.4.1.2.9'))).toContain('18109412518');
  });
});

describe('a name is told by whose relative, what title or which heading', () => {
  it.each([
    ['Next of kin: husband Babatunde, call him first.', 'Babatunde'],
    ['Caller wanted to add her son Kwaku to the policy.', 'Kwaku'],
    ['I authorise my brother Stepan to collect the parcel.', 'Stepan'],
    ['Sales notes: demo with Seo-yeon Kim from the Busan office', 'Seo-yeon Kim'],
    ['Hi, Rodolfo here, please call me', 'Rodolfo'],
    ['mislukt t.n.v. S. de Boer, mandaat 12', 'S. de Boer'],
    ['wydany na nazwisko Wrona, data urodzenia', 'Wrona'],
    ['담당자 박서준 대리에게 전달했고', '박서준'],
    ['회의록: 최지우 과장이 일정 공유', '최지우'],
    ['客户李娜女士来电', '李娜'],
    ['尾号不符的那张卡,户名周文博,邮箱', '周文博'],
    ['ग्राहक का नाम सुरेश गुप्ता है', 'सुरेश गुप्ता'],
  ])('in %j', (text, value) => {
    expect(found(text)).toContain(`pii.name ${value}`);
  });

  it.each([
    'Printed on my brother MFC-L2710DW in the office.',
    'Her son was late, and husband and wife agreed.',
    'The meeting with Product Team is moved.',
    '이번 대리 신청, 기획팀 과장 승인, 정보팀 팀장 확인',
    'उत्पाद का नाम लाल कमीज है',
    '户名金额已核对',
  ])('and by nothing in %j', (text) => {
    expect(found(text).filter((one) => one.startsWith('pii.name'))).toStrictEqual([]);
  });

  it.each([
    ['| Wallet | Client | Block |\n|---|---|---|\n| x1 | Ioana Vlad | 7 |', 'Ioana Vlad'],
    ['| Candidate | E-mail |\n|---|---|\n| Aras Veld | a@veld.nl |', 'Aras Veld'],
    ['billingName,orderRef\nPim Srisuwan,42EL1', 'Pim Srisuwan'],
    ['razonSocialContacto,fono\nXime Arganda,+56972007317', 'Xime Arganda'],
  ])('under a heading, in %j', (text, value) => {
    expect(masked(text)).not.toContain(value);
  });

  it.each([
    ['| Wallet | Client | Block |\n|---|---|---|\n| x1 | Blue Harbour | 7 |', 'Blue Harbour'],
    ['| E-mail | Client |\n|---|---|\n| a@veld.nl | Northwind Trading |', 'Northwind Trading'],
  ])('and a firm stays, in %j', (text, value) => {
    expect(masked(text)).toContain(value);
  });
});

describe('an address is told to its end', () => {
  it.each([
    ['收货地址为杭州市西湖区文三路1288弄9号604室。', '文三路1288弄9号604室'],
    ['地址 新北市板橋區中山路一段77巷12號5樓。', '中山路一段77巷12號5樓'],
    [
      '配送先:東京都中野区江古田2丁目14番8号 メゾン江古田301、受取人',
      '東京都中野区江古田2丁目14番8号 メゾン江古田301',
    ],
    [
      'giao tới số 14 ngõ 52 phố Láng Thượng, quận Đống Đa, Hà Nội.',
      '14 ngõ 52 phố Láng Thượng, quận Đống Đa, Hà Nội',
    ],
    ['y vivo en Calle del Olmo 31, 3.º A, 28012 Madrid.', 'Calle del Olmo 31, 3.º A, 28012 Madrid'],
    [
      'Entregar en Calle del Sol 14, 7º izda., 41001 Sevilla, bulto 2',
      'Calle del Sol 14, 7º izda., 41001 Sevilla',
    ],
    ['Domicilio: Av. Belgrano 812, 6.º D, C1092 CABA. Turno', 'Av. Belgrano 812, 6.º D, C1092 CABA'],
    [
      'delivery at 41 Sheppard Avenue East, North York, ON M2N 5X4.',
      '41 Sheppard Avenue East, North York, ON M2N 5X4',
    ],
    ['at Plot 9, Bode Thomas Street, Surulere, Lagos: tenant', 'Plot 9, Bode Thomas Street, Surulere, Lagos'],
    ['mail to House 7, Street 12, G-9/1, Islamabad. His cell', 'House 7, Street 12, G-9/1, Islamabad'],
    [
      'address Flat 44, Om Krupa Apartments, 3rd Cross, Jayanagar, Bengaluru 560041.',
      'Flat 44, Om Krupa Apartments, 3rd Cross, Jayanagar, Bengaluru 560041',
    ],
  ])('in %j', (text, value) => {
    const from = text.indexOf(value);
    const hits = scan(text, 0).filter((hit) => hit.class === 'pii.address');
    expect(hits.some((hit) => hit.start <= from && hit.end >= from + value.length)).toBe(true);
  });

  it.each(['第三段77巷没有门牌', '版本2丁目14', 'Plot 22, Figure 3, and the street noise'])(
    'and %j is none',
    (text) => {
      expect(found(text).filter((one) => one.startsWith('pii.address'))).toStrictEqual([]);
    },
  );
});

describe('a number behind the word for number in Vietnamese', () => {
  it('is a telephone where one is called, and an order where one is named', () => {
    expect(found('Nếu sai xin gọi lại từ số 0978 919 189 của anh.')).toContain('pii.phone 0978 919 189');
    expect(found('liên hệ số 0912 345 678 của anh')).toContain('pii.phone 0912 345 678');
    expect(found('xin gọi lại về SO 0978 919 189 khi cần')).toStrictEqual([]);
  });
});
