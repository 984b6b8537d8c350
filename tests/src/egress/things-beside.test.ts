/** Pairs: places, versions, days, years, the books' accounts and what is called after somebody keep their bytes, and their near neighbours, which are somebody's, are masked. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { hold } from './clean-pairs.js';
import { maskedText } from './fixtures.js';

describe('a number', () => {
  hold([
    ['US\t+593249-1394338\tAmerica/Yakutat', 'US\t+1 907-784-3322\tYakutat'],
    ['we call about the years (2000-2012)', 'we call about it, phone 2000-2012'],
    ['to call on the days: 02/12-13/12', 'to call on the line: 02 1213 1244'],
    ['call it under DFARS 252.227-7013 (c)', 'call me on 252.227-7013'],
    ['call them at Boston, MA 02110-1301', 'call them, phone 02110-1301'],
    ['call of 12345678-1111-2222-800e-a2b3c4d5f6g7', 'call of 030 12345678'],
    ['BR\t-0846-06354\tAmerica/Porto_Velho', 'call 0846 06354-22\tPorto Velho'],
    ['cell 4: tried again, cluster 1103-081522-k3xw9a7b', 'cell 4: 1103-081522'],
    ['for nets 5.6.0 5.7.2 6.5.0 6.8.0 6.9', 'tax id 756.1234.5678.97 for nets'],
    ['contact 4492  9.0.0670  no space', 'contact 030 44929067, no space'],
  ]);
  it('is read as such where a statement made it', () => {
    const text = 'call 030 12345678-800e-abcd now';
    expect(scan(text, 0)).toHaveLength(0);
    expect(scan(text, hint.made)).toHaveLength(1);
  });
});

describe('an address of a machine', () => {
  hold([
    ['at-spi2-core (2.39.90.1-1) experimental', 'at-spi2-core (2.39.90.1) logged in'],
    ['Breaks alsa-utils (<< 1.0.24.2-5) to', 'Blocks alsa from 1.0.24.2 to'],
    ['ED25519 = ObjectIdentifier("1.3.101.112")', 'client = Address("1.3.101.112")'],
    ['SQLitePCL,3.50.4.5 3.53.4\n', 'SQLitePCL,3.50.4.5 from ip\n'],
    ['3.23.91.1\n  - icons load again\n', 'peers: 3.23.91.1\n'],
  ]);
});

describe('under a name of an address', () => {
  hold([
    ['{"bad_address":"Bad Multicast Address"}', '{"home_address":"12 Multicast Avenue"}'],
    ['addr = convertToAddr(addr, 4)', 'addr = "4 Convertine Row, Leeds"'],
    ['{"address":"arn:aws:sns:us-east-1:123:Topic"}', '{"address":"Arnold Close, Flat 3"}'],
  ]);
});

describe('under a name of an account or a passport', () => {
  hold([
    ['libelle;compte;debit\nLoyer;613200;4\nTaxe;606400;1\n', 'libelle;compte;debit\nLoyer;61320012;4\n'],
    ['branch\tsort_code\nLeeds\t20-00-00\n', 'branch\taccount_number\nLeeds\t20000044\n'],
    ['sort code 44-96-11 for the account', 'sort code 44-96-11 account 74829417'],
    ['bank,aba_rtn\nKeel,021004344\n', 'bank,aba_rtn\nKeel,921004344\n'],
    ['bank,routing\nKeel,026009593\n', 'bank,bank_account\nKeel,026009593\n'],
  ]);
  it('a day is no passport', () => {
    const shown = maskedText('passport_no,passport_expiry\nEN447122,2031-02-11\n');
    expect(shown).toContain('2031-02-11');
    expect(shown).not.toContain('EN447122');
  });
});

describe('a word of a longer one', () => {
  hold([['birthday_campaign,2024-06-01,12 %', 'birthday_of_hers 2024-06-01,12 %']]);
});

describe('called after somebody', () => {
  hold([
    ['la ligne 9 de l’arrêt Marcel Sembat fermé', 'la ligne 9 de monsieur Marcel Sembat fermé'],
    [
      'station,line\nJean Jaurès,2\nMarcel Sembat,9\nAlexandre Dumas,2\n',
      'rider,line\nJean Jaurès,2\nMarcel Sembat,9\nAlexandre Dumas,2\n',
    ],
    ['the tug Peter Panter follows on the tide', 'the pilot Peter Panter follows on the tide'],
    ['The Mary Rosen was shown with the other one', 'and Mary Rosen was shown in with the other one'],
    ['stock of Bob Marlowe & Co blend is out for now', 'stock of Bob Marlowe and his blend is out for now'],
    ['we moved; Charles Schwab follows in spring', 'we moved; Charles Schwalb follows in spring'],
    ['le marché avec Jean Lefebvre Travaux est clos', 'le marché avec Jean Lefebvre est clos'],
  ]);
  it.each([
    ['Prefers WhatsApp: +971 50 418 7732', 'Prefers WhatsApp'],
    ['Vehículo VIN. Teléfono de contacto 612 34 56 78', 'Vehículo VIN'],
  ])('%j keeps %j', (text, kept) => {
    const shown = maskedText(text);
    expect(shown).toContain(kept);
    expect(shown).not.toBe(text);
  });
});

describe('somebody is told of', () => {
  it.each([
    ['requested_by: Zuleikha Motala\nchange: CHG-100418', 'Zuleikha'],
    ['Present: Ifeoma Blackwood (chair), Stellan Rehnberg, Marisol Echeverri.', 'Stellan'],
    ['mevr. Sietske Wiarda belde over haar hypotheek', 'Sietske'],
    ['a wallet belonging to Ottoline Greaves was handed in', 'Ottoline'],
    ['"Respondent","Score"\n"Boudewijn Maes","3"\n', 'Boudewijn'],
  ])('in %j', (text, name) => {
    expect(maskedText(text)).not.toContain(name);
  });
});
