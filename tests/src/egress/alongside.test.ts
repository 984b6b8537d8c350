/** Who stands in a column or a field beside what a person has, under a name for people; and firms, teams and ordinals there that stay. */
import { describe, expect, it } from 'vitest';
import { masked } from './fixtures.js';

const told = (text: string, ...values: readonly string[]): void => {
  const shown = masked(text);
  expect([shown, values.filter((one) => shown.includes(one))]).toEqual([shown, []]);
};

describe('a person under a name for people is told by what stands beside them', () => {
  it.each([
    ['tenant,unit,phone_no\nKaden Bins,380,298-797-3867\nVivien Halász,174,+36 20 922 0289\n', 'Kaden Bins'],
    ['client;postal_address\nDeclan Hammes;19/130 Murray Street, Perth WA 6001\n', 'Declan Hammes'],
    ['payee,iban\nWillow Wood,DE89370400440532013000\n', 'Willow Wood'],
    ['Driver,Emergency Contact,Emergency Phone\nKacie Gusik,Emmie Senger,083 553 3882\n', 'Emmie Senger'],
    ['Mieter,Rufnummer\nElea Bahl,089 953 0564\n', 'Elea Bahl'],
    ['najemca,ur.\nRomeo Flak,07.09.1965\n', 'Romeo Flak', '07.09.1965'],
    ['Familienname;Reisepass\nHartmann;X3344371\n', 'Hartmann'],
    ['고객명;여권번호\n라효은;M67368468\n', '라효은'],
    ['navn;pasnr\nHanne Andersen;279139785\n', '279139785'],
    ['intestatario\tresidenza\nEdda Rossi\tviale Trieste 97, 70848 Roma (RM)\n', 'Trieste', 'Edda Rossi'],
    ['Issued to,Serial\nMaeve Berge,SN1661814\n', 'Maeve Berge'],
    ['first,surname,ssn\nAlisa,Wilkinson,765-14-4075\n', 'Alisa'],
    ['- given: Conner\n  family: Heidenreich\n  birth_dt: 1993-04-14\n', 'Conner', 'Heidenreich'],
    ['locataire: Aglaé Deschamps\npasseport: 96XC76584\n', 'Aglaé Deschamps'],
    ['[{"voter":"Amalie Karlsen","date of birth":"1971-02-03"}]', 'Amalie Karlsen'],
  ])('%j', (text, ...values) => told(text, ...values));
});

describe('beside what a firm has as well', () => {
  it.each([
    'client,phone\nNorthwind Trading,\n',
    'owner,email\nPlatform Team,\nData Science,\n',
    'first,last,count\nMonday,Friday,5\n',
    'Issued to,Serial\nHarbour Logistics,SN1661814\n',
    'family: Inter\nweight: 400\n',
  ])('%j stays', (text) => expect(masked(text)).toBe(text));
});
