/** IBANs: the country's length and mod 97. It refuses what only looks like one. */
import { defineDetector, isWord, type Span } from './detector.js';
import { allOf } from './text/shape.js';
import { trait } from './text/traits.js';

const table =
  'AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28 AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';
const lengths: ReadonlyMap<string, number> = new Map(
  table.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
/** Countries whose account part is digits alone: their look-alikes in hex are many. */
const numeric = new Set(
  'AT BA BE CZ DE DK EE ES FI FO GL HR HU IL IS LT ME MN NO PL PT RS SE SI SK TL TN XK'.split(' '),
);

function mod97(text: string): number {
  let rest = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt((i + 4) % text.length);
    rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
  }
  return rest;
}

const [other, part, sign] = [0, 1, 2];
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const one = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(one) ? part : /[ \-._]/.test(one) ? sign : other;
});
/** Past the end there is nothing. */
const kindAt = (text: string, at: number): number => kinds[text.charCodeAt(at)] ?? other;

/** Collects `length` letters and digits from `start`, one separator at a time between them. */
function collect(
  text: string,
  start: number,
  length: number,
): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  let at = start;
  while (value.length < length && at < text.length) {
    const kind = kindAt(text, at);
    if (kind === part) value += text.charAt(at);
    else if (kind !== sign || kindAt(text, at + 1) !== part) return undefined;
    at += 1;
  }
  return value.length === length ? { value: value.toUpperCase(), end: at } : undefined;
}

/** A part of a longer code in hex. */
const joined = /[0-9A-Fa-f]{4}-$/;
const heads = new RegExp(`(?:${[...lengths.keys()].join('|')})[ -]?\\d{2}(?=[ \\-._]?[A-Za-z0-9])`, 'gi');

export const iban = defineDetector({
  kind: 'iban',
  class: 'pii.iban',
  tier: 'checksum',
  needs: trait.fifteen,
  detect: ({ text }) => {
    const spans: Span[] = [];
    for (const head of allOf(heads, text)) {
      const country = head[0].slice(0, 2).toUpperCase();
      const length = lengths.get(country);
      if (
        length === undefined ||
        (isWord(text, head.index - 1) && !/iban$/i.test(text.slice(Math.max(0, head.index - 4), head.index)))
      )
        continue;
      const found = collect(text, head.index, length);
      if (
        found === undefined ||
        isWord(text, found.end) ||
        joined.test(text.slice(Math.max(0, head.index - 5), head.index)) ||
        /^-[A-Za-z0-9]/.test(text.slice(found.end, found.end + 2))
      )
        continue;
      if (numeric.has(country) && !/^[A-Z]{2}\d+$/.test(found.value)) continue;
      if (mod97(found.value) === 1) spans.push({ start: head.index, end: found.end });
    }
    return spans;
  },
});
