// What controls a terminal does not leave in a result, whichever way it is written.
import { describe, expect, it } from 'vitest';
import { withoutControls } from '../../../../src/egress/result/controls.js';

const ESC = '\u001b';
const text = (value: string): string =>
  withoutControls({ content: [{ type: 'text', text: value }] }).content[0]?.text ?? '';
const anyControl = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

describe('a result', () => {
  it.each([
    ['a clipboard write', `${ESC}]52;c;aGk=\u0007`],
    ['a link', `${ESC}]8;;http://x${ESC}\\here${ESC}]8;;${ESC}\\`],
    ['a colour by C1', '\u009b31m'],
    ['an operating system command by C1', '\u009d52;c;aGk=\u009c'],
    ['a backspace', 'yes\b\b\bno'],
    ['a deletion', 'a\u007f'],
  ])('is without %s, in text, in a leaf, in a key', (_what, value) => {
    expect(text(value)).not.toMatch(anyControl);
    const { structuredContent } = withoutControls({
      content: [],
      structuredContent: { [value]: [value, { deep: value }] },
    });
    expect(JSON.stringify(structuredContent)).not.toMatch(/\\u00|\\[bf]|[\x7f-\x9f]/);
    expect(JSON.stringify(structuredContent)).toContain('\ufffd');
  });

  it('that is JSON in a text is read as its reader reads it, at any depth', () => {
    const inner = JSON.stringify({ a: `${ESC}[2J`, b: 'x\by' });
    for (const one of [
      inner,
      JSON.stringify({ inner }),
      JSON.stringify([{ inner: JSON.stringify({ inner }) }]),
    ]) {
      const kept = text(one);
      expect(kept).not.toMatch(/u001b|\\b/);
      expect(kept).toContain('\ufffd[2J');
    }
  });

  it('that is no JSON loses the escapes in it', () => {
    expect(text('{"a":1}\n{"a":"\\u001b[2J"}')).toBe('{"a":1}\n{"a":"\ufffd[2J"}');
  });

  it('keeps tabs, line ends, paths and every letter, and is the same value when nothing had to change', () => {
    const structuredContent = {
      path: 'C:\\bin\\food',
      lines: 'a\tb\r\nc',
      name: 'Ünïcödé 日本',
      n: 1,
      none: null,
    };
    const result = withoutControls({
      content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
      structuredContent,
    });
    expect(result.structuredContent).toBe(structuredContent);
    expect(result.content[0]?.text).toBe(JSON.stringify(structuredContent));
  });
});
