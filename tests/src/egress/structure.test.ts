/** What stands under a name is read with it, in whatever form rows are printed; and what stands in the next field is not. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/egress/net/text/scan.js';

const shown = (text: string): readonly string[] =>
  scan(text, 0).map(({ class: name, start, end }) => `${name} ${text.slice(start, end)}`);
const both = ['pii.name Wayra Quispe', 'pii.passport 45 54 676987'];

const forms: Readonly<Record<string, string>> = {
  'rows of HTML under a head': `<table><tr><th>Nachname</th><th>n</th><th>passport</th></tr>
<tr><td>Wayra Quispe</td><td>7</td><td>45 54 676987</td></tr></table>`,
  'rows of HTML beside their names':
    '<table><tr><td>Nachname</td><td><b>Wayra Quispe</b></td></tr><tr><th>passport</th><td>45 54 676987</td></tr></table>',
  'terms and what they mean':
    '<dl><dt>Nachname</dt><dd>Wayra Quispe</dd><dt>passport</dt><dd> 45 54 676987 </dd></dl>',
  'elements by their names':
    '<r><nachname>Wayra Quispe</nachname><passport_no>45 54 676987</passport_no></r>',
  'a statement that inserts': `INSERT INTO "t" ("id", "Nachname", "passport") VALUES (1, 'Wayra Quispe', '45 54 676987');`,
  'a dump whose columns stand above': `CREATE TABLE \`t\` (\`id\` int(11), \`nachname\` varchar(20) DEFAULT 'x', \`passport\` text, PRIMARY KEY (\`id\`));
INSERT INTO \`t\` VALUES (1,'Wayra Quispe','45 54 676987');`,
  'rows that are copied in':
    'COPY public.t (id, nachname, passport) FROM stdin;\n1\tWayra Quispe\t45 54 676987\n\\.\n',
  'a table of two columns':
    '| Feld | Wert |\n|---|---|\n| Nachname | Wayra Quispe |\n| passport | 45 54 676987 |\n',
  'an expanded row': '-[ RECORD 1 ]---\nNachname | Wayra Quispe\nkind | clerk\npassport | 45 54 676987\n',
};

describe('a value under a name is found', () => {
  it.each(Object.entries(forms))('in %s', (form, text) => {
    const plain = text.replace(/<\/?b>/g, '');
    expect([form, shown(plain)]).toEqual([form, both]);
  });

  it('a bare name is a person’s beside what only people have', () => {
    expect(shown('name,email\nWayra Quispe,w@corp.example\n')[0]).toBe('pii.name Wayra Quispe');
    expect(shown('name,price\nWayra Quispe,12\n')).toEqual([]);
  });

  it('a quote doubled or behind a stroke is a part of a value', () => {
    const text = `INSERT INTO t (surname, note) VALUES ('O''Neil', 'a\\'b'), ('Darcy', 'b');`;
    expect(shown(text)).toEqual([`pii.name O''Neil`, 'pii.name Darcy']);
  });
});

describe('a word speaks of its own field alone', () => {
  it.each([
    '{"phone":"n/a","order_id":"066-1463329-7798622"}\n{"a":1}',
    'phone: none, invoice: 5551234567',
    '<phone>-</phone><order>5551234567</order>',
    '<row phone="1" order="5551234567"/>',
    '| phone | order |\n|---|---|\n| - | 5551234567 |\n',
    'phone,order\nx,5551234567\n',
    'id\tref\tphone\n5551234567\tx\t-\n',
    'Order 5551234567 phone: none',
    '[PHONE:*1234] 5551234567',
    'Call us.\n\n5551234567 units sold',
  ])('%j', (text) => expect(shown(text)).toEqual([]));

  it.each([
    'phone: 06 30 793 5697',
    'Phone (home, evenings): 06 30 793 5697',
    'phone | 06 30 793 5697',
    'phone;06 30 793 5697',
    '06 30 793 5697 (mobile)',
    'Call me, please, on this number: 06 30 793 5697',
    '<b>Phone</b> 06 30 793 5697',
  ])('and of that one still: %j', (text) => expect(shown(text)).toEqual(['pii.phone 06 30 793 5697']));
});
