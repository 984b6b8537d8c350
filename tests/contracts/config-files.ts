// What everybody keeps who reads configuration: whole UTF-8 texts of files and nothing else, and paths that lead where they say.
import { describe, expect, it } from 'vitest';
import type { ConfigFiles } from '../../actors/powers.js';

export interface FilesHouse {
  readonly files: ConfigFiles;
  /** An absolute path of this name, where this content now is. */
  readonly put: (name: string, content: string | Uint8Array) => string;
}

export function configFilesContract(name: string, { files, put }: FilesHouse): void {
  describe(`${name}, by the contract of configuration files`, () => {
    it('give a file’s text as UTF-8, empty or not', () => {
      expect(files.read(put('a.yaml', 'é: "\u{1f600}"\r\n'))).toEqual({ text: 'é: "\u{1f600}"\r\n' });
      expect(files.read(put('empty.yaml', ''))).toEqual({ text: '' });
    });

    it('say that a file is missing, also below another file', () => {
      const path = put('b.yaml', 'a');
      expect(files.read(`${path}.none`)).toEqual({ why: 'is missing' });
      expect(files.read(`${path}/x`)).toEqual({ why: 'is missing' });
    });

    it('do not take a directory for a file', () => {
      expect(files.read(files.directoryOf(put('c.yaml', 'a')))).toEqual({ why: 'is not a file' });
    });

    it('read up to one mebibyte and no more', () => {
      expect(files.read(put('full', 'x'.repeat(1_048_576)))).toHaveProperty('text');
      expect(files.read(put('big', 'x'.repeat(1_048_577)))).toEqual({ why: 'is larger than 1048576 bytes' });
      expect(files.read(put('wide', 'é'.repeat(524_289)))).toEqual({ why: 'is larger than 1048576 bytes' });
    });

    it('do not guess at what is not UTF-8', () => {
      expect(files.read(put('latin', Uint8Array.of(0x61, 0xe9, 0x0a)))).toEqual({ why: 'is not UTF-8' });
    });

    it('resolve a path from a directory, and leave an absolute one', () => {
      const path = put('d.yaml', 'found');
      const directory = files.directoryOf(path);
      expect(files.read(files.resolve(directory, 'd.yaml'))).toEqual({ text: 'found' });
      expect(files.read(files.resolve(directory, './x/../d.yaml'))).toEqual({ text: 'found' });
      expect(files.resolve('/nowhere', path)).toBe(path);
    });

    it('know where the package lies', () => {
      expect(files.read(files.resolve(files.packageRoot, 'manifests/aegis.yaml'))).toHaveProperty('text');
    });
  });
}
