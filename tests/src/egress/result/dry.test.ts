// What stands around the rows of a result that somebody looks at: bytes that are text, and the names of a result's own members.
import { describe, expect, it } from 'vitest';
import { chooser } from '../../../../src/egress/operators/choose.js';
import { maskResult } from '../../../../src/egress/result/dry.js';
import { toBase64, toUtf8 } from '../../../../src/egress/spelling/encode.js';
import { digest, rule } from '../fixtures.js';

const choose = chooser([rule('*', 'redact')]);
const shown = (result: object) =>
  maskResult(JSON.parse(JSON.stringify(result)), {
    choose,
    digest,
    known: { columns: { grade: 'pii.name' } },
  });
const resource = (blob: string, mimeType = 'text/csv') => ({
  content: [{ type: 'resource', resource: { uri: 'a://b', mimeType, blob } }],
});
const base64 = (text: string): string => toBase64(toUtf8(text));
const wide = (text: string): Uint8Array =>
  Uint8Array.from([...text].flatMap((one) => [one.charCodeAt(0), 0]));

describe('bytes that are text', () => {
  it.each([
    ['plain', base64('id,plan\n1,free\n')],
    ['with a mark', base64('\ufeffid,plan\n1,fré\n')],
    ['over lines', base64('id,plan\n1,free and more\n').replace(/.{8}/g, '$&\n')],
    ['of the other alphabet', base64('??>>~~??>>').replaceAll('+', '-').replaceAll('/', '_')],
  ])('stay byte for byte where nothing is masked, %s', (_, blob) => {
    expect(shown(resource(blob)).result).toEqual(resource(blob));
  });

  const rows = 'id,grade\n1,canary canary\n';
  it.each([
    ['over lines', base64(rows).replace(/.{8}/g, '$&\n')],
    ['of two bytes a character', toBase64(wide(rows))],
    ['that no text is', toBase64(Uint8Array.from([...toUtf8(rows), 0xff, 0xfe]))],
    ['with a sign that is none', `${base64(rows).slice(0, 20)}%${base64(rows).slice(20)}`],
  ])('tell nothing of a column, %s', (_, blob) => {
    const all = JSON.stringify(shown(resource(blob)).result);
    const held = atob(/"blob":"([^"]*)"/.exec(all)?.[1]?.replaceAll('\\n', '') ?? '').replaceAll('\0', '');
    expect(`${all} ${held}`).not.toContain('canary');
  });
});

it('the name of a member of a result is masked as any key, and two of them stay two', () => {
  const { result } = shown({ content: [], 'ann@example.com': 1, 'bob@example.com': 2 });
  expect(Object.keys(result ?? {})).toEqual(['content', '[REDACTED:pii.email]', '[REDACTED:pii.email]#2']);
});
