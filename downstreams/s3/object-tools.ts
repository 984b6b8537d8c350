// The everyday tools: `list`, `get`, `head`, `put`, `copy`, `delete`; each takes keys and refuses paths.
import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../tool.js';
import {
  type Bucket,
  changing,
  deleteObject,
  findVersion,
  getObject,
  listKeys,
  putObject,
  type StoredObject,
} from './bucket.js';
import { ContentType } from './content-type.js';
import { findKey, readKey, readPrefix } from './key.js';

const DEFAULT_CONTENT_TYPE = 'text/plain; charset=utf-8';

export const BodyInput = {
  body: z.string(),
  encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
  content_type: ContentType.default(DEFAULT_CONTENT_TYPE),
};

/** Node skips characters that base64 does not have; what is stored must be what was sent, so such a text is refused. */
export function readBody(body: string, encoding: 'utf-8' | 'base64'): Buffer {
  const bytes = Buffer.from(body, encoding);
  if (bytes.toString(encoding) !== body) refuse('bad-body');
  return bytes;
}

function headOf(key: string, { body, contentType, version }: StoredObject): Record<string, unknown> {
  return { key, content_type: contentType, size: body.byteLength, version };
}

function encoded({ body }: StoredObject): Record<string, string> {
  const encoding = isUtf8(body) ? 'utf-8' : 'base64';
  return { body: body.toString(encoding), encoding };
}

/** Undefined for what is in the directory and not an object: a link, a second name, or a file removed meanwhile. */
function rowOf(bucket: Bucket, name: string): readonly (string | number)[] | undefined {
  const key = findKey(name);
  if (key === undefined) return undefined;
  try {
    const { body, version } = getObject(bucket, key);
    return [name, body.byteLength, version];
  } catch {
    return undefined;
  }
}

const list = (bucket: Bucket) =>
  defineTool({
    name: 'list',
    description: 'Lists objects in key order. A prefix is whole segments: `a` covers `a/b`, not `ab`.',
    reads: true,
    input: z.strictObject({
      prefix: z.string().default(''),
      max_keys: z.int().min(1).max(10_000).default(1000),
    }),
    run: ({ prefix, max_keys }) => {
      const keys = listKeys(bucket, readPrefix(prefix));
      const rows = keys.slice(0, max_keys).flatMap((key) => {
        const row = rowOf(bucket, key);
        return row === undefined ? [] : [row];
      });
      return { columns: ['key', 'size', 'version'], rows, truncated: keys.length > max_keys };
    },
  });

const get = (bucket: Bucket) =>
  defineTool({
    name: 'get',
    description: 'Returns one object. A body that is not UTF-8 comes as base64.',
    reads: true,
    input: z.strictObject({ key: z.string() }),
    run: ({ key }) => {
      const object = getObject(bucket, readKey(key));
      return { ...headOf(key, object), ...encoded(object) };
    },
  });

const head = (bucket: Bucket) =>
  defineTool({
    name: 'head',
    description: 'Returns what is known of one object without its body.',
    reads: true,
    input: z.strictObject({ key: z.string() }),
    run: ({ key }) => headOf(key, getObject(bucket, readKey(key))),
  });

const put = (bucket: Bucket) =>
  defineTool({
    name: 'put',
    description: 'Writes one object, over whatever object had the key.',
    reads: false,
    input: z.strictObject({ key: z.string(), ...BodyInput }),
    run: ({ key, body, encoding, content_type }) => {
      const target = readKey(key);
      const content = { body: readBody(body, encoding), contentType: content_type };
      return changing(bucket, () => putObject(bucket, target, content));
    },
  });

const copy = (bucket: Bucket) =>
  defineTool({
    name: 'copy',
    description: 'Copies one object to another key, over whatever object had that key.',
    reads: false,
    input: z.strictObject({ source: z.string(), key: z.string() }),
    run: ({ source, key }) => {
      const [from, target] = [readKey(source), readKey(key)];
      return changing(bucket, () => putObject(bucket, target, getObject(bucket, from)));
    },
  });

const remove = (bucket: Bucket) =>
  defineTool({
    name: 'delete',
    description: 'Deletes one object; a key without an object is `deleted: false`.',
    reads: false,
    input: z.strictObject({ key: z.string() }),
    run: ({ key }) => {
      const target = readKey(key);
      return changing(bucket, () => {
        const deleted = findVersion(bucket, target) !== undefined;
        if (deleted) deleteObject(bucket, target);
        return { key, deleted };
      });
    },
  });

export function objectTools(bucket: Bucket): readonly Tool[] {
  return [list(bucket), get(bucket), head(bucket), put(bucket), copy(bucket), remove(bucket)];
}
