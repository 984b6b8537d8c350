/** The law that was in force at some start, from the texts that were kept of it. It reads no file that is there now, and leaves secrets alone: nothing is started by it. */
import type { ConfigText } from '../kernel/boot.js';
import type { ConfigFiles } from '../powers.js';
import type { LoadOptions } from './configuration.js';
import { type Enacted, enact } from './law.js';

const ownManifest = '/manifests/aegis.yaml';

/** Each by its own path, and no other. The package is where its own manifest was. */
function filesOf(files: ConfigFiles, texts: readonly ConfigText[]): ConfigFiles {
  const own = texts.find(({ kind, file }) => kind === 'manifest' && file.endsWith(ownManifest));
  return {
    ...files,
    packageRoot: own === undefined ? files.packageRoot : own.file.slice(0, -ownManifest.length),
    read: (path) => {
      const found = texts.find(({ file }) => file === path);
      return found === undefined ? { why: 'is not kept' } : { text: found.text };
    },
  };
}

/** Undefined where the texts make no law. */
export function enactKept(
  texts: readonly ConfigText[],
  { files, digest, today }: Pick<LoadOptions, 'files' | 'digest'> & { readonly today: string },
): Enacted | undefined {
  const path = texts.find(({ kind }) => kind === 'config')?.file;
  if (path === undefined) return undefined;
  const enactment = enact(path, { files: filesOf(files, texts), digest, dev: true, today });
  return 'enacted' in enactment ? enactment.enacted : undefined;
}
