/** Pairs of near neighbours: what a machine numbers keeps its bytes, and what somebody has, written much the same, is masked whole. It refuses a pair of which both sides end alike. */
import { describe, expect, it } from 'vitest';
import { maskedText as masked } from './fixtures.js';

describe('of near neighbours', () => {
  it.each([
    ['run=207377588 step=39', 'RUN=207377588 step=39'],
    ['see run 189711768 for the diff', 'see run 18.971.176-8 for the diff'],
    ['ticket 9842099, run 189711768', 'Nombre: Paz, run 189711768'],
    ['rut_version,n\n520208001,3', 'rut,n\n520208001,3'],
    ['sku HC663274B restocked', 'code HC663274B restocked'],
    ['| part | sku |\n|---|---|\n| x | JX484686B |', '| part | who |\n|---|---|\n| x | JX484686B |'],
    ['{"sku":"JX484686B","n":1}', '{"who":"JX484686B","n":1}'],
    ['ticket 604-98    2021-03', 'desk 604-980-8651    2021-03'],
    ['a call with 5539612376', 'a call to 5539612376'],
    ['offset from=414105425 to=414105426', 'call from=0414-105-425 to=0414-105-426'],
    ['Passed 7 of 8; pass 90089989; seed 4', 'Passed; pas 90089989; seed 4'],
    ['hall pass AA993944', 'pass AA993944'],
    ['D3B: 12/03/1981', 'D0B: 12/03/1981'],
    ['tenant Portal, Settings; open', 'tenant Ferrars, Quentin; open'],
    ['Subject: Spring, Summer; 2021', 'subject Spring, Quentin; 2021'],
    ['pax Ferrars, mrs', 'pax Ferrars, Quentin pass'],
  ])('%j stays, and %j does not', (clean, personal) => {
    expect(masked(clean)).toBe(clean);
    expect(masked(personal)).not.toBe(personal);
  });
});

describe('what is masked beside what stays', () => {
  it.each([
    ['Passport: Y92451839; visa 2025-04-09; receipt 533801263', 'receipt 533801263', 'Y92451839'],
    ['New cell: 262-345-3602. Old ticket was 42605601.', 'ticket was 42605601', '262-345-3602'],
    ['n          day\n604-980-8651    2021-03', '    2021-03', '604-980-8651'],
    ['Falar com Davi pelo 966613009 sobre a encomenda 12', 'encomenda 12', '966613009'],
    ['Mi trovate al 347 3177430. Fattura 23536629', 'Fattura 23536629', '347 3177430'],
    ['Please phone Orla Trevelyan (1.615.587.6912) about 1.615.5.69', '1.615.5.69', '1.615.587.6912'],
    ['Mi móvil es 719.65.11.05, factura 612034284', '612034284', '719.65.11.05'],
    ['Born: 1.2.1950\nDocument: P  No: M66955572', 'Document: P', 'M66955572'],
    ['Vuokralainen Anneli Laitinen, s. 21.2.47, varaus 47110815', 'varaus 47110815', '21.2.47'],
    ['租客司马志强，电话13736062314', '租客', '司马志强'],
    ['请联系陆建华，手机13736062314', '请联系', '陆建华'],
    ['case 9 is disputed by Keisha MacIntyre; lot 3', 'lot 3', 'Keisha MacIntyre'],
    ['call from=403 540 8464 to=98961 87355 seq=4035408464', 'seq=4035408464', '403 540 8464'],
    ['Bérlő: Orsós Botond, szül. 2003. 02. 17., számla 77103088', 'számla 77103088', '2003. 02. 17'],
    ['the birthday of Beatrix: cake 4', 'cake 4', 'Beatrix'],
    ['陆丽娟，1958年5月12日出生，发票号96367036', '发票号96367036', '陆丽娟'],
    ['{"caller":"78065 42757","minutes":"61"}', '"61"', '78065 42757'],
  ])('%j keeps %j and no part of %j', (text, kept, gone) => {
    const shown = masked(text);
    expect(shown).toContain(kept);
    expect(shown).not.toContain(gone);
  });
});
