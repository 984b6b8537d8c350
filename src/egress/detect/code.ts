/** Numbers that a name calls a thing's: an order's, a parcel's, a moment's. It refuses a name that speaks of people or of cards as well. */
import type { Span } from './cues.js';
import { hint, hintOf, partsOf } from './hint.js';

const things = new Set(
  'id ids uid guid oid pid tid order orders invoice invoices parcel parcels shipment shipments consignment waybill awb tracking delivery container ean ean13 gtin gtin14 upc isbn issn barcode barcodes sku imei serial batch lot po mrn ticket tickets case receipt transaction txn tx trace span event request req job run task build snowflake sequence seq offset cursor next previous page version position pos timestamp ts time ms us ns nanos micros millis epoch size bytes seed nonce hash checksum lsn xid revision rev height block inode duration elapsed bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer sendungsnummer commande facture pedido factura ordine fattura zamowienie objednavka'.split(
    ' ',
  ),
);
/** Behind what they count: `invoice_number`. */
const counting = new Set('no nr num number nbr numero nummer code ref reference'.split(' '));

const isOfThings = (name: string): boolean => (hintOf(name) & ~hint.version) === 0;

/** INVARIANT: what a name says of a person or a card is heard first. */
export function namesCode(name: string): boolean {
  if (name.length > 64) return false;
  const parts = partsOf(name);
  const last = parts.at(-1) ?? '';
  const named = counting.has(last) ? (parts.at(-2) ?? '') : last;
  return things.has(named) && isOfThings(name) && parts.every(isOfThings);
}

/** What the name of a key or column says, numbers of things as well. */
export function hintOfKey(name: string): number {
  return hintOf(name) | (namesCode(name) ? hint.code : 0);
}

const digits = /^\d{12,19}$/;
/** All of it is one run of digits, as long as a card's. */
export const isBareNumber = (text: string): boolean => digits.test(text);

/** The words right before a value, its sign, its quote, and the numbers before it in a list. */
const label =
  /([\p{L}_][\p{L}\p{N}_-]{0,40}(?:[ .]{1,2}(?:no|nr|num|number|id|ref|code)\.?)?)["']?\s{0,2}(?:[:=#/]|no\.|nr\.)?\s{0,2}(?:[[({]\s?(?:["']?\d{4,19}n?["']?,\s{0,2}){0,6})?["'#]{0,2}$/iu;
const reach = 160;
/** The end of a file's name. */
const suffix =
  /^\.(?:tar|t?gz|zip|json|csv|parquet|avro|orc|log|txt|xml|pdf|png|jpe?g|html?|js|sql|bak|tmp|dat|bin)\b/;

/** Whether a run of digits is called a thing's: by its key, by the words right before it, or as a file's name. */
export function isCode(
  { text, hint: bits }: { readonly text: string; readonly hint: number },
  span: Span,
): boolean {
  if (!isBareNumber(text.slice(span.start, span.end))) return false;
  const isWhole = span.start === 0 && span.end === text.length;
  if (isWhole) return (bits & (hint.code | hint.version)) !== 0;
  if (suffix.test(text.slice(span.end, span.end + 10))) return true;
  const name = label.exec(text.slice(Math.max(0, span.start - reach), span.start))?.[1];
  return name !== undefined && namesCode(name);
}
