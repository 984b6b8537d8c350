/** Refuses a manifest whose tools nobody has approved as they are live: each has a pin, or the manifest says why not. */
import type { Problem } from '../yaml/document.js';
import type { Manifest } from './manifest.js';
import { readManifests, type SourceFile } from './read.js';

const mostNamed = 3;

const named = (tools: readonly string[]): string => {
  const shown = tools.slice(0, mostNamed).map((tool) => `\`${tool}\``);
  return tools.length > mostNamed
    ? `${shown.join(', ')} and ${tools.length - mostNamed} more`
    : shown.join(', ');
};

/** One problem a manifest, at its tools: they are pinned together. */
export function pinProblems(files: readonly SourceFile[]): readonly Problem[] {
  return readManifests(files).reads.flatMap(({ form, file, tell }) => {
    const already = tell.problems.length;
    const unpinned = Object.entries(form.tools).flatMap(([name, { pin }]) =>
      pin === undefined ? [name] : [],
    );
    if (form.launch !== 'native' && form['unpinned-because'] === undefined && unpinned.length > 0)
      tell.key(
        ['tools'],
        `no pin holds ${named(unpinned)} to what was approved`,
        `run: aegis manifest pin ${file} --write; or say why not with \`unpinned-because:\` at the top`,
      );
    return tell.problems.slice(already);
  });
}

export const unpinnedWarnings = (manifests: readonly Manifest[]): readonly string[] =>
  manifests.flatMap(({ system, unpinnedBecause }) =>
    unpinnedBecause === undefined
      ? []
      : [
          `tools of \`${system}\` may have no pin, and then nobody is told when they change: ${unpinnedBecause}`,
        ],
  );
