/** What belongs to a postal address behind its number, and before its street: the flat, the code, the town. It refuses to begin an address by itself. */
import type { Span } from '../detector.js';

const word = "\\p{Lu}[\\p{L}'’.-]{1,24}";
const small =
  '(?:im|am|an der|in der|ob der|de|del|della|di|da|do|dos|van|den|la|le|les|sur|sous|en|nad|pod)';
/** A stop ends it, but behind a short one: `St. Gallen`. */
const ofTown = "\\p{Lu}(?:\\p{L}{0,3}\\.|[\\p{L}'’-]{1,24})(?![\\p{L}\\p{N}])";
const town = `${ofTown}(?:[ /-](?:${small} )?${ofTown}){0,2}(?: \\([\\p{L}.]{2,16}\\)| [A-Z0-9]{1,2}(?![\\p{L}\\p{N}]))?`;
const code =
  '(?:[A-Z]{1,2}-)?(?:\\d{5}(?:-\\d{3,4})?|\\d{4}-\\d{3}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4}(?: [A-Z]{2})?|\\d{6}|[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|[A-Z]\\d[A-Z] \\d[A-Z]\\d|\\d{3} \\d{3}|[A-Z]\\d[\\dW] [A-Z\\d]{4}|[A-Z]\\d{4}(?:[A-Z]{3})?)(?![\\p{L}\\d])';
const named =
  'Apt|Apartment|Suite|Ste|Unit|Flat|Room|Floor|lgh|apto?|bloco|bl|ap|sc|et|piso|puerta|planta|kat|daire|кв|корп|стр|под|оф|буд|m|Whg|Wohnung|Top|bus|boîte|bât|esc|int|scala|interno|posch|patro';
const unit = `(?:${named})\\.?:? ?[\\p{L}\\p{N}-]{1,6}|D: ?\\d{1,3}|#\\d{1,4}(?:-\\d{1,4})?[A-Z]?|\\d{1,2}(?=,? #)|\\d{1,2}\\.?[ºªoa] ?(?:Dto|Esq|[Ii]z(?:q(?:da)?|da)|[Dd]cha|[A-Z])?\\.?|\\d{1,2}\\. (?:tv|th|mf|em)\\.?|st\\. (?:tv|th|mf)|[IVX]{1,4}\\. em\\.(?: \\d{1,3}\\.)?|Col\\. ${town}|bis|ter|-[A-Z]|[A-Z](?: \\d{1,3})?|Centro`;
const tails = [
  new RegExp(`(?:,? |-|, | - )(?:${unit})(?![\\p{L}\\p{N}])`, 'uy'),
  new RegExp(`(?:,| -| in| à| en| te| a)? (?:Τ\\.Κ\\. ?)?${code}(?:,? ${town})?`, 'uy'),
  new RegExp(`(?:,| -) ${town}(?:(?: -|,)? [A-Z]{2,3}(?![\\p{L}\\p{N}]))?(?:,? ${code})?`, 'uy'),
];
/** More of the town, where the street's own shape took its first word alone. */
const more = new RegExp(
  `(?: ${small} ${word}| ${word}(?=[,.;\\n)]|$| \\())(?: \\([\\p{L}.]{2,16}\\))?`,
  'uy',
);
const inTown = /\d{2,6}(?: [A-Z]{2})? \p{Lu}[\p{L}'’.-]{1,24}$/u;
const heads = [
  new RegExp(`(?:\\d{4,6}|〒?\\d{3}-\\d{4}) ${word}(?:[ -]${word})?, ?$`, 'u'),
  /(?<![\p{L}\p{N}])(?:(?:Flat|Apt|Apartment|Unit|Blk|Block|No\.?|Suite) ?|#)(?:\d{1,4}[A-Z]?(?:, | ))?$/u,
  /(?<![\p{L}\p{N}])(?:via|viale|corso|piazza|largo|vicolo|ul\.|os\.|al\.) $/u,
  new RegExp(`(?:\\d{5,6}, ?)?(?:г|м)\\. ?${word}(?:[ -]${word})?, ?$`, 'u'),
  new RegExp(`${word} Mah\\. $`, 'u'),
];
const most = 5;

/** With all that belongs to it. */
export function wholeAddress(text: string, { start, end }: Span): Span {
  let last = end;
  for (let i = 0; i < most; i += 1) {
    const before = last;
    for (const tail of tails) {
      tail.lastIndex = last;
      if (tail.test(text)) last = tail.lastIndex;
    }
    if (last === before) break;
  }
  more.lastIndex = last;
  if (inTown.test(text.slice(Math.max(start, last - 36), last)) && more.test(text)) last = more.lastIndex;
  const ahead = text.slice(Math.max(0, start - 60), start);
  const head = Math.max(...heads.map((one) => one.exec(ahead)?.[0].length ?? 0));
  return { start: start - head, end: last };
}
