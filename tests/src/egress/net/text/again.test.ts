/** Who is named once, in a text or in the columns of a row, is found wherever the text or the row speaks of them. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/call/json.js';
import { masked, raw, released, rules } from '../../fixtures.js';

describe('a name that a text leads to once', () => {
  it.each([
    ['RE: Leilani Kealoha, ward 4\nPatient: Leilani Kealoha, seen today', 'Leilani'],
    ['[09:45] Siobhan: hey, this is Siobhan Rourke from billing', 'Siobhan'],
    ["My name is Nomvula Dlamini. Nomvula's order is late, says Dlamini.", 'Dlamini'],
    ['Mrs Anna van Dyk wrote. We owe Anna van Dyk an answer.', 'Dyk'],
  ])('is found again in %j', (text, part) => {
    expect(text).toContain(part);
    expect(masked(text)).not.toContain(part);
  });

  it.each([
    ['I spoke with Will Grace. Will you call? May I ask with Grace?', 'Will you call? May I ask with Grace?'],
    ['Contact Anna Stone (sales). A Stone wall is no person.', 'A Stone wall is no person.'],
    ['This is Ann Bell.\nRinging Bells is a task.', 'Ringing Bells is a task.'],
  ])('is not found in the words of every sentence: %j', (text, rest) => {
    expect(masked(text).endsWith(rest)).toBe(true);
  });

  it('is found by its parts no longer among many names, where a part may be anything', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `Nomvula${'abcdefghijkl'.charAt(i)} Dlamini;ok`);
    const shown = masked(['full_name;note', ...rows, 'x;Dlamini brand tea'].join('\n'));
    expect(shown).toContain('Dlamini brand tea');
    expect(shown).not.toContain('Nomvula');
  });
});

const rowsOf = (...rows: readonly JsonObject[]): string =>
  JSON.stringify(released({ rules, egress: [] }, raw({ rows })).result);

describe('a name in a column of a row', () => {
  it.each([
    [{ full_name: 'Leilani Kealoha', notes: 'Leilani asked for a refund' }, 'Leilani'],
    [{ first_name: 'Siobhan', last_name: 'Rourke', notes: 'Call back: Siobhan Rourke is upset' }, 'Rourke'],
    [{ contact: 'nomvula.dlamini@corp.example', summary: 'Nomvula Dlamini asked for it' }, 'Nomvula'],
    [{ email: 'ndlamini@corp.example', tags: ['said by Nomvula Dlamini'] }, 'Nomvula'],
  ])('is found in the texts beside it: %j', (row, part) => {
    expect(rowsOf(row)).not.toContain(part);
  });

  it('says nothing of the texts in other rows, nor of other names', () => {
    const shown = rowsOf(
      { full_name: 'Leilani Kealoha', notes: 'The Logan Chair came late' },
      { full_name: 'Nomvula Dlamini', notes: 'Reads Kealoha Weekly in print' },
    );
    expect(shown).toContain('The Logan Chair came late');
    expect(shown).toContain('Reads Kealoha Weekly in print');
  });
});
