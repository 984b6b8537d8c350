/** What is signed is what is read back; whatever was altered, forged or copied is no receipt. */

import { describe, expect, it } from 'vitest';
import { canonical } from '../../../src/call/canonical.js';
import { datasetName, receiptId, requestId, sessionId } from '../../../src/call/id.js';
import { preAuthentication, readStatement, statement } from '../../../src/receipt/envelope.js';
import type { ReceiptTerms } from '../../../src/receipt/receipt.js';
import { admitReceipt, isReceipt, type Seals, sealReceipt } from '../../../src/receipt/seal.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { fc } from '../../property.js';
import { termsOf } from './fixtures.js';

const seals = createFakeSigner();
const sealed = sealReceipt(termsOf(), seals);

describe('a sealed receipt', () => {
  it('is a receipt, frozen, with the terms it was sealed with', () => {
    expect(isReceipt(sealed.receipt)).toBe(true);
    expect(Object.isFrozen(sealed.receipt)).toBe(true);
    expect(sealed.receipt).toEqual(termsOf());
    expect(sealed.envelope.keyId).toBe(seals.keyId);
  });

  it('comes back from its envelope with the same terms', () => {
    const back = admitReceipt(sealed.envelope, seals);
    expect(back).toEqual(termsOf());
    expect(back !== undefined && isReceipt(back)).toBe(true);
  });

  it.each<[string, () => object]>([
    ['a spread copy', () => ({ ...sealed.receipt })],
    ['an object with its terms', () => termsOf()],
    ['a child of it', () => Object.create(sealed.receipt)],
    ['a proxy of it', () => new Proxy(sealed.receipt, {})],
    ['its clone', () => structuredClone({ ...sealed.receipt })],
    ['its envelope', () => sealed.envelope],
  ])('is not forged by %s', (_, forge) => {
    expect(isReceipt(forge())).toBe(false);
  });
});

describe('an envelope', () => {
  it('is not admitted when any one byte of its payload is another', () => {
    const { payload } = sealed.envelope;
    for (let at = 0; at < payload.length; at += 1) {
      const flipped = String.fromCharCode(payload.charCodeAt(at) ^ 1);
      const altered = payload.slice(0, at) + flipped + payload.slice(at + 1);
      expect(admitReceipt({ ...sealed.envelope, payload: altered }, seals), `byte ${at}`).toBeUndefined();
    }
  });

  it('is not admitted when any one byte of its signature is another', () => {
    const bytes = Buffer.from(sealed.envelope.signature, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      const signature = altered.toString('base64');
      expect(admitReceipt({ ...sealed.envelope, signature }, seals), `byte ${at}`).toBeUndefined();
    }
  });

  it.each<[string, (payload: string) => string]>([
    ['white space', (payload) => `${payload} `],
    ['another order of keys', (payload) => JSON.stringify(JSON.parse(payload)).replace('{', '{ ')],
    ['another session', (payload) => payload.replace('session-1', 'session-2')],
    ['a later expiry', (payload) => payload.replace('2000000', '9000000')],
    ['nothing', () => ''],
  ])('is not admitted with %s in its payload', (_, alter) => {
    const payload = alter(sealed.envelope.payload);
    expect(payload).not.toBe(sealed.envelope.payload);
    expect(admitReceipt({ ...sealed.envelope, payload }, seals)).toBeUndefined();
  });

  it('is not admitted under another key, whatever key it names', () => {
    const other = sealReceipt(termsOf(), createFakeSigner());
    expect(admitReceipt({ ...other.envelope, keyId: 'k1' }, seals)).toBeUndefined();
  });

  it('is not admitted with the signature of another receipt', () => {
    const other = sealReceipt(termsOf({ id: receiptId('r2') }), seals);
    expect(admitReceipt({ ...sealed.envelope, signature: other.envelope.signature }, seals)).toBeUndefined();
  });

  it('is not admitted when what is signed is no receipt, though the signature is good', () => {
    for (const payload of ['{}', '[]', 'null', '"x"', 'not json', '{"predicate":{},"subject":[]}'])
      expect(
        admitReceipt({ payload, signature: seals.sign(preAuthentication(payload)), keyId: 'k1' }, seals),
      ).toBeUndefined();
  });

  it('is not admitted when its payload alone was signed: other signed texts of the kernel are no receipts', () => {
    const { payload } = sealed.envelope;
    expect(admitReceipt({ payload, signature: seals.sign(payload), keyId: 'k1' }, seals)).toBeUndefined();
  });

  it('is read from the bytes that were verified, not from others', () => {
    const seen: string[] = [];
    const watching: Seals = {
      ...seals,
      verify: (text, signature) => seen.push(text) > 0 && seals.verify(text, signature),
    };
    const back = admitReceipt(sealed.envelope, watching);
    expect(seen).toEqual([preAuthentication(sealed.envelope.payload)]);
    expect(back === undefined ? '' : statement(back)).toBe(sealed.envelope.payload);
  });
});

describe('what is signed', () => {
  it('is the pre-authentication encoding of DSSE', () => {
    expect(preAuthentication('{"a":1}')).toBe('DSSEv1 28 application/vnd.in-toto+json 7 {"a":1}');
  });

  it('counts bytes: the payload is ASCII whatever the terms hold', () => {
    const text = statement(termsOf({ checks: ['größer als 0', '😀', '\u007f'] }));
    expect(Buffer.byteLength(text)).toBe(text.length);
    expect(readStatement(text)?.checks).toEqual(['größer als 0', '😀', '\u007f']);
  });

  it('is an in-toto statement about the content version of the dataset', () => {
    expect(JSON.parse(statement(termsOf()))).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'silver.customers', digest: { version: 'v-17' } }],
      predicateType: 'aegis/silver_validation/v1',
    });
  });

  const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
  const count = fc.nat();
  const terms: fc.Arbitrary<ReceiptTerms> = fc
    .record({
      kind: word,
      dataset: fc.constantFrom('silver.customers', 'gold.x', 'a'),
      version: word,
      texts: fc.tuple(word, word, word),
      counts: fc.tuple(count, count, count, count),
      checks: fc.array(word, { maxLength: 3 }),
    })
    .map(({ kind, dataset, version, texts: [id, from, request], counts, checks }) =>
      termsOf({
        ...{
          kind,
          version,
          checks,
          id: receiptId(id),
          session: sessionId(from),
          request: requestId(request),
        },
        dataset: datasetName(dataset) ?? termsOf().dataset,
        ...{ epoch: counts[0], rows: counts[1], issued: counts[2], expires: counts[3] },
      }),
    );

  it('goes round: the terms that are read are the terms that were signed', () => {
    fc.assert(
      fc.property(terms, (each) => {
        expect(readStatement(statement(each))).toEqual(each);
        expect(admitReceipt(sealReceipt(each, seals).envelope, seals)).toEqual(each);
      }),
    );
  });

  it('has one text for one set of terms', () => {
    const reversed = Object.fromEntries(Object.entries(termsOf()).reverse()) as unknown as ReceiptTerms;
    expect(statement(reversed)).toBe(statement(termsOf()));
  });

  const whole = JSON.parse(statement(termsOf())) as Record<string, Record<string, never>>;
  const bent = (key: string, value: unknown): string =>
    canonical({ ...whole, predicate: { ...whole.predicate, [key]: value } } as never);

  it.each([
    'kind',
    'id',
    'session',
    'request',
    'policy',
    'catalog',
    'checks',
    'epoch',
    'rows',
    'issued',
    'expires',
  ])('is not read when `%s` is missing or of another kind', (key) => {
    for (const value of [null, '', -1, 0.5, true, {}, 2 ** 60]) {
      expect(readStatement(bent(key, value)), `${key}: ${String(value)}`).toBeUndefined();
    }
    const { [key]: _, ...rest } = whole.predicate ?? {};
    expect(readStatement(canonical({ ...whole, predicate: rest } as never))).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['no subject', undefined],
    ['an empty list', []],
    ['a name that is no dataset', [{ name: 'not a name', digest: { version: 'v' } }]],
    ['no version', [{ name: 'silver.customers', digest: {} }]],
    ['a version that is no text', [{ name: 'silver.customers', digest: { version: 7 } }]],
  ])('is not read with %s as its subject', (_, subject) => {
    const { subject: __, ...rest } = whole;
    const altered = subject === undefined ? rest : { ...rest, subject };
    expect(readStatement(canonical(altered as never))).toBeUndefined();
  });
});
