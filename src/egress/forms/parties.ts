/** Finds people where the form of a text says who they are: parties of a contract, who declares something, heads of a mail, owners of a home on a disk. It refuses firms, and names that a machine gives itself. */

import { fullName, isName } from '../detect/names/form.js';
import { isOfMany } from '../detect/names/many.js';
import { find, isAscii, type Shape, shapeOf } from '../detect/text/shape.js';
import { hint } from '../detect/words/hint.js';
import type { HintedCell } from './pairs.js';

/** What people are to each other in a contract; who sells, lends or lets is a firm as often. */
const roles =
  '[Tt]enants?|[Bb]orrowers?|[Bb]uyers?|[Pp]urchasers?|[Ee]mployee|[Ee]xecutive|[Ll]essee|[Gg]uarantor|[Pp]atient|[Dd]eceased|[Cc]laimant|[Pp]laintiff|[Dd]efendant|[Pp]etitioner|[Rr]espondent|[Aa]pplicant|[Ww]itness|[Tt]estator|[Tt]estatrix|[Ss]ettlor|[Tt]rustee|[Ee]xecutor|[Dd]onor|[Gg]rantor|[Mm]ortgagor|[Mm]ieter(?:in)?|[Kk]äufer(?:in)?|[Dd]arlehensnehmer(?:in)?|[Aa]rbeitnehmer(?:in)?|[Bb]ürg(?:e|in)|[Ee]rblasser(?:in)?|[Ll]ocataire|[Aa]cquéreur|[Ee]mprunteu(?:r|se)|[Ss]alariée?|[Pp]reneur|[Aa]rrendatari[oa]|[Ii]nquilin[oa]|[Cc]omprador[a]?|[Pp]restatari[oa]|[Tt]rabajador[a]?|[Cc]onduttore|[Aa]cquirente|[Mm]utuatari[oa]|[Ll]avoratore|[Hh]uurder|[Kk]oper|[Ww]erknemer|[Ll]ocatári[oa]|[Nn]ajemca|[Kk]upujący|[Pp]racownik|[Kk]öpare|[Hh]yresgäst';
/** What somebody is, in brackets behind the name: rare, and looked for first. */
const called = new RegExp(
  `\\((?:[\\p{L} '’-]{0,40}[ ,:])?["“„«'‘]\\s?(?:(?:the|der|die|den|le|la|il|el|lo|de|het|o|a) |l['’])?(?:${roles})\\s?["”“»'’]\\)`,
  'gu',
);
const quoted = shapeOf(`(?<![\\p{L}\\p{N}_])(${fullName})(?:,[^"“„«()\\n]{0,80})? ?\\(`);
const declaring = shapeOf(
  `(?<![\\p{L}\\p{N}_])(?:I|We|Ich|Je|Yo|Io|Eu|Ik|Jag|Jeg), (${fullName}),? (?=(?:hereby|solemnly|being|residing|of legal age|do |declare|certify|swear|erkläre|bestätige|versichere|geboren|déclare|certifie|atteste|né|demeurant|declaro|certifico|dichiaro|nat[oa]|verklaar|försäkrar|erklærer|with )|$)`,
);

/** A pattern whose one group is somebody. */
function peopleBy(text: string, shape: Shape): readonly HintedCell[] {
  return find(shape, { text, isPlain: isAscii(text) }).flatMap(({ 0: all, 1: who = '', index }) => {
    const start = index + all.indexOf(who);
    return isName(who) && !isOfMany(who) ? [{ start, end: start + who.length, hint: hint.name }] : [];
  });
}

/** As long as a name, and what may stand between it and the bracket. */
const reach = 220;
/** The last of those who are named before each bracket. */
const calledCells = (text: string): readonly HintedCell[] =>
  [...text.matchAll(called)].flatMap(({ index }) => {
    const from = Math.max(0, index - reach);
    const [who] = peopleBy(text.slice(from, index + 1), quoted).slice(-1);
    if (who === undefined) return [];
    return [{ start: from + who.start, end: from + who.end, hint: who.hint }];
  });

const head =
  /(?<![^\n])[>|\s]{0,6}(From|To|Cc|Bcc|Reply-To|Sender|Von|An|De|À|Para|Da|Van|Aan|Från|Till|Fra|Til|Od|Do|Lähettäjä|Vastaanottaja): {1,3}([^\n]{3,400})/g;
/** What stands beside them in the head of a mail. */
const ofMail =
  /(?<![^\n])[>|\s]{0,6}(?:Subject|Sent|Date|Betreff|Gesendet|Datum|Objet|Envoyé|Date|Asunto|Enviado|Fecha|Oggetto|Inviato|Onderwerp|Verzonden|Ämne|Skickat|Emne|Sendt|Temat|Wysłano|Assunto|Aihe|Lähetetty): /;
const listed = shapeOf(
  `(?<![^;\\n])[ "']{0,3}(${fullName}|\\p{Lu}[\\p{L}'’-]{1,24}(?: \\p{Lu}[\\p{L}'’-]{1,24})?, \\p{Lu}[\\p{L}'’-]{1,24}(?: \\p{Lu}[\\p{L}.'’-]{0,24})?)["']?(?= ?(?:[;<(\\r\\n]|$))`,
);
function headCells(text: string): readonly HintedCell[] {
  if (!ofMail.test(text)) return [];
  return [...text.matchAll(head)].flatMap(({ 0: all, 2: value = '', index }) => {
    const at = index + all.length - value.length;
    return peopleBy(value, listed).map(({ start, end, hint: says }) => ({
      start: at + start,
      end: at + end,
      hint: says,
    }));
  });
}

const home = /[\\/](?:Users|home)[\\/]{1,2}(\p{L}{2,24}\.\p{L}{2,24})(?=[\\/\s"':;,)]|$)/gu;
/** What runs on a machine, and what its files end in. */
const ofMachine =
  /(?:^|\.)(?:node|js|ts|py|go|rs|net|com|org|io|app|apps|www|web|data|db|prod|test|tests|dev|qa|stage|staging|svc|service|services|admin|build|ci|cd|deploy|runner|agent|user|users|default|public|shared|docker|git|jenkins|system|root|local|backup|old|new|tmp|bot|api|server|client|config|conf|log|txt|json|yml|yaml|sh|md|bak)(?:\.|$)/i;
const homeCells = (text: string): readonly HintedCell[] =>
  [...text.matchAll(home)].flatMap(({ 0: all, 1: who = '', index }) => {
    const end = index + all.length;
    return ofMachine.test(who) ? [] : [{ start: end - who.length, end, hint: hint.name }];
  });

const mayDeclare = /, (?=\p{Lu})(?<=(?:I|We|Ich|Je|Yo|Io|Eu|Ik|Jag|Jeg), )/u;
const closings = ['")', '”)', '“)', '»)', '’)', "')"];
/** A bracket ends behind the end of a quotation. */
const mayBeCalled = (text: string): boolean => closings.some((one) => text.includes(one));
const mayBeHome = (text: string): boolean => text.includes('/home/') || text.includes('Users');

export const partyCells = (text: string): readonly HintedCell[] => [
  ...(mayBeCalled(text) ? calledCells(text) : []),
  ...(mayDeclare.test(text) ? peopleBy(text, declaring) : []),
  ...(text.includes('\n') ? headCells(text) : []),
  ...(mayBeHome(text) ? homeCells(text) : []),
];
