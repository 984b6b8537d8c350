/** That somebody is known by a given name or by what they are called, in a sentence; and that what is called after people, and a cell that is nothing but such a name, stay. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const names = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.name')
    .map(({ start, end }) => text.slice(start, end));

describe('a given name', () => {
  it.each([
    ['the headset of Francesca Dell’Orto is back on her desk', 'Francesca Dell’Orto'],
    ['we moved the cover over to Naoko Hirabayashi, as was asked', 'Naoko Hirabayashi'],
    ['i går byggde Annika Nyström om hela flödet', 'Annika Nyström'],
    ['Вчера Наталья Коваленко закончила инвентаризацию', 'Наталья Коваленко'],
    ['refund approved for Quentin D. Ferrars; run 633', 'Quentin D. Ferrars'],
    ['the driver Orbo Söderlund left his card in the van', 'Orbo Söderlund'],
    ['please note: Kleinschmidt, Liselotte, was not at home', 'Kleinschmidt, Liselotte'],
    ["VALUES (1,'Haruka Matsumoto','DE89370400440532013000')", 'Haruka Matsumoto'],
  ])('tells who is meant: %s', (text, name) => expect(names(text)).toContain(name));

  it.each([
    ['the office in Thomas Street was closed for the day'],
    ['they met at the Martin Institute and at Edward Hall in town'],
    ['the fast Kevin Algorithm was run over all of the data'],
    ['the ferry to San Antonio Oeste was late again today'],
    ['Hugo Floor Mirror'],
    ['item,season\nHugo Floor Mirror,autumn\nRuby Throw Blanket,spring'],
    ['{"symptom":"none","sku":"Oscar Plant Stand"}'],
    ['const Maria = new Thomas.Factory(Anna.Type)'],
    ['driver Shared Memory was loaded by the kernel'.replace('Shared Memory', 'shared memory')],
  ])('is nobody in %s', (text) => expect(names(text)).toEqual([]));
});
