/** Names of people, where a title, a label, a greeting or an address beside them says so. It refuses to guess at capitalised words. */
import { cue } from './cues.js';
import { defineDetector, type Reading, type Span } from './detector.js';
import { hint } from './hint.js';
import { find, shapeOf } from './shape.js';
import { trait } from './traits.js';

const part = "\\p{Lu}(?:['’]\\p{Lu})?[\\p{L}'’]{1,24}(?:-\\p{Lu}[\\p{L}'’]{1,24})?";
const small = '(?:van|von|de|da|der|den|del|della|di|do|dos|la|le|bin|ibn|al|el|ter|ten|zu|y) ';
const name = `${part}(?: \\p{Lu}\\.)?(?: (?:${small}){0,2}${part}){0,3}`;
const fullName = `${part}(?: \\p{Lu}\\.)?(?: (?:${small}){0,2}${part}){1,3}`;
const titles =
  '(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Sir|Madam|Lady|Rev|Capt|Herrn?|Frau|Señora?|Sra?|Srta|Sig|Signora?|Mme|Mlle|Monsieur|Madame|Dhr|Mevr|Dott|Pan|Pani)\\.? (?:(?:Dr|Prof)\\.? )?';
const labels =
  '(?:[Ff]ull name|[Ff]irst name|[Ll]ast name|[Ss]urname|[Nn]ame|NAME|[Pp]atient|[Cc]ustomer|[Cc]lient|[Ee]mployee|[Cc]ontact|[Aa]ttn|[Aa]ttention|[Cc]ardholder|[Aa]ccount holder|[Hh]older|[Bb]eneficiary|[Pp]assenger|[Gg]uest|[Rr]ecipient|[Ss]ender|[Ss]igned(?: by)?|[Aa]pplicant|[Oo]wner|[Mm]anager|[Aa]gent|[Mm]ember|[Uu]ser|[Ss]tudent|[Tt]enant|[Pp]repared by|[Aa]pproved by|[Ww]ritten by|[Rr]equested by|[Aa]uthor|[Nn]ombre|[Nn]om|[Nn]ome|[Vv]orname|[Nn]achname|[Kk]unde|[Cc]liente)';
const greetings = '(?:Dear|Hi|Hello|Hey|Hallo|Liebe[r]?|Hola|Bonjour|Estimad[oa]|Caro|Cara|Cher|Chère|Beste)';
const tellings =
  "(?:my name is|[Ii] am called|name is|is called|named|ich heiße|mein Name ist|je m'appelle|me llamo|mi chiamo|[Tt]his is|[Ii]'m|[Ss]poke (?:with|to)|[Mm]et with|[Cc]ontact|[Cc]all|[Aa]sk for|[Ss]igned by|[Bb]orn as|(?:[Bb]est|[Kk]ind|[Ww]arm)? ?[Rr]egards,|[Ss]incerely,|[Cc]heers,|[Tt]hanks,|[Gg]rüße,|[Ss]aludos,|[Cc]ordialement,)";
const shapes = [
  shapeOf(`(?<![\\p{L}\\p{N}])(${titles})(${name})`),
  shapeOf(`(?<![\\p{L}\\p{N}])(${labels}(?: name| [Nn]ame)?["']?(?: is|:| ?=|,) ?["']?)(${name})`),
  shapeOf(`(?<![\\p{L}\\p{N}])(${labels} (?=\\p{Lu}))(${fullName})`),
  shapeOf(`(?<![\\p{L}\\p{N}])(${greetings} )(${name})(?=[,!.;:\\n-]|$)`),
  shapeOf(`(?<![\\p{L}\\p{N}])(${tellings}\\s{1,3})(${name})`),
];
/** Of the shapes, the one with a label and a blank. */
const afterBlank = 2;
/** Written with a capital where a name could stand. */
const others = new Set(
  'customer team all world sir madam everyone support service sales user admin there client friend friends colleague colleagues folks guys member members order invoice account street road january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday inc ltd llc corp gmbh the a an this that not none null true false yes no unknown error status id please thanks page section table total active pending closed open new your our my we it he she they i'.split(
    ' ',
  ),
);
/** What somebody does: after a label and nothing but a blank, capitals beside one of these are a title's. */
const roles = new Set(
  'administrator agent analyst architect assistant associate consultant coordinator designer developer director engineer executive facilitator liaison manager officer orchestrator planner producer representative specialist strategist supervisor technician support success experience relations services satisfaction care operations'.split(
    ' ',
  ),
);
const isTitle = (text: string): boolean => text.split(' ').some((one) => roles.has(one.toLowerCase()));
const isName = (text: string): boolean => !text.split(/[ -]/).some((one) => others.has(one.toLowerCase()));

/** Past the words that are no name, at the end: "Dear Ann Monday" is about Ann. */
function trimmed(text: string): string {
  const parts = text.split(' ');
  while (parts.length > 0 && others.has((parts.at(-1) ?? '').toLowerCase())) parts.pop();
  return parts.join(' ');
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
const pair = shapeOf(`(?<![\\p{L}\\p{N}@.])${fullName}`);

const localEnd = /[\p{L}\p{N}._-]{1,64}$/u;
const plainLocal = Uint8Array.from({ length: 128 }, (_, code) =>
  localEnd.test(String.fromCharCode(code)) ? 1 : 0,
);

/** What stands right before an address's sign. */
function localBefore(text: string, at: number, { isPlain }: Reading): string {
  if (!isPlain) return localEnd.exec(text.slice(Math.max(0, at - 160), at))?.[0] ?? '';
  let start = at;
  while (start > 0 && at - start < 64 && plainLocal[text.charCodeAt(start - 1)] === 1) start -= 1;
  return text.slice(start, at);
}

/** Two capitalised words of which the mail address nearby is made. */
function besideMail(reading: Reading): readonly Span[] {
  const { text, isPlain } = reading;
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const from = Math.max(0, at - 160);
    const local = plain(localBefore(text, at, reading));
    if (local.length < 3) continue;
    for (const found of find(pair, { text: text.slice(from, at + 120), isPlain })) {
      const parts = plain(found[0])
        .split(/[ '-]/)
        .filter((one) => one.length > 2);
      if (parts.filter((one) => local.includes(one)).length === 0 || !isName(found[0])) continue;
      spans.push({ start: from + found.index, end: from + found.index + found[0].length });
    }
  }
  return spans;
}

const wholeName = /^\s*[\p{L}][\p{L}\p{M}'’., -]{0,79}\s*$/u;
const nobody = /^\s*(?:n\/?a|none|null|unknown|anonymous|test|admin|root|system|guest|-+)\s*$/i;

export const personName = defineDetector({
  kind: 'name',
  class: 'pii.name',
  tier: 'context',
  needs: trait.capital,
  speaks: cue.name,
  hinted: hint.name,
  detect: (reading) => {
    const { text, hint: bits } = reading;
    if ((bits & hint.name) !== 0 && wholeName.test(text) && !nobody.test(text))
      return [{ start: 0, end: text.length }];
    const spans: Span[] = [];
    // "Dr. Oetker" under `product` is what is on the box.
    if ((bits & hint.thing) !== 0 && (bits & hint.name) === 0 && text.length <= 64) return spans;
    for (const [at, shape] of shapes.entries())
      for (const found of find(shape, reading)) {
        const shown = trimmed(found[2] ?? '');
        const start = found.index + (found[1] ?? '').length;
        if (shown !== '' && isName(shown) && !(at === afterBlank && isTitle(found[2] ?? '')))
          spans.push({ start, end: start + shown.length });
      }
    return spans;
  },
});

export const nameBesideMail = defineDetector({
  kind: 'name-beside-mail',
  class: 'pii.name',
  tier: 'context',
  needs: trait.capital | trait.at,
  detect: besideMail,
});
