/** Numbers that a name calls a thing's: an order's, a parcel's, a moment's. It refuses a name that speaks of people or of cards as well. */

import { asAscii, isAscii } from '../text/shape.js';
import type { Span } from '../text/span.js';
import { hint, hintOf, partsOf } from './hint.js';

/** What is counted by whoever sells and sends: these alone say it right before a number, without a sign between. */
const sold =
  'part parts model article artikel artikelnummer teilenummer drawing order orders invoice invoices parcel parcels shipment shipments consignment waybill awb tracking ean ean8 ean13 gtin gtin8 gtin12 gtin13 gtin14 upc isbn isbn10 isbn13 issn mpn barcode barcodes sku serial batch po bestellung bestelling pakbon lieferschein albaran bolla irsaliye foljesedel накладная bestellnummer auftrag auftragsnummer rechnung rechnungsnummer sendungsnummer commande facture pedido factura ordine fattura zamowienie objednavka 注文 注文番号 ご注文 订单 订单号 訂單 주문 주문번호 伝票番号 追跡番号'
    .split(' ')
    // As they are looked up, without marks.
    .flatMap(partsOf);
const goods = [
  ...sold,
  ...'id ids uid guid oid imei mrn ticket tickets transaction txn tx snowflake'.split(' '),
];
/** A moment needs no name here: none of them begins as a card does. */
const machines =
  'pid tid psp delivery container lot receipt trace span event request req job run task build sequence seq offset cursor version position pos timestamp ts ms us ns nanos micros millis epoch size bytes seed nonce hash checksum lsn xid revision rev height block inode duration elapsed count cnt sum avg stddev amount price revenue turnover volume assets cap eur usd gbp chf jpy pln cents'.split(
    ' ',
  );
const named = new Set(goods);
const things = new Set([...goods, ...machines]);
/** Behind what they count: `invoice_number`. */
const counting = new Set('no nr num number nbr numero nummer code ref reference'.split(' '));
/** Words of any sentence, which speak of a thing where they are counted: `case number`. */
const counted = new Set('case cases page'.split(' '));
/** Whose numbers may be those of what was paid with. */
const paying = new Set(
  'pay paid payment payments payer payout payouts charge charges charged refund refunds debit credit checkout billing settlement instrument funding visa mastercard amex maestro discover diners jcb unionpay girocard zahlung zahlungs abbuchung lastschrift pago pagos cobro paiement paiements prelevement pagamento pagamenti pagamentos addebito cobranca betaling betalingen betalning platnosc platba maksu odeme'.split(
    ' ',
  ),
);

const isOfThings = (name: string): boolean =>
  (hintOf(name) & ~(hint.version | hint.thing)) === 0 && !paying.has(name.toLowerCase());

/** INVARIANT: what a name says of a person, a card or a payment is heard first. */
export function namesCode(name: string): boolean {
  if (name.length > 64) return false;
  const parts = partsOf(name);
  const last = parts.at(-1) ?? '';
  const before = parts.at(-2) ?? '';
  const isThing = counting.has(last) ? things.has(before) || counted.has(before) : things.has(last);
  return isThing && isOfThings(name) && parts.every(isOfThings);
}

const goodsAlone = new Set(sold);
/** Of what is sold or sent: its number may be written in groups, as a telephone's is. An `id` may be anybody's. */
export function namesGoods(name: string): boolean {
  const parts = namesCode(name) ? partsOf(name) : [];
  const last = parts.at(-1) ?? '';
  if (counting.has(last)) return parts.length > 1;
  return goodsAlone.has(last === 'id' ? (parts.at(-2) ?? '') : last);
}

function readKey(name: string): number {
  return hintOf(name) | (namesCode(name) ? hint.code : 0) | (namesGoods(name) ? hint.goods : 0);
}

/** A label as programs write them: what looks like a value is not kept. */
const label = /^[A-Za-z_]{1,40}$/;
/** As many as some systems have together; past these all are read again. */
const most = 1_024;
const readings = new Map<string, number>();
/** What the name of a key or column says, numbers of things as well. Results come with the same keys again and again, and each is read once. */
export function hintOfKey(name: string): number {
  const known = readings.get(name);
  if (known !== undefined) return known;
  const bits = readKey(name);
  if (!label.test(name)) return bits;
  if (readings.size >= most) readings.clear();
  readings.set(name, bits);
  return bits;
}

/** What a name within a text says of its value, where it says anything but that: as most say nothing, that of things is looked for elsewhere. */
export function hintOfCell(name: string): number {
  const bits = hintOf(name);
  return bits !== 0 && namesGoods(name) ? bits | hint.goods : bits;
}

const digits = /^\d{12,19}$/;
/** All of it is one run of digits, as long as a card's. */
export const isBareNumber = (text: string): boolean => digits.test(text);

/** The words right before a value; then its sign, its quote, and the numbers before it in a list. */
const labelled =
  /([\p{L}_][\p{L}\p{N}_-]{0,40}(?:[ .]{1,2}(?:no|nr|num|number|id|ref|code)\.?)?)(["']?\s{0,2}(?:[:=#/]|no\.|nr\.)?\s{0,2}(?:[[({]\s?(?:["']?\d{4,19}n?["']?,\s{0,2}){0,6})?["'#]{0,2})$/iu;
const sign = /[:=#/[]|n[or]\./i;
/** A word of a sentence says nothing by standing there: `please block 4111…`. */
function isLabel(name: string, gap: string): boolean {
  if (!namesCode(name)) return false;
  const [only = '', another] = partsOf(name);
  return another !== undefined || named.has(only) || sign.test(gap);
}
const reach = 160;
const opening = /[[({]/;
/** Where no list stands between, a label and its sign are no longer than this; where each character is of two parts, twice that. */
const near = 60;
const pair = /[\ud800-\udfff]/;
/** How the end of a name and its sign look there, and how long they are. */
const nearEnding = /[\p{L}\p{N}_.-]["']?\s{0,2}(?:[:=#/]|no\.|nr\.)?\s{0,2}["'#]{0,2}$/iu;
const ending = 12;
/** The same of ASCII. A word begins at its first letter alone: INVARIANT: of a row that is no longer than a name no part is tried by itself. */
const plainEnding = new RegExp(asAscii(nearEnding.source), 'i');
const plainLabelled = new RegExp(`(?<![A-Za-z_])${asAscii(labelled.source)}`, 'i');
const longer = /[\w-]{41}/;
const mayEndLabel = (end: string): boolean => (isAscii(end) ? plainEnding : nearEnding).test(end);
const labelIn = (before: string): RegExpExecArray | null =>
  (isAscii(before) && !(before.length > 40 && longer.test(before)) ? plainLabelled : labelled).exec(before);

/** The end of a file's name. */
const suffix =
  /^\.(?:tar|t?gz|zip|json|csv|parquet|avro|orc|log|txt|xml|pdf|png|jpe?g|html?|js|sql|bak|tmp|dat|bin)\b/;

/** A label, the word for its number and its sign have no more blanks between them. */
const mostBlanks = 4;
/** As much of it as a label may be of. */
function nearest(before: string): string {
  if (pair.test(before)) return before;
  const first = Math.max(0, before.length - near);
  let [blanks, wasBlank] = [0, false];
  for (let at = before.length - 1; at > first; at -= 1) {
    const isBlank = before.charCodeAt(at) <= 0x20;
    if (isBlank && !wasBlank) blanks += 1;
    if (blanks > mostBlanks) return before.slice(at);
    wasBlank = isBlank;
  }
  return before.slice(first);
}

/** What the words right before it call what stands there, where that is a thing's. */
function labelOf(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - reach), start);
  const isNear = !opening.test(before);
  // Nearly every number that is asked about stands behind what ends no label.
  if (isNear && !mayEndLabel(before.slice(-ending))) return undefined;
  const [, name = '', gap = ''] = labelIn(isNear ? nearest(before) : before) ?? [];
  return isLabel(name, gap) ? name.toLowerCase() : undefined;
}
export const followsThing = (text: string, start: number): boolean => labelOf(text, start) !== undefined;
export const followsGoods = (text: string, start: number): boolean => namesGoods(labelOf(text, start) ?? '');

/** What a number within a text is called, where that is a thing's: by the words right before it, or as a file's name. */
export const thingOf = (text: string, { start, end }: Span): string | undefined =>
  suffix.exec(text.slice(end, end + 10))?.[0] ?? labelOf(text, start);

/** Whether a run of digits is called a thing's, by its key or within the text. */
export function isCode(
  { text, hint: bits }: { readonly text: string; readonly hint: number },
  span: Span,
): boolean {
  if ((bits & hint.made) !== 0 || !isBareNumber(text.slice(span.start, span.end))) return false;
  const isWhole = span.start === 0 && span.end === text.length;
  return isWhole ? (bits & (hint.code | hint.version)) !== 0 : thingOf(text, span) !== undefined;
}
