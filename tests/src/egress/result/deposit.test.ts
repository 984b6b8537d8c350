// What the kernel itself has put into an object is masked column by column; whatever else comes back for it, and wherever, owes what all of its columns owe.
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/call/json.js';
import { partOf } from '../../../../src/catalog/deposit.js';
import type { Deposited, EgressColumn } from '../../../../src/intercept/effects.js';
import { column, digest, raw, released, type Setting, text } from '../fixtures.js';

const body = 'id,email,country,note\r\n1,ann,DE,\r\n2,bo,NL,write to cy@firma.example\r\n';
const deposit = (of = body): Deposited => ({
  parts: [partOf(of, digest)],
  egress: [column('id'), column('email', 'pii.email'), column('country'), column('note')],
});
const all: EgressColumn = { name: '*', classes: ['pii.email'], how: 'unknown', from: [] };
const get: Setting = {
  ...{ egress: [all], egressBy: 'name', deposit: deposit() },
  result: { classes: { '$.body': 'pii.unknown', '$.version': 'secret.digest' } },
};
const bodyOf = (found: Json, setting = get): unknown =>
  released(setting, raw({ key: 'k', body: found, version: 'v1' })).result.structuredContent?.body;
const email = '\\[EMAIL:[a-z2-7]{12}\\]';

it('shows its clear columns, its classified cells whole masked, and what the net finds in the clear ones as well', () => {
  expect(bodyOf(body)).toMatch(
    new RegExp(`^id,email,country,note\\n1,${email},DE,\\n2,${email},NL,write to ${email}\\n$`),
  );
});

describe('shows nothing of', () => {
  it.each([
    ['columns that have changed places', body.replace('id,email', 'email,id')],
    ['cells that have changed places', body.replace('1,ann,DE', '1,DE,ann')],
    ['lines that were added', `${body}3,cy,FR,\r\n`],
    ['lines that are missing', body.replace('1,ann,DE,\r\n', '')],
    ['the same as JSON', JSON.stringify([{ id: 1, country: 'DE' }])],
    ['another line end', body.replaceAll('\r', '')],
  ])('%s, whatever version it says to be', (_, other) => {
    expect(bodyOf(other)).not.toMatch(/DE|NL|FR|ann|bo/);
  });

  it('what is no text', () => {
    expect(JSON.stringify(bodyOf([{ id: 1, country: 'DE' }]))).not.toContain('DE');
  });

  it('a text beside it that says something else', () => {
    const other = text(body.replace('DE', 'FR'));
    const { content } = released(get, raw({ key: 'k', body, version: 'v1' }, [other])).result;
    expect(JSON.stringify(content)).not.toMatch(/FR|ann/);
  });
});

it('is known as the text of a result that has nothing else', () => {
  const { content } = released(get, raw(undefined, [text(body)])).result;
  expect(JSON.stringify(content)).toMatch(/1,\[EMAIL:[a-z2-7]{12}\],DE/);
  const other = released(get, raw(undefined, [text(`${body} `)])).result;
  expect(JSON.stringify(other)).not.toMatch(/DE|ann/);
});

it('tells of what was made from a classified value neither the value nor that there is none', () => {
  const made = 'id,made,email\r\n1,,\r\n2,0,bo\r\n';
  const derived: EgressColumn = { ...column('made', 'pii.email'), how: 'transformed' };
  const egress = [column('id'), derived, column('email', 'pii.email')];
  const [, one, two] = String(
    bodyOf(made, { ...get, deposit: { parts: [partOf(made, digest)], egress } }),
  ).split('\n');
  expect(one).toMatch(/^1,\[[^,]+\],$/);
  expect(two).toMatch(/^2,\[[^,]+\],\[EMAIL/);
});

it('leaves the net where somebody vouches for the column that it comes from', () => {
  const from = ['silver.notes.note'];
  const egress = deposit().egress.map((one) => (one.name === 'note' ? { ...one, from } : one));
  const vouched: Setting = {
    ...{ ...get, deposit: { ...deposit(), egress } },
    obligations: [{ kind: 'clear', columns: [{ column: 'silver.notes.note', by: 'ada' }] }],
  };
  expect(bodyOf(body, vouched)).toContain('write to cy@firma.example');
  expect(bodyOf(body)).not.toContain('cy@firma.example');
});
