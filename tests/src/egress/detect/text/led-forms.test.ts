/** That a form which is not looked for, as none of its words stands there, would not have been found. */
import { describe, expect, it } from 'vitest';
import { forms as addresses } from '../../../../../src/egress/detect/address-script.js';
import { forms as names } from '../../../../../src/egress/detect/name-script.js';
import { type Led, ledForms } from '../../../../../src/egress/detect/text/led-forms.js';
import { allOf, type Shape, shapeOf } from '../../../../../src/egress/detect/text/shape.js';

const samples = [
  ...[
    '北京市朝阳区建国路93号8栋1305室',
    '程街3號',
    '大街12號',
    '〒150-0041 東京都渋谷区神南1-19-11',
    '長野県松本市3丁目',
  ],
  ...[
    '大阪府豊中市2の3',
    '北海道札幌市5',
    '서울 중구 세종대로 110, 3층',
    '671 대명7길',
    '부산시 남구 용호로 12',
  ],
  ...[
    '671 شارع بن عمر',
    'طريق الملك فهد 12',
    '12 حي النخيل',
    'خیابان رسالت, پلاک 8',
    'کوچه بهار 3',
    'רחוב היכל התלמוד 8',
    "רח' הרצל 5",
  ],
  ...[
    'שדרות רוטשילד 16',
    'ცაგარელის ქუჩა 2',
    'რუსთაველის გამზირი 12',
    'Մկրտչյան փողոց 835',
    '12/3 ถนนสขมวท แขวงคลองเตย',
    '7 ซอยทองหลอ',
  ],
  ...[
    'улица Ленина, дом 5, кв. 7',
    'ул. Мира 7',
    'просп. Победы 3',
    'пл. Минина 1',
    'Невский пр-т, 84',
    'вул. Хрещатик 22',
  ],
  ...[
    'Тверской бульвар 9',
    'Số 12 đường Lê Lợi, Quận 1',
    '12 Nguyễn Huệ, TP. Hồ Chí Minh',
    '5 Hàng Bài, Hoàn Kiếm, Hà Nội',
  ],
  ...[
    '我叫王小明',
    '户名陈思远,',
    '이준호 대리에게',
    '姓名: 王小明',
    '氏名: 田中太郎',
    'お名前は田中太郎',
    '私は田中太郎と申します',
    '田中太郎様',
    '佐藤さん',
    '鈴木氏',
    '王小明先生',
  ],
  ...[
    '제 이름은 김철수입니다',
    '성명: 박영희,',
    '김철수 님',
    '이영희 씨',
    'اسمي محمد علي',
    'السيدة فاطمة حسن',
    'آقای رضا کریمی',
    'שמי דוד כהן',
  ],
  ...[
    "גב' רות לוי",
    'שם: משה כהן',
    '患者王小明,护照',
    '租客司马志强',
    '陆丽娟，1958/05/12出生',
    '请联系陆建华，手机',
    '旅客王小明持护照',
    '임차인 김철수',
    '환자 김철수, 010',
    'शरी राजश कमार',
    'नाम: अनता शरमा',
    'डॉ. राजश कमार',
    'คณสมชาย ใจด',
    'นายสมชาย ใจด',
    'นางสาวสมหญง ใจด',
    '申请人: 孙丽娜',
    '患者: 渡辺 翔太、来院',
    '岡田 陽子と申します',
    '수령인: 정하은',
    '저는 김민준입니다',
    'العميل: خالد العتيبي، تم',
    'לקוח: דוד כהן, שולם',
  ],
];
let seed = 5;
const below = (most: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % most;
};
/** Pieces of samples, so that words come without what they lead to and the other way round. */
const spliced = (): string =>
  Array.from({ length: 1 + below(5) }, () => {
    const sample = samples[below(samples.length)] ?? '';
    const from = below(3) === 0 ? below(sample.length) : 0;
    return sample.slice(from, below(3) === 0 ? from + below(sample.length) : sample.length);
  }).join(['', ' ', ', ', '\n'][below(4)]);
const texts = [...samples, ...Array.from({ length: 3_000 }, spliced)];

const placesOf = (shape: Shape | undefined, text: string): readonly (readonly [number, string])[] =>
  shape === undefined ? [] : allOf(shape.wide, text).map(({ 0: found, index }) => [index, found]);
const oneOf = (some: readonly string[]): Shape => shapeOf(`(?:${some.join('|')})`);

describe('a form that words lead to', () => {
  it.each([
    ...addresses.map(([words, form]): readonly [string, RegExp, string] => ['address', words, form]),
    ...names.map(([words, form]): readonly [string, RegExp, string] => ['name', words, form]),
  ])('of an %s stands nowhere without one of %s', (_, words, form) => {
    const pattern = new RegExp(form, 'u');
    const holding = texts.filter((text) => pattern.test(text));
    expect(holding.length).toBeGreaterThan(0);
    expect(holding.filter((text) => !words.test(text))).toEqual([]);
  });

  it.each([
    ['addresses', addresses],
    ['names', names],
  ] as const)('is found among those of %s alone as among all', (_, forms) => {
    const whole = oneOf(forms.map(([, form]) => form));
    const shapeIn = ledForms(forms, oneOf);
    let seen = 0;
    for (const text of texts) {
      const found = placesOf(whole, text);
      seen += found.length;
      expect([text, placesOf(shapeIn(text), text)]).toEqual([text, found]);
    }
    expect(seen).toBeGreaterThan(1_000);
  });

  it('is looked for where more forms stand together than are kept apart', () => {
    const letters = [...'abcdefgh'];
    const forms = letters.map((letter): Led => [new RegExp(letter), `${letter}\\d`]);
    let made = 0;
    const shapeIn = ledForms(forms, (some) => {
      made += 1;
      return oneOf(some);
    });
    for (let bits = 1; bits < 256; bits += 1) {
      const text = letters.map((letter, i) => ((bits >> i) & 1 ? `${letter}${i} ` : '')).join('');
      expect(placesOf(shapeIn(text), text)).toEqual(placesOf(oneOf(forms.map(([, form]) => form)), text));
    }
    expect(made).toBeLessThan(20);
  });
});
