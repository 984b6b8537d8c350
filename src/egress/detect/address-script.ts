/** Postal addresses in scripts without capitals: a street's own word and a number. It refuses a number alone. */
import { defineDetector } from './detector.js';
import { find, shapeOf } from './shape.js';
import { trait } from './traits.js';

const han = '\\p{Script=Han}';
const hangul = '\\p{Script=Hangul}';
const number = '\\d{1,5}(?:-\\d{1,4})?';
const forms = [
  // 北京市朝阳区建国路93号, 程街3號
  `${han}{1,24}(?:大街|街|路|巷|弄|道|胡同|里|村) ?${number}[号號]`,
  // 서울특별시 중구 세종대로 110; 671 대명7길
  `(?:${hangul}{1,8}(?:시|도|구|군|읍|면|동) ){1,3}${hangul}{1,8}\\d{0,3}(?:대로|로|길) ?${number}`,
  `${number} ${hangul}{1,8}\\d{0,3}(?:대로|길)(?!${hangul})`,
  // 671 شارع بن عمر
  `${number} (?:شارع|طريق|حي|زقاق) \\p{L}{2,20}(?: \\p{L}{2,20}){0,3}|(?:شارع|طريق) \\p{L}{2,20}(?: \\p{L}{2,20}){0,3},? (?:رقم )?${number}`,
  // خیابان رسالت, پلاک 8
  `(?:خیابان|بلوار|کوچه|میدان) \\p{L}{2,20}(?: \\p{L}{2,20}){0,3},? (?:پلاک )?${number}`,
  // רחוב היכל התלמוד 8
  `(?:רחוב|רח'|שדרות|סמטת|דרך) \\p{L}{2,20}(?: \\p{L}{2,20}){0,3} '?\\p{L}?${number}`,
  // ცაგარელის ქუჩა 2; Մկրտչյան փողոց 835
  `\\p{L}{2,24} {1,2}(?:ქუჩა|გამზირი|ჩიხი|փողոց|պողոտա|նրբանցք) ${number}`,
  // 12 ถนนสุขุมวิท
  `${number} (?:ถนน|ซอย)[\\p{Script=Thai}]{2,24}`,
];
const shape = shapeOf(`(?<![\\p{N}.,/-])(?:${forms.join('|')})(?!\\p{N})`);

export const addressScript = defineDetector({
  kind: 'address-script',
  class: 'pii.address',
  tier: 'shape',
  needs: trait.foreign | trait.numeral,
  detect: (reading) =>
    reading.isPlain
      ? []
      : find(shape, reading).map((found) => ({ start: found.index, end: found.index + found[0].length })),
});
