/** A postal address is found in a sentence, from its street to its town, as people of its country write it. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';

const written = [
  'Send it to |27 Cobbler Gate, York YO1 9TL| today.',
  'Mail goes to |PO Box 311, Boise, ID 83702|.',
  'Ich wohne |Alte Gasse 7b, 60313 Frankfurt|.',
  'Livrez au |14 bis, rue des Tanneurs, 37000 Tours|.',
  'El pedido llegó a |Calle Luna nº 8, 2º A, 28004 Madrid| ayer.',
  'Entregue na |R. Direita, 77, apto 3, 4900-330 Viana|.',
  'Stuur het naar |Lange Nieuwstraat 12 bis, 3512 PH Utrecht|.',
  'Proszę wysłać na |ul. Szewska 9 m. 2, 50-122 Wrocław|.',
  'Bydlím v ulici |Nad Řekou 812/4, 370 01 Písek|.',
  'Skicka till |Bangårdsgatan 8 lgh 1203, 753 20 Uppsala|.',
  'Adresim |Papatya Sok. No: 12 D:4, 06500 Ankara|.',
  'Kérem ide: |7621 Pécs, Király utca 21|.',
  'Locuiesc pe |Str. Doamnei nr. 11, bl. C2, ap. 5, Sibiu|.',
  'Μένω στην |Μητροπόλεως 19, 105 56 Αθήνα|.',
  'Живу по адресу |Лиговский пр-т, дом 30, кв. 4|.',
  'Доставте на |вул. Городоцька, буд. 5, 79007 Львів|.',
  'Tôi sống tại |Số 9 đường Phan Chu Trinh, quận Hoàn Kiếm, Hà Nội|.',
  '住所は|愛知県名古屋市中区栄3丁目5番12号|です。',
  '请寄到|湖北省武汉市武昌区中北路88号6栋1201室|，谢谢。',
  '제 주소는 |대구 수성구 동대구로 364, 2층|입니다.',
  'ส่งของไปที่ |88/4 ถนนพระราม 9 เขตห้วยขวาง กรุงเทพมหานคร 10310|',
  'אני גר ב|רחוב הגפן 3, חיפה|.',
  'Deliver to |Flat 2C, 14 Sector 62, Noida 201301| please.',
];

describe('an address is found whole', () => {
  it.each(written)('%s', (marked) => {
    const [before = '', value = '', after = ''] = marked.split('|');
    const hits = scan(before + value + after, 0).filter((hit) => hit.class === 'pii.address');
    const [start, end] = [before.length, before.length + value.length];
    const covered = hits.reduce((sum, hit) => sum + Math.min(hit.end, end) - Math.max(hit.start, start), 0);
    expect([hits.length > 0, covered >= value.length * 0.6]).toEqual([true, true]);
  });
});

describe('none is seen', () => {
  it.each([
    'Chapter 4, page 120 of the Handbook',
    'Version 3, 10000 units sold',
    'Apollo 11, 1969 and Apollo 12',
    'Gate 14, boarding at 10:30',
    'Room 12 (Level 3)',
    '第3章12号',
    'улица пуста в 10 часов',
    'ул. без номера',
  ])('in %j', (text) => expect(scan(text, 0).filter((hit) => hit.class === 'pii.address')).toEqual([]));
});

describe('an address is masked whole', () => {
  it.each([
    'Am Graben 70, 4993 Graz',
    '572 Hunter Corners, Broken Arrow 32997-9186',
    'Flat 21, 21 Mill Hill, Cardiff NR8 3BW',
    'Blk 69 Orchard Road #12-94, Singapore 520761',
    '6/65 Kooyong Rd, Wagga Wagga WA 6659',
    '148 Clyde Road, Cork, A09 F8E6',
    '184 Lambton Quay, Dunedin 9286',
    'Lindenstraße 110, 52009 Freiburg im Breisgau',
    'Calle Mayor 10, 41528 Alcalá de Henares',
    'Av. Corrientes 1672, C7880PGM Buenos Aires',
    'corso Vittorio Emanuele II 139, 20897 Reggio Emilia (RM)',
    'Bjørnstjerne Bjørnsons gate 23, 6971 Bergen',
    '1947 Szeged, Kossuth Lajos tér 18',
    '837211, г. Москва, ул. Ленина, д. 5, кв. 170',
    '北京市朝阳区建国路158号院9号楼983室',
    '神奈川県横浜市中区本町2-8 グリーンハイツ299',
  ])('%s', (one) => {
    const text = `moved to ${one}; thanks`;
    const hits = scan(text, 0).map(({ start, end }) => text.slice(start, end));
    expect(hits).toContain(one);
  });

  it.each([
    '12 Angry Men, Order 12345',
    'see Chapter Two 12, 1998 Edition',
    'Windows Server 12, 2019 Update',
    'via Terminal 5 at noon',
    'Batch Number 12, 2024 Release',
    'No. 5 of 12 in Berlin',
  ])('none stands in %s', (text) => expect(scan(text, 0)).toEqual([]));
});
