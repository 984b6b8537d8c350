/** The kernel's configuration files, out of texts that the page holds. It refuses every other path. */
import type { ConfigFiles } from '../../actors/index.js';

export interface Shelf {
  readonly files: ConfigFiles;
  /** Of the configuration itself. */
  readonly path: string;
}

/** The YAML files that come with the package, by their path in it. */
export type Texts = Readonly<Record<string, string>>;

const root = '/aegis';
const home = '/page';
const path = `${home}/aegis.yaml`;

const config = `version: 1
about: The kernel of the walkthrough page.
role: cleaner
manifests: ["{package}/manifests/postgres.yaml"]
policies: ["policy.yaml"]
state: "./state"
`;

const absolute = (base: string, to: string): string =>
  to.startsWith('/') ? to : `${base}/${to.replace(/^\.\//, '')}`;

export function createShelf(texts: Texts, policy: string): Shelf {
  const packaged = Object.entries(texts).map(([name, text]) => [`${root}/${name}`, text] as const);
  const held = new Map([...packaged, [path, config], [`${home}/policy.yaml`, policy]]);
  return {
    path,
    files: {
      read(asked) {
        const text = held.get(asked);
        return text === undefined ? { why: 'is not on this page' } : { text };
      },
      resolve: absolute,
      directoryOf: (of) => of.slice(0, Math.max(1, of.lastIndexOf('/'))),
      packageRoot: root,
    },
  };
}
