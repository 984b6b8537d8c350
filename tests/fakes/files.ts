// Configuration files that exist only here, by their absolute path. It refuses what the real ones refuse, in the same words.
import { posix } from 'node:path';
import type { ConfigFiles } from '../../actors/powers.js';

const longest = 1_048_576;

export function createFakeFiles(contents: Readonly<Record<string, string | Uint8Array>>): ConfigFiles {
  const bytesOf = (path: string): Uint8Array | undefined => {
    const content = Object.hasOwn(contents, path) ? contents[path] : undefined;
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    read: (path) => {
      const bytes = bytesOf(path);
      if (bytes === undefined)
        return {
          why: Object.keys(contents).some((one) => one.startsWith(`${path}/`))
            ? 'is not a file'
            : 'is missing',
        };
      if (bytes.length > longest) return { why: `is larger than ${longest} bytes` };
      try {
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
      } catch {
        return { why: 'is not UTF-8' };
      }
    },
    resolve: (base, path) => posix.resolve(base, path),
    directoryOf: posix.dirname,
    packageRoot: '/pkg',
  };
}
