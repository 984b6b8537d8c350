/** A text area with numbered lines, for texts whose problems have a line. It colours nothing and changes nothing that is typed. */
import { fill, h } from './dom.js';

export interface Editor {
  readonly area: HTMLTextAreaElement;
  set(text: string): void;
  mark(lines: readonly number[]): void;
  /** Puts the caret there; both counted from 1. */
  goTo(line: number, column: number): void;
}

export function createEditor(area: HTMLTextAreaElement, gutter: HTMLElement): Editor {
  let marked: ReadonlySet<number> = new Set();
  const number = (): void => {
    const count = area.value.split('\n').length;
    fill(
      gutter,
      ...Array.from({ length: count }, (_, at) =>
        h('span', marked.has(at + 1) ? { class: 'wrong' } : {}, String(at + 1)),
      ),
    );
    gutter.scrollTop = area.scrollTop;
  };
  area.addEventListener('input', number);
  area.addEventListener('scroll', () => {
    gutter.scrollTop = area.scrollTop;
  });
  number();
  return {
    area,
    set(text) {
      area.value = text;
      area.scrollTop = 0;
      number();
    },
    mark(lines) {
      marked = new Set(lines);
      number();
    },
    goTo(line, column) {
      const lines = area.value.split('\n').slice(0, line - 1);
      const at = lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
      area.focus();
      area.setSelectionRange(at, at);
      area.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(area).lineHeight));
    },
  };
}
