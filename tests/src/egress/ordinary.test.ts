/** Pairs: what a platform says every day of nobody keeps its bytes, and its near neighbour, which is somebody's, is masked. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { maskedText as masked } from './fixtures.js';

describe('of what a schema and a translation say', () => {
  it.each([
    ['{"full_name":{"type":"string","x":1}}', '{"full_name":{"type":"Strindberg","x":1}}'],
    ['{"last_name":{"title":"Family name"}}', '{"last_name":{"title":"Familyname"}}'],
    [
      '{"customer_name":{"description":"Display name of the account"}}',
      '{"customer_name":{"description":"Delphine Accountius"}}',
    ],
    ['{"es":{"last_name":"Nombre"}}', '{"es":{"last_name":"Hombre"}}'],
    ['{"ru":{"fullname":"Фамилия и имя"}}', '{"ru":{"fullname":"Фамусов Илья"}}'],
    ['type Node {\n  id: ID!\n  name: String!\n}', 'type Node {\n  id: ID!\n  name: Sigrid!\n}'],
    ['birth_date date CHECK (birth_date > 1900-01-01)', 'birth_date date CHECK (birth_date > 1960-01-01)'],
    ['{"birth_date":{"formatMinimum":"1900-01-01"}}', '{"birth_date":{"formatMinimum":"1901-01-01"}}'],
  ])('%s stays, and %s does not', (clean, personal) => {
    expect(masked(clean)).toBe(clean);
    expect(masked(personal)).not.toBe(personal);
  });

  it('nothing is heard in what a statement made', () => {
    for (const [bit, text] of [
      [hint.name, 'Display name of the account'],
      [hint.birth, '1900-01-01'],
    ] as const)
      expect(scan(text, bit | hint.made)).toHaveLength(1);
  });
});

describe('of things and their numbers', () => {
  it.each([
    ['on-call Mon-Fri, budget 3 %', 'on call: call Monique-Frida, budget 3 %'],
    ['/srv/bundle/gems/lexer-7.0.8.1/lib/gauge.rb:3 gateway', '/srv/bundle: lexer 7.0.8.1/lib gateway'],
    ['23 x Rue de Rivoli Parfum', '23 rue de Rivoli, Paris'],
    ['le dépôt compte 12 palettes; commande PO 905453', 'le compte 12-905453, palettes'],
    ['счётчик показал 4264848397', 'счёт 4264848397'],
    [
      '- sku: P-9\n  name: Lincoln Log\n  phone_rest: true\n',
      '- sku: P-9\n  name: Lincoln Log\n  phone: 0711 12345\n',
    ],
    ['{"symbol":"X","name":"Philip Morris"}\n{}', '{"symptom":"X","name":"Philip Morris"}\n{}'],
    ['34711836,Network,Phone 7 rings not', '34711836,Phone'],
    ['[IsNotNull(phone), GreaterThan(order_id,4329328)]', '[Equals(phone, 4329328)]'],
    ['Upgrade path: 19.22.46.184 -> 21.1.0.7', 'Traffic path: 19.22.46.184 -> 21.1.0.7'],
    ['core >= 11.8.14.159, < 32.0.0.77', 'core at 11.8.14.159, < 32.0.0.77'],
    ['80 s3/exports/phones_2024, 2125550123 x', '80 s3/exports phones, 2125550123 x'],
    [
      'Phone ores 56744, web 99800, app 15333.\nPhone ores 8781074, web 24380, app 31775.',
      'phone,web,app\n8781074,24380,31775.',
    ],
    [
      '{"place":"Do\\u00f1a","n":1}\n{"place":"Ana","n":2}',
      '{"place":"Do\\u00f1a Ana","n":1}\n{"place":"Rome","n":2}',
    ],
    [
      'EAN list\n4808733772661\n4733963850370\n9677273888218',
      'list\n4808733772661\n4733963850371\n9677273888218',
    ],
    [
      'EAN list\n4808733772661\n4733963850370\n9677273888218',
      'card list\n4808733772661\n4733963850370\n9677273888218',
    ],
    ['9677273888218 4733963850370', '4808733772661 4733963850370'],
    ['Main ring, unit 57028930 reached 88134 kWh', 'Main ring, 57028930 reached 88134 kWh'],
    [
      'plan,n,ref\nMobile,1,2417784\nWeb,2,2417785\nMobile,3,2417786',
      'plan,n,ref\nMobile,1,2417784\nPhone,2,2417785\nWeb,3,2417786',
    ],
    ['Invoice run 34330492 is done', 'Ana, run 34330492 is hers'],
    ['Kostenstelle 9685, Sachkonto 868234', 'Kostenweg 9685, Sachkirch 868234'],
    ['[{"psp_reference":"8137794123441138"}]', '[{"payer":"8137794123441138"}]'],
    ['{"total_assets_eur":"4705931135628"}', '{"holder":"4705931135628"}'],
    ['{"gtin13":"4610200716845"}', '{"entry":"4610200716845"}'],
    ['{"sa_id":"9058752289376","ni_number":"66693022"}', '{"sa_id":"8001015009087"}'],
    ['{"ni_number":"66693022"}', '{"ni_number":"AB 12 34 56 C"}'],
  ])('%j stays, and %j does not', (clean, personal) => {
    expect(masked(clean)).toBe(clean);
    expect(masked(personal)).not.toBe(personal);
  });
});

describe('a name that an escape leads to', () => {
  it('is masked where it stands, and the lines beside it are not', () =>
    expect(masked('{"place":"Do\\u00f1a Ana","n":1}\n{"place":"Rome","n":2}')).toBe(
      '{"place":"Do\\u00f1a [REDACTED:pii.name]","n":1}\n{"place":"Rome","n":2}',
    ));
});
