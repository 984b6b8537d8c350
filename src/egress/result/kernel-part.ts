/** What the kernel itself reads in the body of a result: the code and count of an error, and what a preview says. It refuses all else, and what is long. */
import { isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { RawResult } from '../released.js';
import { errorBody } from './failed.js';

const keys = ['code', 'sqlstate', 'sqlState', 'changes', 'total_changes', 'preview'];
const longest = 16_384;

const isShort = (value: Json): boolean => JSON.stringify(value).length <= longest;

/** As the body of a result that is otherwise left where it is: whoever looks for these parts finds what the whole would have told. */
export function readByKernel(raw: RawResult): JsonObject | undefined {
  const body = raw.isError ? errorBody(raw) : raw.structuredContent;
  if (body === undefined || !isObject(body)) return undefined;
  return Object.fromEntries(
    keys.flatMap((key): [string, Json][] => {
      const value = own(body, key);
      return value !== undefined && isShort(value) ? [[key, value]] : [];
    }),
  );
}
