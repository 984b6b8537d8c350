/** That a run of digits behind a noun of its own is no telephone, and that one behind what leads to a telephone is. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const phones = (text: string, bits = 0): readonly string[] =>
  scan(text, bits)
    .filter((hit) => hit.class === 'pii.phone')
    .map(({ start, end }) => text.slice(start, end));

describe('a run of digits within reach of a word for a telephone', () => {
  it.each([
    ['Fax server 848337738: stopped', 'Fax 848337738: stopped'],
    ['Mobile scaffold 89404660, maintenance', 'Mobile private 89404660, maintenance'],
    ['ring gear 9559368', 'ring her 9559368'],
    ['Use gasket no. 33571757 (contact side)', 'Use private no. 33571757 (contact)'],
    ['Grúa móvil; remolque 666111636 parada', 'móvil trabajo 666111636 por favor'],
    ['Phone bill  \n 8101071', 'Phone home  \n 8101071'],
    ['contact page; kernel 5.18.14-185', 'contact page; +49 5181 41850'],
  ])('is no telephone in %j, and is one in %j', (thing, telephone) => {
    expect(phones(thing)).toEqual([]);
    expect(phones(telephone)).toHaveLength(1);
  });

  it('is one where it is called so behind it, or is written as one', () => {
    expect(phones('send the courier 2127365000 (mobile)')).toEqual(['2127365000']);
    expect(phones('call the courier 0171 2345678')).toEqual(['0171 2345678']);
    expect(phones('call the courier (212) 736-5000')).toEqual(['(212) 736-5000']);
  });

  it('is one in what a statement made, whatever stands before it', () =>
    expect(phones('call server 2127365000', hint.made)).toEqual(['2127365000']));

  it('is a sum before its currency, unless it has the label of a telephone', () => {
    expect(phones('Mobile revenue was 87766220 EUR in May')).toEqual([]);
    expect(phones('mobile: 87766220 EUR in May')).toEqual(['87766220']);
  });

  it('is no version of four parts', () => {
    expect(phones('contact page; Server CU14 (15.2.1258.8)')).toEqual([]);
    expect(phones('contact 44.668.18.0001')).toEqual([]);
    expect(phones('contact 044.668.18.00')).toEqual(['044.668.18.00']);
  });
});
