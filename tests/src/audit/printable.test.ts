// What a terminal is shown of a text that somebody else wrote.
import { expect, it } from 'vitest';
import { printable, printableLines } from '../../../src/audit/printable.js';

it.each([
  ['an escape', '\u001b]52;c;aGk=\u0007', '\\u001b]52;c;aGk=\\u0007'],
  ['a C1 control', '\u009b31m', '\\u009b31m'],
  ['a line of its own', 'a\n  99 allow\r\u2028x\u0085', 'a\\u000a  99 allow\\u000d\\u2028x\\u0085'],
  ['a change of direction', '\u202egpj.exe\u2066', '\\u202egpj.exe\\u2066'],
  ['what cannot be seen', 'a\u200bb\u00adc\ufeff', 'a\\u200bb\\u00adc\\ufeff'],
])('%s becomes its escape', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('several lines keep their ends and their tabs, and nothing else', () => {
  expect(printableLines('a\n\tb\u001b[2J\r\n')).toBe('a\n\tb\\u001b[2J\\u000d\n');
});

it('a text that shows as it is stays as it is', () => {
  expect(printable('Ünïcödé 日本, `x` "y" \\u001b')).toBe('Ünïcödé 日本, `x` "y" \\u001b');
});
