// Keeps texts in a file that has no name and is encrypted with a key that nobody is told: it is gone with the process, and what a disk still holds of it can be read by none.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenShelf } from './spool.js';
import { refuse } from './tool.js';

const ALGORITHM = 'aes-256-gcm';
const TAG = 16;

/** INVARIANT: nobody else can open it, and nothing is written before it has no name any more. */
function openNameless(): number {
  const directory = mkdtempSync(join(tmpdir(), 'parts-'));
  const path = join(directory, 'parts');
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  rmdirSync(directory);
  return file;
}

function writeAll(file: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

function readAll(file: number, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let done = 0; done < size; ) {
    const read = readSync(file, bytes, done, size - done, at + done);
    if (read === 0) refuse('no-such-part');
    done += read;
  }
  return bytes;
}

type Place = { readonly at: number; readonly size: number; readonly nonce: Buffer };

export const diskShelf: OpenShelf = () => {
  const file = openNameless();
  const key = randomBytes(32);
  const places: Place[] = [];
  let end = 0;
  return {
    put(at, text) {
      if (at !== places.length) refuse('no-such-part');
      // INVARIANT: a nonce is used once, though a part that the disk did not take is put again.
      const nonce = randomBytes(12);
      const cipher = createCipheriv(ALGORITHM, key, nonce);
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      writeAll(file, bytes, end);
      places.push({ at: end, size: bytes.length, nonce });
      end += bytes.length;
    },
    get(at) {
      const place = places[at] ?? refuse('no-such-part');
      const bytes = readAll(file, place.size, place.at);
      const decipher = createDecipheriv(ALGORITHM, key, place.nonce, { authTagLength: TAG });
      decipher.setAuthTag(bytes.subarray(-TAG));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]).toString('utf8');
    },
    close() {
      key.fill(0);
      closeSync(file);
    },
  };
};
