/** A passport's number behind a short label of a document, beside what is said of a traveller; and documents, passes and parts that stay. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';

const passportsIn = (text: string): readonly string[] =>
  scan(text, 0)
    .filter(({ class: one }) => one === 'pii.passport')
    .map(({ start, end }) => text.slice(start, end));

describe('a passport', () => {
  it.each([
    ['SSR DOCS: surname Haag given Evie doc LR317983 dob 26-Jan-1961', 'LR317983'],
    ['1 DOCS P/US/510747836/US/12JAN80/M/01JUL30/MILLER/ANN', '510747836'],
    ["kyc mismatch name='Lawrence Yin' dob=1943-09-17 doc=K6417906B country=SG", 'K6417906B'],
    ['Border crossing 14:05, document R5028523 (Indian), traveller Ann Miller', 'R5028523'],
    ['cabin 705, GB, pp 812808259, dob 10 May 1992.', '812808259'],
    ['booked in, dob 08/03/01 pp K7659007E tel 9607 2120', 'K7659007E'],
    ['Geburtstag: 1994-03-02; Ausweis/Pass: G0J917V17; Wohnort: Bonn', 'G0J917V17'],
    ['Lejer Cecilie Nissen, CPR 211298-0733, pas 253427789', '253427789'],
    ["My passport is C18844069, and my husband's is 963885952.", '963885952'],
  ])('%j', (text, value) => expect(passportsIn(text)).toContain(value));

  it.each([
    'document AB123456 was archived',
    'doc LR317983 rev 3, approved on 2024-05-01',
    'see doc 12345678 for the setup of the build',
    'monthly pass 12345678 costs 40 EUR',
    'part number MP011262 replaces MP011261',
    'doc id 123456789 in index docs',
    'num 12345678 of 99999999 rows',
    'Customs entry 12345678, vessel ETA 2024-05-01',
  ])('%j has none', (text) => expect(passportsIn(text)).toEqual([]));
});
