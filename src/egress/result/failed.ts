/** What may be said of a downstream's error: a code, and for the kernel's own guards a count. It refuses to pass on any of its text. */
import { isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { Refusal } from '../../policy/denial.js';
import type { Net } from '../net/net.js';
import { parseJson } from '../net/walk/parse.js';
import type { RawResult } from '../released.js';
import { codeWords } from './code-words.js';

/** A state of SQL of a class that there is, a system call, a status: a name or a number of the data has none of these forms. */
const forms: readonly RegExp[] = [
  /^(?:SQLSTATE_)?(?:0[0-9ABFLPZ]|2[0-8BDF]|3[489BDF]|4[024]|5[3-8]|72|F0|HV|HY|IM|P0|XX)[0-9A-Z]{3}$/,
  /^(?:rpc:)?-?(?:\d{1,3}|32\d{3})$/,
  /^E(?:ACCES|ADDRINUSE|AGAIN|BUSY|CONNREFUSED|CONNRESET|EXIST|INVAL|IO|ISDIR|LOOP|MFILE|NOENT|NOSPC|NOTDIR|NOTEMPTY|NOTFOUND|PERM|PIPE|TIMEDOUT)$/,
];
const words: ReadonlySet<string> = new Set([
  ...['internal', 'locked', 'uncounted', 'busy', 'timeout', 'cancelled', 'aborted'],
  ...['forbidden', 'unauthorized', 'conflict', 'overloaded', 'rpc:unknown'],
]);
/** Of two words at least, written in one of three ways, and in none of the others. */
const written: readonly RegExp[] = [
  /^[a-z][a-z0-9]{0,30}(?:[-_.][a-z0-9]{1,30}){1,5}$/,
  /^[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,5}$/,
  /^[A-Z][a-z0-9]{1,30}(?:[A-Z][a-z0-9]{0,30}){1,5}$/,
];
/** A word by which a system calls its errors, or the number of a version. */
const isCodeWord = (word: string): boolean => codeWords.has(word) || /^v?\d$/.test(word);
/** INVARIANT: two words beside each other may be a name, so each is one of which codes are made. */
const isWorded = (text: string): boolean =>
  written.some((form) => form.test(text)) &&
  (text.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+/g) ?? []).every((word) => isCodeWord(word.toLowerCase()));
const isCode = (text: string): boolean =>
  text.length <= 64 && (words.has(text) || forms.some((form) => form.test(text)) || isWorded(text));
const guards = [
  ...(['row-guard', 'version-mismatch', 'schema-changed'] as const),
  ...(['hidden-order', 'hidden-constraint', 'overloaded'] as const),
];

/** What passes by itself and has changed nothing, so that the same call may be made later: in our own systems' words, as a state of SQL, as a status. */
const passing: ReadonlySet<string> = new Set([
  ...['database-unreachable', 'too-many-connections', 'lock-timeout', 'conflict', 'locked', 'busy'],
  ...['SQLITE_BUSY', '40001', '40P01', '53300', '55P03', '57P03', '429', 'ECONNREFUSED'],
]);
const later = { retry: 'later', help: 'call again later' } as const;

export function errorBody(raw: RawResult): JsonObject | undefined {
  if (raw.structuredContent !== undefined && isObject(raw.structuredContent)) return raw.structuredContent;
  for (const block of raw.content) {
    const text = isObject(block) ? own(block, 'text') : undefined;
    const parsed = typeof text === 'string' ? parseJson(text) : undefined;
    if (parsed !== undefined && isObject(parsed)) return parsed;
  }
  return undefined;
}

/** A number of five digits is no state of SQL unless it is written as one. */
const asCode = (value: Json | undefined): string => {
  if (typeof value === 'string') return value;
  const isStatus = typeof value === 'number' && Number.isInteger(value) && value < 1000;
  return isStatus ? String(value) : '';
};

/** What a bound was held against: rows that triggers and cascades moved count as well. */
function countOf(body: JsonObject): readonly string[] {
  const told = ['total_changes', 'changes'].map((key) => own(body, key));
  const changes = told.find((one) => typeof one === 'number');
  return changes === undefined ? [] : [`changes: ${changes}`];
}

/** A code that could be a value (a long number, something a detector knows) is not said either. */
export function refusalOf(raw: RawResult, net: Net): Refusal {
  const body = errorBody(raw) ?? {};
  const stated = ['code', 'sqlstate', 'sqlState'].map((key) => asCode(own(body, key)));
  const code = stated.find((each) => isCode(each) && !/\d{7}/.test(each) && net.leaf(each, 0) === undefined);
  const guard = guards.find((each) => each === code);
  const counted = guard === undefined ? [] : countOf(body);
  if (guard !== undefined) return { code: guard, phase: 'execute', facts: counted };
  if (code === undefined) return { code: 'downstream-failed', phase: 'execute', facts: [] };
  return { code: 'downstream-failed', phase: 'execute', facts: [code], ...(passing.has(code) ? later : {}) };
}
