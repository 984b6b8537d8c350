/** That a table within a text is read by its columns once more when some of its cells are masked: a mask names its class, and is no name of its line. */
import { expect, it } from 'vitest';
import { text as block, raw, released } from '../fixtures.js';

const rows = [
  ['TCKN', 'cep', 'sipariş'],
  ['41061579586', '0583 383 51 34', 'SO92884239'],
  ['87483882200', '0535 543 12 87', 'PO-1257-3124'],
  ['44850225954', '0545 879 94 48', 'A871-6264174'],
];

it.each(['\t', ';'])('an order beside an id stays in a table parted by %j', (sign) => {
  const text = `${rows.map((row) => row.join(sign)).join('\n')}\n`;
  const shown = JSON.stringify(released({}, raw(undefined, [block(text)])).result);
  for (const [id = '', , order = ''] of rows.slice(1)) {
    expect(shown).not.toContain(id);
    expect(shown).toContain(order);
  }
});
