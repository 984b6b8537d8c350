/** What the name of a key or column says about its value. It refuses to classify by itself: a hint only lowers a detector's bar. */

export const hint = { phone: 1, ssn: 2, card: 4, ip: 8, version: 16 } as const;

const words: Readonly<Record<string, number>> = {
  phone: hint.phone,
  phones: hint.phone,
  telephone: hint.phone,
  tel: hint.phone,
  mobile: hint.phone,
  cell: hint.phone,
  cellphone: hint.phone,
  fax: hint.phone,
  whatsapp: hint.phone,
  msisdn: hint.phone,
  telefon: hint.phone,
  telefono: hint.phone,
  telephonenumber: hint.phone,
  phonenumber: hint.phone,
  celular: hint.phone,
  handy: hint.phone,
  ssn: hint.ssn,
  itin: hint.ssn,
  socialsecurity: hint.ssn,
  card: hint.card,
  pan: hint.card,
  cc: hint.card,
  creditcard: hint.card,
  cardnumber: hint.card,
  ip: hint.ip,
  ipv4: hint.ip,
  ipv6: hint.ip,
  ipaddress: hint.ip,
  host: hint.ip,
  version: hint.version,
  ver: hint.version,
  build: hint.version,
  release: hint.version,
};
const denies = new Set([
  'count',
  'total',
  'verified',
  'type',
  'id',
  'at',
  'hash',
  'status',
  'flag',
  'length',
  'rows',
  'changes',
]);

export function hintOf(name: string): number {
  if (name.length > 64) return 0;
  const parts = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (parts.some((part) => denies.has(part))) return 0;
  const joined = parts.includes('social') && parts.includes('security') ? hint.ssn : 0;
  return parts.reduce((bits, part) => bits | (Object.hasOwn(words, part) ? (words[part] ?? 0) : 0), joined);
}

const near = {
  phone:
    /\b(?:tel|phone|telephone|mobile|mob|cell|call|fax|whatsapp|sms|text|ring|reach|dial|telefon|móvil|handy)\b/i,
  ssn: /\b(?:ssn|social security|social-security|itin|soc sec)\b/i,
  card: /\b(?:card|visa|mastercard|amex|maestro|discover|pan|credit|debit|cc)\b/i,
  ip: /\b(?:ip|ipv4|address|host|client|server|from|login|logged)\b/i,
  version: /(?:version|release|build|\bver|\bv)[\s.:=]*$/i,
} as const;

/** Whether a word near the span says what it is: 36 characters before it, 20 after. */
export const said = (what: keyof typeof near, text: string, span: { start: number; end: number }): boolean =>
  near[what].test(text.slice(Math.max(0, span.start - 36), span.start)) ||
  (what !== 'version' && near[what].test(text.slice(span.end, span.end + 20)));
