/** The thread that reads large lines: bytes in, and out what the main thread needs of them. It holds no key. A reading that throws ends the thread. */
import { isUtf8 } from 'node:buffer';
import { parentPort } from 'node:worker_threads';
import type { Envelope, Refused } from '../../../src/call/envelope.js';
import { isObject, type JsonObject, own } from '../../../src/call/json.js';
import { createMessageReader } from '../../../src/call/message.js';
import { systemRules } from '../../../src/call/strict-rules.js';
import type { RawResult } from '../../../src/egress/released.js';
import { sizeOf } from '../../../src/egress/result/job.js';
import { readByKernel } from '../../../src/egress/result/kernel-part.js';
import type { LargeReply, LineAnswer, LineQuestion } from '../wire/line-reading.js';
import { rawResult } from '../wire/raw-result.js';
import { resultIn, textOf } from './large-line.js';
import { ownThread } from './work.js';

const read = createMessageReader(systemRules);

function largeIn(line: Uint8Array, message: JsonObject): LargeReply {
  const raw = rawResult(own(message, 'result'));
  if (raw === undefined) return { line };
  const body = readByKernel(raw);
  const result: RawResult = {
    ...{ content: [], isError: raw.isError, unread: { line, size: sizeOf(raw) } },
    ...(body === undefined ? {} : { structuredContent: body }),
  };
  return { line, result };
}

/** Of an error its number is all that anybody reads. */
function codeOf(message: JsonObject): JsonObject {
  const error = own(message, 'error');
  const code = error !== undefined && isObject(error) ? own(error, 'code') : undefined;
  return typeof code === 'number' ? { code } : {};
}

function heard(line: Uint8Array, said: Envelope | Refused): LineAnswer {
  if ('flaw' in said) return { message: said };
  if (said.kind !== 'reply') return { message: { ...said, params: {} } };
  const { kind, id, message } = said;
  return Object.hasOwn(message, 'error')
    ? { message: { kind, id, message: { id, error: codeOf(message) } } }
    : { message: { kind, id, message: { id } }, large: largeIn(line, message) };
}

const hear = (line: Uint8Array): LineAnswer =>
  isUtf8(line) ? heard(line, read({ bytes: line, text: textOf(line) })) : 'not-utf-8';

parentPort?.on('message', ({ id, question }: { id: number; question: LineQuestion }) => {
  const { line, asks } = question;
  const said = asks === 'message' ? hear(line) : { value: resultIn(line) };
  parentPort?.postMessage({ id, answer: { said } });
});
parentPort?.postMessage({ ready: true, thread: ownThread() });
