/** Names of people in scripts without capitals, where a title, a label or what somebody says of themselves leads to one. It refuses a word that nothing leads to. */
import { defineDetector, type Reading, type Span } from './detector.js';
import { type Led, led } from './text/led-forms.js';
import { find, shapeOf } from './text/shape.js';
import { trait } from './text/traits.js';

const han = '\\p{Script=Han}';
const kana = '[\\p{Script=Han}\\p{Script=Katakana}ー]';
/** One word, with the vowels that stand beside their letters. */
const devanagari = '[\\p{Script=Devanagari}]{2,20}';
const thai = '\\p{Script=Thai}';
const hangul = '\\p{Script=Hangul}';
const arabic = '\\p{Script=Arabic}';
const hebrew = "[\\p{Script=Hebrew}'’]";
/** The hundred families of most Chinese, and those of most Koreans. */
const chinese =
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金贾賈夏韦方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔向汤湯萧柳施霍葛倪詹祝翁凌';
const korean =
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천봉피감천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용';
/** Of two characters. */
const compound = '(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|令狐)';
/** Of two syllables. */
const doubled = '(?:남궁|황보|제갈|사공|선우|서문|독고|동방)';
export const forms: readonly Led[] = [
  // 我叫王小明, 姓名: 王小明, 氏名：田中太郎
  led(
    '(?:我叫|名叫|(?:姓名|收件人|收货人|联系人|寄件人|氏名|担当|担当者|宛先|宛名|契約者|申込者|届け先)[: ]{1,2}|お名前は|名前は)',
    (words) => `${words}${kana}{2,7}(?: ${kana}{1,4})?`,
  ),
  // 私は田中太郎と申します
  led('私は', (words) => `${words}${kana}{2,7}(?: ${kana}{1,4})?(?=と申|です|と言|といい)`),
  // 患者王小明, 旅客王小明持护照
  led(
    '(?:患者|旅客|乘客|病人|租客|持有人)',
    (words) =>
      `${words}(?!高血|高烧|高危|方面|白血)[${chinese}]${han}{1,2}(?=[持于在的电電手身护護住出性生](?!${han}?病)|(?!${han})|$)`,
  ),
  // 租客司马志强
  led('(?:患者|旅客|乘客|病人|租客|持有人)', (words) => `${words}${compound}${han}{1,2}(?!${han})`),
  // 陆丽娟，1958年5月12日出生; 陆丽娟,手机 138…; with a blank, where a digit stands before a character
  led(
    '(?:出生|护照|護照|手机|手機|身份证|身份證|电话|電話)',
    (words) =>
      `(?<!${han})(?!金额|任务|方案|方面|方法|方式|高峰|高级|何时|任何|白名|江苏|黄金|龙头|石油|余额|余下|马上|段落|于是|钱包)(?:${compound}${han}{1,2}|[${chinese}]${han}{1,2})(?=[,(] ?(?:(?:19|20)\\d{2} ?[年./-] ?\\d{1,2} ?[月./-] ?\\d{1,2} ?日? ?|[男女][,;] ?)?${words})`,
  ),
  // 申请人: 孙丽娜, by what somebody is
  led(
    '(?:人|者|员|員|師|师|生|客|户|戶|主): ?',
    (words) =>
      `(?<=${words})(?!无|未知|匿名|方面|金额|高级)(?:${compound}${han}{1,2}|[${chinese}]${han}{1,2})(?!${han})`,
  ),
  // 患者: 渡辺 翔太
  led('(?:人|者|様|客|名|先): ?', (words) => `(?<=${words})${kana}{1,4} ${kana}{1,4}(?=[、,。(]|\\s*$|\\n)`),
  // 岡田 陽子と申します
  led('と申し', (words) => `(?<!${kana})${kana}{1,4} ?${kana}{1,4}(?=${words})`),
  // 수령인: 정하은
  led('(?:인|자|객|님|원): ?', (words) => `(?<=${words})(?:${doubled}|[${korean}])${hangul}{2}(?!${hangul})`),
  // 저는 김민준입니다
  led(
    '(?:저는|전|제가) ',
    (words) => `(?<=${words})(?:${doubled}|[${korean}])${hangul}{2}(?=입니다|이에요|예요|라고)`,
  ),
  // العميل: خالد العتيبي
  led(
    '(?:العميلة?|المريضة?|المستلمة?|المرسلة?|الزبونة?|الموظفة?|المستأجرة?|مقدمة? الطلب|صاحبة? الحساب|المستفيدة?|الطالبة?|السائقة?|النزيلة?|المسافرة?): ?',
    (words) => `(?<=${words})${arabic}{2,20}(?: ${arabic}{2,20}){1,3}(?=[،,.;؛]|\\s*$|\\n)`,
  ),
  // לקוח: דוד כהן
  led(
    '(?:לקוחה?|מטופלת?|נמענת?|שולחת?|נהגת?|דיירת?|אורחת?|מבוטחת?): ?',
    (words) => `(?<=${words})${hebrew}{2,20}(?: ${hebrew}{2,20}){1,2}(?=[,.;]|\\s*$|\\n)`,
  ),
  // 请联系陆建华，手机
  led(
    '请联系',
    (words) =>
      `${words}(?!方式|金融)(?:${compound}${han}{1,2}|[${chinese}]${han}{1,2})(?=[,，。;；:：(（]|手机|电话|$)`,
  ),
  // 客户王小明，手机
  led(
    '(?:客户|顾客|买家|住户|租户|业主|学生|员工|司机|乘客|旅客)',
    (words) =>
      `${words}(?!金额|任务|方案|方面|高峰|何时|白名|江苏|黄金|龙头|石油|余额)(?:${compound}${han}{1,2}|[${chinese}]${han}{1,2})(?=[,，、。;；:：()（）]|手机|电话|身份|护照|女士|先生|小姐|来电|$)`,
  ),
  // 户名陈思远,
  led(
    '(?:户名|戶名|持卡人|收款人|付款人|联系人|聯絡人|经办人|受益人)',
    (words) =>
      `(?<=${words})(?!金额|任何|方面|方式|白名|何时)(?:${compound}${han}{1,2}|[${chinese}]${han}{1,2})(?=[,，、。;；:：()（）]|手机|电话|$)`,
  ),
  // 이준호 대리에게
  led(
    '(?:대리|과장|차장|부장|팀장|주임|사원|이사|대표|선임|책임|수석|상무|전무)',
    (words) =>
      `(?<!${hangul})(?!정보|전략|전산|신규|신임|전임|이번|한국|서울|전체|조직|안전|임시|현장|정규|이전|지난)(?:${doubled}|[김이박최정강조윤장임한오서신권황안송전홍유])${hangul}(?![팀부실과국처원점사장반조기])${hangul}(?= ${words})`,
  ),
  // 고객 김철수, 전화
  led(
    '(?:고객|회원|세입자|투숙객|승객|탑승객|환자|신청인)',
    (words) =>
      `${words} (?!정보|이메|이름|신분|신청|신원|조사|안내|오전|오후|전화|장소|서명|서류|한국|서비|주문|주소|문의|이용|요청|신규|전용|유형|지원|만족|성함|연락|의견|조회|기록|관리|한도|방문|응대|추천|유치|이탈|경험|계정|명단|목록|여러|설문|상담|신뢰|민원|변심|부담|반응|감사)(?:${doubled}|[${korean}])${hangul}{2}(?=[,(:]|$)`,
  ),
  // 임차인 김철수
  led(
    '(?:임차인|임대인|환자|승객|탑승객|신청인|소지자)',
    (words) =>
      `${words} (?!정보|이메|이름|신분|신청|신원|조사|안내|오전|오후|전화|장소|서명|서류|한국)[김이박최정강조윤장임한오서신권황안송전홍]${hangul}(?![은는이가을를의도에로와과])${hangul}(?!${hangul})`,
  ),
  // 田中太郎様
  led('(?:様|さん|さま|氏(?!名)|殿)', (words) => `(?<!${han})${kana}{2,6}(?: ${kana}{1,4})?(?=${words})`),
  led(
    '(?:先生|女士|小姐|老师|老師|同学|经理|您好|你好)',
    (words) => `(?<!${han})[${chinese}]${han}{1,2}(?=${words})`,
  ),
  // 제 이름은 김철수입니다, 김철수 님
  led(
    '(?:이름은|이름: ?|성명: ?|(?:고객|수취인|예금주|환자|담당자|받는 ?사람|보내는 ?사람)명?: ?|성함은)',
    (words) => `${words} ?${hangul}{2,5}(?=입니다|이에요|예요|이고|,|\\.|\\s|$)`,
  ),
  led(
    '(?:님|씨)',
    (words) => `(?<!${hangul})(?:[${korean}]|${doubled})${hangul}{2}(?= ?${words}(?!${hangul}{2}))`,
  ),
  // اسمي محمد علي
  led(
    '(?:اسمي|الاسم: ?|مع (?:خالص )?(?:التحية|التحيات)[،,]?|السيدة?|الأستاذة?|الدكتورة?|نام: ?|آقای|خانم)',
    (words) => `${words} ?${arabic}{2,20}(?: ${arabic}{2,20}){0,2}`,
  ),
  // שמי דוד כהן
  led(
    "(?:שמי|קוראים לי|בברכה,?|בכבוד רב,?|שם: ?|שם מלא: ?|מר|גב'|גברת)",
    (words) => `${words} ${hebrew}{2,20}(?: ${hebrew}{2,20}){0,2}`,
  ),
  // श्री राजेश कुमार, मेरा नाम अनीता शर्मा है, without the marks
  led(
    '(?:शरी|शरीमती|सशरी|कमारी|डॉ\\.?|मरा नाम|(?:गराहक|मरीज|रोगी|आवदक|करमचारी|खाताधारक|छातर) का नाम|नाम: ?)',
    (words) => `${words} ?${devanagari}(?: (?!(?:न|का|की|को|स|क|ह|म|और)(?:[ ।,.]|$))${devanagari}){0,2}`,
  ),
  // คุณสมชาย ใจดี, without the marks
  led('(?:คณ|ชอ:?|นาย|นางสาว|นาง)', (words) => `${words} ?${thai}{2,24} ${thai}{2,24}`),
];
const shapes = forms.map(([words, form]) => ({
  words,
  shape: shapeOf(`(?<![\\p{Script=Latin}\\p{N}])${form}`),
}));
const lead =
  /^(?:我叫|名叫|(?:姓名|收件人|收货人|联系人|寄件人|氏名|担当|担当者|宛先|宛名|契約者|申込者|届け先)[: ]{1,2}|(?:고객|수취인|예금주|환자|담당자|받는 ?사람|보내는 ?사람)명?: ?|お名前は|名前は|私は|患者|旅客|乘客|病人|租客|持有人|请联系|客户|顾客|买家|住户|租户|业主|学生|员工|司机|(?:임차인|임대인|환자|승객|탑승객|신청인|소지자|고객|회원|세입자|투숙객) |이름은|이름: ?|성명: ?|성함은|اسمي|الاسم: ?|مع (?:خالص )?(?:التحية|التحيات)[،,]?|السيدة?|الأستاذة?|الدكتورة?|نام: ?|آقای|خانم|שמי|קוראים לי|בברכה,?|בכבוד רב,?|שם: ?|שם מלא: ?|מר|גב'|גברת|शरी|शरीमती|सशरी|कमारी|डॉ\.?|मरा नाम|(?:गराहक|मरीज|रोगी|आवदक|करमचारी|खाताधारक|छातर) का नाम|नाम: ?|คณ|ชอ:? ?|นาย|นางสาว|นาง) ?/u;
/** Titles of everybody. */
const nobody = /^(?:お客|皆|各位|顧客|고객|회원|선생|사장|주인|여러|기사|부모|담당|이용)/u;

function named(found: RegExpExecArray): Span {
  const led = lead.exec(found[0])?.[0].length ?? 0;
  return { start: found.index + led, end: found.index + found[0].length };
}

export const nameInScript = defineDetector({
  kind: 'name-in-script',
  class: 'pii.name',
  tier: 'context',
  needs: trait.foreign,
  detect: (reading: Reading) => {
    if (reading.isPlain) return [];
    return shapes
      .flatMap(({ words, shape }) => (words.test(reading.text) ? find(shape, reading) : []))
      .map(named)
      .filter(({ start, end }) => !nobody.test(reading.text.slice(start, end)));
  },
});
