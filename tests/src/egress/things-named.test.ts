/** Pairs: what is named after what people have, a column of a schema, an index, a template, is nobody's and keeps its bytes, and its near neighbour, which is somebody's, is masked. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { maskedText as masked } from './fixtures.js';

const table = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

describe('of tables', () => {
  it.each([
    [
      'live rows of tables',
      [' table_name | n_live_tup | n_dead', '---+---+---', ' stg_names | 24878192 | 98466'],
      [' bridge_phone | 86458642 | 38809', ' dim_customer | 14261163 | 68252'],
    ],
    [
      'scans of indexes',
      [' idx_name | size_mb | scans', '---+---+---', ' ix_person_email | 214.4 | 9266672'],
      [' ix_phone_e164 | 123.4 | 1115386', ' pk_iban | 449.5 | 5907670'],
    ],
    [
      'calls of paths',
      ['endpoint\tp99_ms\tdeploy', '/v1/names\t612\t8e8e57537c7f'],
      ['/v1/iban/check\t884\t104d4ca3f5b0', '/v1/phones\t12\t3657bd555175'],
    ],
  ])('%s stay under their headings', (_, head, rows) => {
    const text = table([...head, ...rows]);
    expect(masked(text)).toBe(text);
  });

  it.each([
    ['a name in words', 'full_name | Delphine Accountius | Quentin Ferrars'],
    ['an address', 'work_email | delphine@example.com | 12'],
    ['a number as it is dialled', 'fax_phone | 030 8645864 | 030 8645865'],
  ])('one line with %s is enough for a table that lies on its side', (_, line) => {
    const rows = [
      'field | before | after',
      '---|---|---',
      'phone | 86458642 | 86458643',
      'name | 12 | 13',
      line,
    ];
    expect(masked(table(rows))).not.toContain('86458642');
  });

  it('two columns of names and values stay what they are', () => {
    expect(masked('stg_names | 24878192\nbridge_phone | 86458642\n')).not.toContain('86458642');
  });
});

describe('of parts', () => {
  it.each([
    [
      '| part_no | rev | nm |\n|---|---|---|\n| 510-87-8780 | B | 8 |',
      '| who_no | rev | nm |\n|---|---|---|\n| 510-87-8780 | B | 8 |',
    ],
    ['sku,qty\n510-87-8780,3\n', 'ssn,qty\n510-87-8780,3\n'],
    ['{"part_no":"510-87-8780"}', '{"part_no":"lent to 510-87-8780"}'],
    ['[{"sku":"510-87-8780"}]', '[{"sin":"510-87-8780"}]'],
  ])('%j stays, and %j does not', (clean, personal) => {
    expect(masked(clean)).toBe(clean);
    expect(masked(personal)).not.toBe(personal);
  });

  it('nothing is heard in what a statement made', () => {
    expect(scan('510-87-8780', hint.goods | hint.made)).toHaveLength(1);
    expect(scan('/run/secrets/pg', hint.secret | hint.checked | hint.made)).toHaveLength(1);
  });
});

describe('of programs and templates', () => {
  it.each([
    ['first_name: str\nlast_name: str', 'first_name: Stroud\nlast_name: str'],
    ['name,email\nREDACTED,REDACTED\n', 'name,email\nRedford,REDACTED\n'],
    [
      'url = "postgresql://$' + '{DB_USER}:$' + '{DB_PASS}@db:5432/dwh"',
      'url = "postgresql://$' + '{DB_USER}:$DB_PASS7x@db:5432/dwh"',
    ],
    ['redis://$USER:$PASS@db', 'redis://ann:$PASS@db'],
    ['https://{{user}}:{{pass}}@db', 'https://{{user}}:{{pass@db'],
    ['POSTGRES_PASSWORD_FILE: /run/secrets/pg', 'POSTGRES_PASSWORD: /run/secrets/pg'],
    ['DB_PASSWORD_PATH=/run/secrets/pg', 'DB_PASSWORD_PATH=/u8fJ2kQ9/x7Tz0bV1'],
    ['GRANT x ON contact TO ROLE reader; a name', 'GRANT x ON contact TOVE ROLEN reader; a name'],
    ['ALTER TABLE contact MODIFY COLUMN a name', 'ALTER TABLE contact MODESTY COLUM a name'],
    ['name FROM crm.contact Contessa Conda', 'name FROM crm; contact Contessa Conda'],
  ])('%j stays, and %j does not', (clean, personal) => {
    expect(masked(clean)).toBe(clean);
    expect(masked(personal)).not.toBe(personal);
  });
});

describe('of what is said beside somebody', () => {
  it.each([
    ['Contact Name: Sakura Okada', 'Contact Name: ', 'Sakura'],
    ['Contact Ann: 0475 75 67 16', 'Contact ', 'Ann'],
    ['Registre de M. Verhoeven : 92.12.25-434.56. Son GSM est le 0475 75 67 16.', 'Son GSM est', '0475'],
    ['Deu errado, protocolo 20. Meu WhatsApp: (21) 97094-8122', 'Meu WhatsApp: ', '97094'],
    ['CPR-nr. 270362-2243. Tlf. 51 45 60 77. Sagsnr. 2026-16561.', 'Sagsnr. 2026-16561', '51 45 60 77'],
    [
      'Cep telefonum 0533 974 55 99. 613324254 numaralı siparişi iade.',
      '613324254 numaralı siparişi',
      '0533 974',
    ],
    ['电话 13736062314。手机号 共 2857239 行', '2857239 行', '13736062314'],
    ['Call 604-980-8651. Phone cluster 1103-081522-k3xw9a7b.', '1103-081522-k3xw9a7b', '604-980-8651'],
    ['Yours sincerely, Gareth Pugh-Davies, Appeals Officer', 'Appeals Officer', 'Gareth'],
    ['{"rrn":306639849519,"cardholder":"Wellington Tavares"}', '306639849519', 'Tavares'],
    ['{"rrn":"210412-3000001","x":1}', '"x":1', '210412'],
  ])('%j keeps %j and no part of %j', (text, kept, gone) => {
    const shown = masked(text);
    expect(shown).toContain(kept);
    expect(shown).not.toContain(gone);
  });
});
