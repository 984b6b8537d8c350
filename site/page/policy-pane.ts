/** The policy as the reader writes it, and what the kernel's own loader says of it, at its line and column. */
import type { Problem } from '../../src/index.js';
import { fill, h, the } from './dom.js';
import { createEditor } from './editor.js';
import { policies } from './texts.js';

function problemItem(problem: Problem, goTo: (line: number, column: number) => void): HTMLLIElement {
  const { line, column, message, help } = problem;
  const place = h('button', { type: 'button', class: 'place' }, `policy.yaml:${line}:${column}`);
  place.addEventListener('click', () => goTo(line, column));
  return h(
    'li',
    {},
    place,
    ` ${message}`,
    ...(help === undefined ? [] : [h('span', { class: 'quiet' }, ` ${help}`)]),
  );
}

/** Milliseconds without a key before the text is read. */
const rest = 350;

export interface PolicyPane {
  text(): string;
  show(problems: readonly Problem[]): void;
  reset(): void;
}

const verdict = (count: number): string =>
  count === 0
    ? 'The loader has nothing against it.'
    : `${count} ${count === 1 ? 'problem' : 'problems'}: Aegis would not start on this.`;

export function createPolicyPane(changed: () => void): PolicyPane {
  const editor = createEditor(the('policy-text', HTMLTextAreaElement), the('policy-lines', HTMLElement));
  const state = the('policy-state', HTMLElement);
  let typing: ReturnType<typeof setTimeout> | undefined;
  editor.area.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(changed, rest);
  });
  const take = (text: string) => (): void => {
    editor.set(text);
    changed();
  };
  the('policy-default', HTMLButtonElement).addEventListener('click', take(policies.standard));
  the('policy-allow', HTMLButtonElement).addEventListener('click', take(policies.allowAll));
  editor.set(policies.standard);
  return {
    text: () => editor.area.value,
    reset: () => editor.set(policies.standard),
    show: (problems) => {
      state.className = problems.length === 0 ? 'fine' : 'wrong';
      state.textContent = verdict(problems.length);
      const items = problems.map((one) => problemItem(one, editor.goTo));
      fill(the('policy-problems', HTMLUListElement), ...items);
      editor.mark(problems.map(({ line }) => line));
    },
  };
}
