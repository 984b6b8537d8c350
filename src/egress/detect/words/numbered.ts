/** Whether a number stands right behind the noun of a thing that is numbered, in many languages: an order, an invoice, a booking, a file. It refuses a noun for people, for a telephone, or for what only a person has. */
import { partsOf } from './hint.js';

/** No longer than this is a word that any of them begins. */
const longest = 30;
/** As many letters may follow a stem: an ending, or what joins it to `number`. */
const ending = 4;

/** Words of few letters, and those of which longer ones are other things: as they stand. */
const words = new Set(
  [
    'po so rma job jobs lot lots bin sku mpn awb ean upc gtin isbn mrn az nf lote arende sak saks sag sags fall case cases claim claims file files folio bid lease part parts item items unit units gate seat flight task tasks issue issues event trace row page build quote quotes model badge asset tag meter order orders',
    'akte teil beleg charge colis devis avoir recu bon guia cita turno orden nota bolla lotto zaak polis spis dosar dosya kargo talep islem viite dossier arve pratica prot',
    'restock awb waybill tag طلب الطلب طلبك فاتورة الفاتورة شحنة الشحنة حجز الحجز تذكرة التذكرة عقد العقد معاملة الشكوى הזמנה ההזמנה חשבונית משלוח आदेश ऑर्डर चालान',
    'дело чек справа партия заказ бронь счет δεμα ugy ugyszam',
  ]
    .join(' ')
    .split(' ')
    .flatMap(partsOf),
);
/** Their beginnings, where the language gives a word an ending or joins it to another. */
const stems: readonly string[] = [
  'invoice receipt booking reservation ticket shipment parcel consignment waybill tracking batch serial article incident request pipeline workflow transaction voucher coupon tender agreement exhibit sample membership subscription locker policy policies contract quotation docket release revision version commit session offset partition segment record device product delivery dispatch',
  'bestell auftrag auftrags rechnung lieferschein buchung reservierung vorgang vorgangs aktenzeichen sendung sendungs vertrag vertrags police schaden angebot offerte gutschrift mahnung befund artikel lizenz storno kennziffer protokoll',
  'commande facture livraison contrat sinistre bordereau reclamation affaire billet',
  'pedido factura reserva expediente albaran presupuesto contrato siniestro tramite solicitud recibo poliza incidencia matricula boleto ordine ordini fattura prenotazion preventiv contratt sinistro spedizion ricevuta scontrin polizza fascicol bigliett fatura encomenda processo protocolo orcamento remessa apolice chamado',
  'factuur reservering boeking pakbon zending pakket opdracht ordre bestilling bestallning faktura bokning tilbud kvittering leverans levering forsendelse sendning kontrakt remiss tilaus tilauk lasku varaus varauk tarjou lahety sopimu vahinko kuitti',
  'zamowieni faktur rezerwacj sprawa sprawy sprawie paragon umowa umowy przesylk zleceni reklamacj objednavk rezervac zakazk smlouv zasilk pojistk comanda comenzi factura rezervar contract oferta narudzb narocil ponudb tellimus broneering pasutijum uzsakym rendeles szamla foglalas szerzodes ajanlat',
  'siparis rezervasyon sozlesme makbuz gonderi pesanan tagihan заказ счет накладн договор заявк полис посылк квитанц замовлен рахун брон поръчк фактур резервац παραγγελι τιμολογι κρατησ υποθεσ συμβολαι αποδειξ',
].flatMap((list) => list.split(' ').flatMap(partsOf));
/** Of scripts that put no blanks between words: what stands before the word for a number. */
const unspaced =
  /(?:订单|訂單|发票|發票|运单|運單|合同|工单|快递|包裹|案件|批次|流水|注文|請求書|伝票|予約|受付|追跡|契約|整理|管理|주문|송장|예약|접수|계약|청구서|영수증|운송장)(?:编?号码?|編?號碼?|番号|번호)?$/u;

const byHead: ReadonlyMap<string, readonly string[]> = (() => {
  const all = new Map<string, string[]>();
  for (const one of stems) {
    const head = one.slice(0, 3);
    all.set(head, [...(all.get(head) ?? []), one]);
  }
  return all;
})();

/** What is said of a number before it: that it is one. */
const counting =
  /^(?:n|no|nr|nro|num|nbr|number|numero|nummer|numer|numeru|номер|numarasi|id|ref|code|kod|reference|is|ist|est|es|er|jest|was|war|var|era|fue|foi|etait)$/;
/** The same, which without its mark is an order of sales. */
const vietnamese = 'số';
/** The same at the end of a longer word: `Auftragsnummer`, `tilausnumero`, `faturano`. */
const counted = /(?:nummer|numret|numeret|number|numero|szam|szama|nro|nr|no)$/;

function isThing(word: string): boolean {
  if (unspaced.test(word)) return true;
  const bare = word.replace(counted, '');
  return [word, bare].some(
    (one) =>
      words.has(one) ||
      byHead
        .get(one.slice(0, 3))
        ?.some((stem) => one.startsWith(stem) && one.length - stem.length <= ending) === true,
  );
}

/** A word, and no more than signs to the end of what stands before a number. A stop ends a sentence, unless the word is a short one. */
const last =
  /(?<![\p{L}\p{M}])([\p{L}\p{M}]{1,30})[ \t]{0,2}(?:(?<=(?<![\p{L}\p{M}])[\p{L}\p{M}]{1,4}|[nN]r)\.)?[:#=№°º"'(-]{0,3}[ \t]{0,2}$/u;
/** The beginning of a code, of which the number is the rest. */
const begun = /(?<![\p{L}\p{N}_])[A-Z\d]{1,6}[-/]$/u;
const reach = 64;
/** `order number is`. */
const most = 3;

/** In Turkish the noun stands behind: `613324254 numaralı siparişi`. */
const turkish = /^ (?:numaralı|nolu|no['’]?lu|sayılı) ([\p{L}\p{M}]{3,30})/u;
export const leadsNumbered = (text: string, end: number): boolean =>
  isThing(partsOf(turkish.exec(text.slice(end, end + reach))?.[1] ?? '')[0] ?? '');

/** Whether what stands right before it is such a noun. */
export function followsNumbered(text: string, start: number): boolean {
  let before = text.slice(Math.max(0, start - reach), start).replace(begun, '');
  for (let i = 0; i < most; i += 1) {
    const found = last.exec(before);
    const [word = ''] = partsOf(found?.[1] ?? '');
    if (found === null || word === '' || word.length > longest) return false;
    const isNumber = found[1]?.toLowerCase() === vietnamese;
    if (!isNumber && isThing(word)) return true;
    if (!isNumber && !counting.test(word)) return false;
    before = before.slice(0, found.index);
  }
  return false;
}
