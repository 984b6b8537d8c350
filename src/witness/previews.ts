/** Previews of the statements that other tools would run: the first of each kind, of writes the first in each tier. Where several tools could run one, it names the tool. */
import { type Capability, noEffects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';
import { statementOf } from './tools.js';
import type { Witness } from './witness.js';

export const isPreview = ({ system, remote }: Tool): boolean => system === 'aegis' && remote === 'preview';

export const canPreview = (tool: Tool): boolean =>
  tool.audience === 'agent' &&
  statementOf(tool) !== undefined &&
  Object.values(tool.fixed).includes('$preview');

/** `able`: the tools that could run one. */
export function previewsOf(
  preview: Tool,
  able: readonly Tool[],
  told: readonly Witness[],
): readonly Witness[] {
  const needs = preview.can.map((action): Capability => ({ action, dataset: '*' }));
  const sorts = new Set<string>();
  return told.flatMap((one): readonly Witness[] => {
    const sort = `${one.kind} ${one.effects.writes[0]?.tier ?? ''}`;
    const sql = Object.values(one.args)[0];
    const isAlone = Object.keys(one.args).length === 1;
    if (sql === undefined || !isAlone || sorts.has(sort) || !able.some(({ name }) => name === one.tool))
      return [];
    sorts.add(sort);
    return [
      {
        kind: `preview of ${one.kind}`,
        name: `preview of ${one.name}`,
        tool: preview.name,
        args: able.length > 1 ? { tool: one.tool, sql } : { sql },
        of: preview,
        isMalformed: false,
        holdsMask: one.holdsMask,
        effects: noEffects,
        needs,
        previewed: one,
      },
    ];
  });
}
