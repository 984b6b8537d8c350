/** Names that only one may have: systems, tools, datasets, key prefixes. Case never tells two names apart. */
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import type { ManifestForm } from './form.js';

interface Source {
  readonly file: string;
  readonly form: ManifestForm;
  readonly tell: Teller;
}

interface Claimed {
  readonly name: string;
  readonly path: Path;
  readonly file: string;
  readonly tell: Teller;
}

/** Where the name is the key itself, and where it is the value. */
const namedBy = { system: 'value', tool: 'key', dataset: 'key', prefix: 'value' } as const;

function once(what: keyof typeof namedBy, claims: readonly Claimed[]): void {
  const first = new Map<string, Claimed>();
  for (const claim of claims) {
    const folded = claim.name.toLowerCase();
    const earlier = first.get(folded);
    if (earlier === undefined) first.set(folded, claim);
    else
      claim.tell[namedBy[what]](
        claim.path,
        `${what} \`${claim.name}\` is already \`${earlier.name}\` in \`${earlier.file}\``,
        'rename one of them',
      );
  }
}

export function checkCollisions(written: readonly Source[]): void {
  const sources = written.filter(({ tell }) => !tell.unread.holds(['system']));
  once(
    'system',
    sources.map(({ form, file, tell }) => ({ name: form.system, path: ['system'], file, tell })),
  );
  once(
    'tool',
    sources.flatMap(({ form, file, tell }) =>
      Object.keys(form.tools).map((name) => ({
        name: `${form.system}__${name}`,
        path: ['tools', name],
        file,
        tell,
      })),
    ),
  );
  once(
    'dataset',
    written.flatMap(({ form, file, tell }) =>
      Object.keys(form.catalog?.datasets ?? {}).map((name) => ({
        name,
        path: ['catalog', 'datasets', name],
        file,
        tell,
      })),
    ),
  );
  once(
    'prefix',
    written.flatMap(({ form, file, tell }) =>
      Object.entries(form.catalog?.datasets ?? {}).flatMap(([name, { prefix }]) =>
        prefix === undefined
          ? []
          : [{ name: prefix, path: ['catalog', 'datasets', name, 'prefix'], file, tell }],
      ),
    ),
  );
}
