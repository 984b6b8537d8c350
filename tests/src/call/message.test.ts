// From a line to a message: the envelope has the protocol's keys and no others, and whose it was is told only where that is beyond doubt.
import { describe, expect, it } from 'vitest';
import { errorFor } from '../../../src/call/flaw.js';
import { createMessageReader } from '../../../src/call/message.js';
import { agentRules, systemRules } from '../../../src/call/strict-rules.js';

const readers = { agent: createMessageReader(agentRules), system: createMessageReader(systemRules) };
const read = (text: string, who: keyof typeof readers = 'agent') =>
  readers[who]({ text, bytes: Buffer.from(text) });
const two = '"jsonrpc":"2.0"';

describe('a message', () => {
  it.each<[string, string, object]>([
    ['a request', `{${two},"id":1,"method":"ping"}`, { kind: 'request', id: 1, method: 'ping', params: {} }],
    [
      'a request with a text for an id',
      `{${two},"id":"a","method":"tools/call","params":{"name":"x"}}`,
      { kind: 'request', id: 'a', method: 'tools/call', params: { name: 'x' } },
    ],
    [
      'a notification',
      `{${two},"method":"notifications/initialized"}`,
      { kind: 'notification', method: 'notifications/initialized', params: {} },
    ],
    ['an answer', `{${two},"id":7,"result":{"content":[]}}`, { kind: 'reply', id: 7 }],
    ['an error', `{${two},"id":7,"error":{"code":1,"message":"m"}}`, { kind: 'reply', id: 7 }],
    [
      'params with more than is read',
      `{${two},"id":1,"method":"ping","params":{"x":1}}`,
      { kind: 'request' },
    ],
  ])('that is %s is read', (_what, text, message) => {
    expect(read(text)).toMatchObject(message);
    expect(read(text, 'system')).toMatchObject(message);
  });

  it.each<[string, string, string, string, string | number | undefined]>([
    ['a batch', `[{${two},"id":1,"method":"ping"}]`, 'batch', '', undefined],
    ['a bare text', '"x"', 'not-an-object', '', undefined],
    ['another version', '{"jsonrpc":"2.00","id":1,"method":"ping"}', 'bad-version', '/jsonrpc', 1],
    ['a list for a version', '{"jsonrpc":["2.0"],"id":1,"method":"ping"}', 'bad-version', '/jsonrpc', 1],
    ['no version', '{"id":1,"method":"ping"}', 'bad-version', '/jsonrpc', 1],
    ['a key more', `{${two},"id":1,"method":"ping","extra":1}`, 'unknown-key', '/extra', 1],
    ['a method in capitals', `{${two},"id":1,"METHOD":"ping"}`, 'unknown-key', '/METHOD', 1],
    ['a long s in `params`', `{${two},"id":1,"method":"ping","param\u017f":{}}`, 'unknown-key', '/*', 1],
    ['an id of null', `{${two},"id":null,"method":"ping"}`, 'bad-id', '/id', undefined],
    ['an id that is a list', `{${two},"id":[1],"method":"ping"}`, 'bad-id', '/id', undefined],
    ['an id with a fraction', `{${two},"id":1.5,"method":"ping"}`, 'bad-id', '/id', undefined],
    ['an empty id', `{${two},"id":"","method":"ping"}`, 'bad-id', '/id', undefined],
    ['an endless id', `{${two},"id":"${'i'.repeat(129)}","method":"ping"}`, 'bad-id', '/id', undefined],
    ['a method that is a number', `{${two},"id":1,"method":1}`, 'bad-method', '/method', 1],
    ['no method and no answer', `{${two},"id":1}`, 'bad-method', '/method', 1],
    ['a result and an error', `{${two},"id":1,"result":{},"error":{}}`, 'bad-method', '/method', 1],
    ['a method and a result', `{${two},"id":1,"method":"ping","result":{}}`, 'unknown-key', '', 1],
    ['params that are a list', `{${two},"id":1,"method":"ping","params":[]}`, 'bad-params', '/params', 1],
    ['params of null', `{${two},"id":1,"method":"ping","params":null}`, 'bad-params', '/params', 1],
    [
      'a name in capitals',
      `{${two},"id":1,"method":"tools/call","params":{"NAME":"x"}}`,
      'near-key',
      '/params/NAME',
      1,
    ],
    [
      'an id to cancel, misspelt',
      `{${two},"method":"notifications/cancelled","params":{"requestid":1}}`,
      'near-key',
      '/params/requestid',
      undefined,
    ],
    ['an answer without an id', `{${two},"result":{}}`, 'bad-id', '/id', undefined],
    ['an answer in capitals', `{${two},"id":1,"Result":{}}`, 'unknown-key', '/Result', 1],
    ['content in capitals', `{${two},"id":1,"result":{"Content":[]}}`, 'near-key', '/result/Content', 1],
    ['an error code in capitals', `{${two},"id":1,"error":{"Code":1}}`, 'near-key', '/error/Code', 1],
  ])('with %s is refused', (_what, text, flaw, at, id) => {
    for (const who of ['agent', 'system'] as const)
      expect(read(text, who)).toEqual({ flaw: { flaw, at }, id });
  });

  it('whose rows have columns of two cases is taken from a system, and such arguments are not from an agent', () => {
    const rows = `{${two},"id":1,"result":{"content":[],"structuredContent":{"rows":[{"id":1,"ID":2,"constructor":"x"}]}}}`;
    expect(read(rows, 'system')).toMatchObject({ kind: 'reply' });
    const call = `{${two},"id":1,"method":"tools/call","params":{"name":"x","arguments":{"row":{"id":1,"ID":2}}}}`;
    expect(read(call)).toEqual({ flaw: { flaw: 'ambiguous-key', at: '/params/arguments/row/ID' }, id: 1 });
  });
});

describe('whose message it was', () => {
  it.each<[string, string, string | number | undefined]>([
    ['the id before the flaw', `{"id":3,${two},"params":{"a":1,"a":1}}`, 3],
    ['the id behind the flaw', `{${two},"params":{"a":1,"a":1},"id":"x"}`, 'x'],
    ['an id inside the flaw', `{${two},"params":{"id":1,"id":2},"id":9}`, 9],
    ['two ids', `{"id":3,"id":4,${two},"method":"ping"}`, undefined],
    ['two ids by case', `{"id":3,"ID":4,${two},"method":"ping"}`, undefined],
    ['an id by another case alone', `{"ID":4,${two},"params":{"a":1,"a":1}}`, 4],
    ['an id that is none', `{"id":-0,${two},"method":"ping"}`, undefined],
    ['an id inside a list', `[{"id":1,"id":1}]`, undefined],
    ['what is no JSON', `{"id":1,`, 1],
  ])('is told for %s as it should be', (_what, text, id) => {
    const message = read(text);
    expect('flaw' in message ? message.id : 'taken').toEqual(id);
  });
});

it('each error has the number of its kind, words, and nothing of the line', () => {
  expect(errorFor({ flaw: 'not-json', at: '' })).toEqual({
    code: -32700,
    message: 'parse error: the line is not JSON',
    data: { flaw: 'not-json', at: '' },
  });
  expect(errorFor({ flaw: 'duplicate-key', at: '/params/x' })).toMatchObject({
    code: -32600,
    message: 'invalid request: a key stands twice in one object (at /params/x)',
  });
  expect(errorFor({ flaw: 'not-served', at: '/method' }).code).toBe(-32601);
  expect(errorFor({ flaw: 'bad-params', at: '/params' }).code).toBe(-32602);
});
