// Holds the diagram of a request's life to what XState makes of the machine. Refuses an arrow too many, one too few, and a word nobody explains.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { requestMachine } from '../../actors/request.js';

const page = readFileSync('docs/lifecycle.md', 'utf8');
const drawn = [...page.matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)].map(([, from, to, labels = '']) => ({
  arrow: `${from} → ${to}`,
  labels: labels.split(' / '),
}));

/** Down to the state within that is entered first. */
const leaf = (node: typeof requestMachine.root): string => {
  const inner = node.initial.target[0];
  return node.type === 'compound' && inner !== undefined ? leaf(inner) : node.key;
};

const leaves = (node: typeof requestMachine.root): readonly (typeof requestMachine.root)[] =>
  node.type === 'compound' ? Object.values(node.states).flatMap(leaves) : [node];

it('the arrows of the page are those of the machine, each once', () => {
  const real = leaves(requestMachine.root).flatMap((node) =>
    [...(node.always ?? []), ...[...node.transitions.values()].flat()].flatMap(({ target = [] }) =>
      target.map((to) => `${node.key} → ${leaf(to)}`),
    ),
  );
  expect(drawn.map(({ arrow }) => arrow).sort()).toEqual([...new Set(real)].sort());
});

it('every word on an arrow is explained under the diagram', () => {
  const said = new Set(drawn.flatMap(({ labels }) => labels));
  const explained = [...page.matchAll(/^\| ([a-z, ]+) \| /gm)].map(([, word]) => word).slice(1);
  expect([...said].sort()).toEqual(explained.sort());
});

it('only audit ends a request, and only what was recorded is answered as allowed', () => {
  const ends = drawn.filter(({ arrow }) => /→ (done|denied)$/.test(arrow));
  expect(ends).toEqual([
    { arrow: 'audit → denied', labels: ['not recorded', 'recorded, not allowed'] },
    { arrow: 'audit → done', labels: ['recorded, allowed'] },
  ]);
});
