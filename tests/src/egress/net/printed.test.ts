// What a system prints, as it may stand in a log: without secrets, without what a detector knows, and whole lines else.
import { expect, it } from 'vitest';
import { printed } from '../../../../src/egress/net/printed.js';

const scrub = (text: string) => ({ text: text.replaceAll('hunter2', '[SECRET]'), hits: 0 });
const said = (line: string): string => printed(line, scrub);

it.each([
  ['listening on 5432', 'listening on 5432'],
  ['login with hunter2 failed', 'login with [SECRET] failed'],
  ['no row for ann.bell@example.com, asked twice', 'no row for [REDACTED:pii.email], asked twice'],
  ['card 4111 1111 1111 1111', 'card [REDACTED:pii.card]'],
  ['q z v x k 7 j w @ c a n a r y . e x a m p l e', '[REDACTED:pii.email]'],
])('%j is told as %j', (line, told) => {
  expect(said(line)).toBe(told);
});

it('a line that hides something is withheld', () => {
  expect(said(`body ${Buffer.from('to: ann.bell@example.com').toString('base64')}`)).toBe(
    '[WITHHELD: 37 bytes]',
  );
});

it('of a line that was cut off what may be half a value goes with it', () => {
  const line = `${'word '.repeat(96)}card 4111 1111 11…`;
  expect(said(line)).not.toContain('4111');
  expect(said(line)).toMatch(/^(?:word )+.*…$/);
});
