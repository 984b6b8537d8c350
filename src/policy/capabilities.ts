/** What a call needs to be granted, from what it would do. A call with no effect on a dataset still needs one capability. */
import type { Action, Capability, Effects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';

const datasetOf = (object: string): string => object.slice(object.indexOf(':') + 1);

const named = (action: Action, objects: readonly string[]): readonly Capability[] =>
  objects.map((object) => ({ action, dataset: datasetOf(object) }));

export function capabilitiesOf(effects: Effects, tool: Tool): readonly Capability[] {
  const all: readonly Capability[] = [
    ...named('drop', effects.dropped),
    ...named('alter', effects.altered),
    ...named('create', effects.created),
    ...effects.writes.map((write): Capability => ({ action: write.mode, dataset: write.dataset })),
    ...effects.reads.map((read): Capability => ({ action: 'read', dataset: read.dataset })),
  ];
  if (all.length === 0) {
    const datasets = effects.touches.length > 0 ? effects.touches.map((touch) => touch.dataset) : ['*'];
    return tool.can.flatMap((action) => datasets.map((dataset) => ({ action, dataset })));
  }
  return [...new Map(all.map((one) => [`${one.action} ${one.dataset}`, one])).values()];
}
