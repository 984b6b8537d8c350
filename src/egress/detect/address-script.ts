/** Postal addresses in scripts without capitals: a street's own word and a number. It refuses a number alone. */
import { wholeAddress } from './addresses/tail.js';
import { defineDetector } from './detector.js';
import { type Led, led, ledForms } from './text/led-forms.js';
import { find, nowhere, shapeOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';

const han = '\\p{Script=Han}';
const hangul = '\\p{Script=Hangul}';
const thai = '\\p{Script=Thai}';
const kana = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]';
const number = '\\d{1,5}(?:-\\d{1,4})?';
const russian = "\\p{Lu}[\\p{L}'’-]{1,24}";
const house =
  ',? ?(?:д\\. ?|дом |буд\\. ?|будинок )?\\d{1,4}(?:[а-яА-Я](?![\\p{L}\\p{N}])|[/-]\\d{1,3})?(?:, (?:кв|корп|стр|оф|под)\\.? ?\\d{1,4}){0,2}(?:, (?:\\d{5,6} )?(?:м\\. |г\\. )?\\p{Lu}[\\p{L}-]{2,24})?';
const ways =
  '(?:[Уу]л\\.|[Уу]лица|[Вв]ул\\.|[Вв]улиця|[Пп]росп\\.|[Пп]роспект|[Пп]р-т|[Пп]р\\.|[Пп]ер\\.|[Пп]ереулок|[Пп]ров\\.|[Пп]ровулок|[Бб]ульвар|[Бб]-р|[Нн]аб\\.|[Нн]абережная|[Шш]оссе|[Пп]л\\.|[Пп]лощадь|[Пп]лоща)';
const district = '(?:[Qq]uận|[Pp]hường|[Hh]uyện|[Xx]ã|TP\\.|[Tt]hành phố)';
const city = '(?:Hà Nội|Đà Nẵng|TP)';
export const forms: readonly Led[] = [
  // 北京市朝阳区建国路93号8栋1305室, 程街3號, 张杨路1458弄6号702室, 和平東路二段96巷15號3樓
  led(
    '[号號]',
    (words) =>
      `${han}{1,24}(?:大街|大道|街|路|巷|弄|道|胡同|里|村|段) ?${number}(?:[巷弄] ?${number}){0,2}${words}院?(?: ?\\d{1,4}(?:号楼|号院|栋|幢|座|单元|层|層|楼|樓|室|号|號|之)){0,4}`,
  ),
  // 〒150-0041 東京都渋谷区神南1-19-11, 神南6丁目13番20号
  led(
    `(?:東京都|北海道|(?:京都|大阪)府|${han}{2,3}県)`,
    (words) =>
      `(?:〒? ?\\d{3}-\\d{4} )?${words}${kana}{2,24} ?\\d{1,4}(?:(?:丁目|番地?|号|-|の) ?\\d{0,4}){0,4}(?: ?[\\p{Script=Katakana}ー]{2,14}${han}{0,6}\\d{1,4}(?:号室?)?)?`,
  ),
  // 서울특별시 중구 세종대로 110, 3층; 671 대명7길
  led(
    '(?:대로|로|길)',
    (words) =>
      `(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|제주|경기|강원) )?(?:${hangul}{1,8}(?:시|도|구|군|읍|면|동) ){1,3}${hangul}{1,8}\\d{0,3}${words} ?${number}(?:,? ?(?:\\d{1,4}(?:층|동|호)|번길 ?\\d{1,4})){0,3}`,
  ),
  led('(?:대로|길)', (words) => `${number} ${hangul}{1,8}\\d{0,3}${words}(?!${hangul})`),
  // 671 شارع بن عمر
  led('(?:شارع|طريق|حي|زقاق)', (words) => `${number} ${words} \\p{L}{2,20}(?: \\p{L}{2,20}){0,3}`),
  led(
    '(?:شارع|طريق)',
    (words) => `${words} \\p{L}{2,20}(?: \\p{L}{2,20}){0,3},? (?:رقم )?${number}(?:[،,] ?\\p{L}{2,20})?`,
  ),
  // خیابان رسالت, پلاک 8
  led(
    '(?:خیابان|بلوار|کوچه|میدان)',
    (words) => `${words} \\p{L}{2,20}(?: \\p{L}{2,20}){0,3},? (?:پلاک )?${number}`,
  ),
  // רחוב היכל התלמוד 8, תל אביב
  led(
    "(?:רחוב|רח'|שדרות|סמטת|דרך)",
    (words) =>
      `${words} \\p{L}{2,20}(?: \\p{L}{2,20}){0,3} '?\\p{L}?${number}(?:, \\p{L}{2,20}(?: \\p{L}{2,20})?)?`,
  ),
  // ცაგარელის ქუჩა 2; Մկրտչյան փողոց 835
  led('(?:ქუჩა|გამზირი|ჩიხი|փողոց|պողոտա|նրբանցք)', (words) => `\\p{L}{2,24} {1,2}${words} ${number}`),
  // 12/3 ถนนสุขุมวิท แขวงคลองเตย กรุงเทพฯ 10110, without the marks
  led(
    '(?:ถนน|ซอย|ตรอก|หม)',
    (words) =>
      `\\d{1,5}(?:[/-]\\d{1,4})? ?${words}${thai}{1,24}(?: ?\\d{1,3}(?!\\d))?(?: (?:แขวง|เขต|ตำบล|ตาบล|อำเภอ|อาเภอ|จงหวด|จังหวัด|กรงเทพ|กรุงเทพ)?${thai}{2,30}ฯ?){0,4}(?: \\d{5})?`,
  ),
  // улица Ленина, дом 5, кв. 7; Невский пр-т, 84
  led(ways, (words) => `${words} ${russian}(?: ${russian}){0,2}${house}`),
  led(
    '(?:улица|вулиця|проспект|пр-т|переулок|провулок|набережная|бульвар|шоссе)',
    (words) => `${russian}(?: ${russian})? ${words}${house}`,
  ),
  // Số 12 đường Lê Lợi, Quận 1, TP. Hồ Chí Minh
  led(
    `(?:${district}|${city})`,
    () =>
      `(?:[Ss]ố )?\\d{1,4}(?:/\\d{1,4})? (?:(?:[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt) \\d{1,4}(?:/\\d{1,4})?,? ){0,2}(?:(?:[Đđ]ường|[Pp]hố|[Nn]gõ|[Hh]ẻm) )?${russian}(?: ${russian}){0,3}, (?:${district} (?:\\d{1,2}|${russian})(?: ${russian}){0,2}|${russian}(?: ${russian})?(?=, ${city}))(?:, (?:TP\\. |[Tt]hành phố )?${russian}(?: ${russian}){0,2})?`,
  ),
];
const shapeIn = ledForms(forms, (some) => shapeOf(`(?<![\\p{N}.,/-])(?:${some.join('|')})(?!\\p{N})`));

export const addressScript = defineDetector({
  kind: 'address-script',
  class: 'pii.address',
  tier: 'shape',
  needs: trait.foreign | trait.numeral,
  detect: (reading) => {
    const shape = reading.isPlain ? undefined : shapeIn(reading.text);
    return shape === undefined
      ? nowhere
      : find(shape, reading).map((one) => wholeAddress(reading.text, spanOf(one)));
  },
});
