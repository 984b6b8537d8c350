/** Whether a tool's statements can ever be read. Where they cannot, asking again is no use, and every one of them is opaque. */
import type { Registry, Tool } from '../manifest/manifest.js';
import { isDialect } from './sql/index.js';

/** Why not; undefined when a reader knows the dialect and the system can tell its structure. */
export function unreadable(tool: Tool, { systems }: Pick<Registry, 'systems'>): string | undefined {
  const reading = tool.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'))?.readsAs;
  const dialect = reading?.slice('sql/'.length);
  if (dialect === undefined) return undefined;
  if (!isDialect(dialect)) return `no reader knows ${dialect} statements`;
  return systems.get(tool.system)?.kernelTools.snapshot === undefined
    ? `the manifest of ${tool.system} names no tool that tells its structure`
    : undefined;
}
