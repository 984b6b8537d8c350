// The compare-and-swap tools: `object_version`, `put_if_absent_or_version`, `copy_if_version`; none writes unless what is there is what the caller saw.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../tool.js';
import { type Bucket, changing, findVersion, getObject, putObject } from './bucket.js';
import { readKey } from './key.js';
import { BodyInput, readBody } from './object-tools.js';

const objectVersion = (bucket: Bucket) =>
  defineTool({
    name: 'object_version',
    description: 'Digests the bytes of one object.',
    reads: true,
    input: z.strictObject({ key: z.string() }),
    run: ({ key }) => ({ key, version: getObject(bucket, readKey(key)).version }),
  });

const putIf = (bucket: Bucket) =>
  defineTool({
    name: 'put_if_absent_or_version',
    description:
      'Writes one object if the key still has this version, or, without a version, no object at all.',
    reads: false,
    input: z.strictObject({ key: z.string(), version: z.string().optional(), ...BodyInput }),
    run: ({ key, version, body, encoding, content_type }) => {
      const target = readKey(key);
      const content = { body: readBody(body, encoding), contentType: content_type };
      return changing(bucket, () => {
        const current = findVersion(bucket, target);
        if (current !== version) refuse(version === undefined ? 'key-exists' : 'version-mismatch');
        return putObject(bucket, target, content);
      });
    },
  });

const copyIf = (bucket: Bucket) =>
  defineTool({
    name: 'copy_if_version',
    description: 'Copies one object if it still has this version; the bytes written are the bytes compared.',
    reads: false,
    input: z.strictObject({ source: z.string(), version: z.string(), key: z.string() }),
    run: ({ source, version, key }) => {
      const [from, target] = [readKey(source), readKey(key)];
      return changing(bucket, () => {
        const object = getObject(bucket, from);
        if (object.version !== version) refuse('version-mismatch');
        return putObject(bucket, target, object);
      });
    },
  });

export function conditionalTools(bucket: Bucket): readonly Tool[] {
  return [objectVersion(bucket), putIf(bucket), copyIf(bucket)];
}
