// The compare-and-swap tools: `object_version`, `keep_part` and `put_if_absent_or_version`, `copy_if_version`; none writes unless what is there is what the caller saw.
import { z } from 'zod';
import type { OpenShelf } from '../spool.js';
import { defineTool, refuse, type Tool } from '../tool.js';
import { type Bucket, changing, findVersion, getObject, putObject } from './bucket.js';
import { readKey } from './key.js';
import { BodyInput, readBody } from './object-tools.js';
import { createParts, type Parts } from './parts.js';

const objectVersion = (bucket: Bucket) =>
  defineTool({
    name: 'object_version',
    description: 'Digests the bytes of one object.',
    reads: true,
    input: z.strictObject({ key: z.string() }),
    run: ({ key }) => ({ key, version: getObject(bucket, readKey(key)).version }),
  });

const partOf = z.string().min(1).max(100);

const keepPart = (parts: Parts) =>
  defineTool({
    name: 'keep_part',
    description:
      'Keeps the beginning of a body until `put_if_absent_or_version` is given the end of it. Writes no object.',
    reads: true,
    input: z.strictObject({ key: z.string(), body: z.string(), part_of: partOf, part: z.int().min(0) }),
    run: ({ key, body, part_of, part }) => {
      parts.keep({ part_of, key: readKey(key).name, part }, readBody(body, 'utf-8'));
      return { part };
    },
  });

const putIf = (bucket: Bucket, parts: Parts) =>
  defineTool({
    name: 'put_if_absent_or_version',
    description:
      'Writes one object if the key still has this version, or, without a version, no object at all. What was kept of its body stands before the rest.',
    reads: false,
    input: z.strictObject({
      ...{ key: z.string(), version: z.string().optional(), ...BodyInput },
      /** What the beginning was kept under, and how many parts of it. */
      ...{ part_of: partOf.optional(), part: z.int().min(0).default(0) },
    }),
    run: ({ key, version, body, encoding, content_type, part_of = '', part }) => {
      const target = readKey(key);
      const rest = readBody(body, encoding);
      const before = part === 0 ? [] : parts.take({ part_of, key: target.name, part });
      const content = { body: Buffer.concat([...before, rest]), contentType: content_type };
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

/** `open`: where parts of a body lie until the last of them is there. */
export function conditionalTools(bucket: Bucket, open: OpenShelf): readonly Tool[] {
  const parts = createParts(open);
  return [objectVersion(bucket), keepPart(parts), putIf(bucket, parts), copyIf(bucket)];
}
