/** Names that only one may have: systems, tools, datasets, key prefixes. Case never tells two names apart, and of systems and tools nothing that an eye overlooks. */
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import type { ManifestForm } from './form.js';
import { skeleton } from './look-alike.js';

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
const namedBy = { system: 'value', tool: 'key', remote: 'key', dataset: 'key', prefix: 'value' } as const;

const lower = (name: string): string => name.toLowerCase();
const folds = { system: skeleton, tool: skeleton, remote: skeleton, dataset: lower, prefix: lower } as const;

function once(what: keyof typeof namedBy, claims: readonly Claimed[]): void {
  const first = new Map<string, Claimed>();
  for (const claim of claims) {
    const folded = folds[what](claim.name);
    const earlier = first.get(folded);
    if (earlier === undefined) first.set(folded, claim);
    else
      claim.tell[namedBy[what]](
        claim.path,
        lower(claim.name) === lower(earlier.name)
          ? `${what} \`${claim.name}\` is already \`${earlier.name}\` in \`${earlier.file}\``
          : `${what} \`${claim.name}\` looks like \`${earlier.name}\` in \`${earlier.file}\``,
        'rename one of them',
      );
  }
}

/** Two live tools that look alike are a trap for whoever reads the manifest; one live tool under two names is not. */
function checkRemotes({ file, form, tell }: Source): void {
  const claims = Object.entries(form.tools).map(([tool, one]) => ({
    ...{ name: one.remote ?? tool, path: ['tools', tool], file, tell },
  }));
  const distinct = claims.filter((claim, at) => claims.findIndex(({ name }) => name === claim.name) === at);
  const written = distinct.filter(({ name, path }) => name !== path[1]);
  if (written.length > 0) once('remote', distinct);
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
  for (const source of sources) checkRemotes(source);
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
