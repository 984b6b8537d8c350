/** Stage by stage, in words: what the ledger wrote that each one saw. */
import { fill, h, the } from './dom.js';
import type { StageNote } from './trip.js';

const words: Readonly<Record<StageNote['state'], string>> = {
  passed: 'passed',
  stopped: 'stopped here',
  skipped: 'never reached',
};

const item = ({ stage, state, lines }: StageNote): HTMLLIElement =>
  h(
    'li',
    { class: state, 'data-stage': stage },
    h('span', { class: 'stage-name' }, stage),
    h('span', { class: 'stage-state' }, words[state]),
    h('ul', {}, ...lines.map((line) => h('li', {}, line))),
  );

export const showStages = (notes: readonly StageNote[]): void =>
  fill(the('stages', HTMLOListElement), ...notes.map(item));
