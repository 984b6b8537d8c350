/** What a call needs to be granted, from what it would do. A call with no effect on a dataset still needs one capability. */
import {
  type Action,
  type Capability,
  type Effects,
  isRowAction,
  rowActions,
  type Write,
} from '../intercept/effects.js';
import type { Reading, Tool } from '../manifest/manifest.js';

/** Actions that a named dataset may be looked at for; every other action writes it. */
const lookingActions: readonly Action[] = ['read', 'validate', 'list', 'describe', 'explain'];
const placed: readonly Reading[] = ['object-key', 'object-prefix', 'dataset'];

const datasetOf = (object: string): string => object.slice(object.indexOf(':') + 1);

const named = (action: Action, objects: readonly string[]): readonly Capability[] =>
  objects.map((object) => ({ action, dataset: datasetOf(object) }));

/** What a dataset is looked at for. A statement reads it; an argument that names it says what for, such as `validate`. */
function looksFor(tool: Tool): readonly Action[] {
  const uses = tool.arguments
    .filter(({ readsAs, use }) => placed.includes(readsAs) && lookingActions.includes(use))
    .map(({ use }) => use);
  const holdsStatement = tool.arguments.some(({ readsAs }) => readsAs.startsWith('sql/'));
  return [...new Set(holdsStatement || uses.length === 0 ? (['read', ...uses] as const) : uses)];
}

/** A merge or a replacement is no action. INVARIANT: it needs those of the writes beside it, and where none says what it does, all that it could do. */
function actionsOf(write: Write, writes: readonly Write[]): readonly Action[] {
  const { mode, dataset } = write;
  if (mode !== 'merge' && mode !== 'replace') return [mode];
  return writes.some((one) => one.dataset === dataset && isRowAction(one)) ? [] : rowActions;
}

function derived(effects: Effects, tool: Tool): readonly Capability[] {
  const looks = looksFor(tool);
  const looked = (dataset: string): readonly Capability[] => looks.map((action) => ({ action, dataset }));
  const done: readonly Capability[] = [
    ...named('drop', effects.dropped),
    ...named('alter', effects.altered),
    ...named('create', effects.created),
    ...effects.writes.flatMap((write) =>
      actionsOf(write, effects.writes).map((action) => ({ action, dataset: write.dataset })),
    ),
    ...effects.reads.flatMap((read) => looked(read.dataset)),
  ];
  if (done.length === 0) {
    const datasets = effects.touches.length > 0 ? effects.touches.map((touch) => touch.dataset) : ['*'];
    return tool.can.flatMap((action) => datasets.map((dataset) => ({ action, dataset })));
  }
  // INVARIANT: no dataset is reached without a capability, also where a reader listed it as a touch alone.
  const covered = new Set(done.map((one) => one.dataset));
  const bare = effects.touches.filter((touch) => !covered.has(touch.dataset));
  return [...done, ...bare.flatMap((touch) => looked(touch.dataset))];
}

export const capabilitiesOf = (effects: Effects, tool: Tool): readonly Capability[] => [
  ...new Map(derived(effects, tool).map((one) => [`${one.action} ${one.dataset}`, one])).values(),
];
