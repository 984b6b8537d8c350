// The engine that `aegis.yaml` may name: where text may be sent to, and where it may not.
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/read.js';

const least = 'version: 1\nrole: cleaner\nmanifests: [a.yaml]\npolicies: [p.yaml]\nstate: .aegis\n';
const read = (engine: string) => readConfig(`${least}pii-engine: ${engine}\n`, 'aegis.yaml');
const addressed = (address: string) => read(JSON.stringify({ presidio: address }));

describe('an engine', () => {
  it('needs an address and no more', () => {
    expect(addressed('http://127.0.0.1:5002').config?.engine).toEqual({
      address: 'http://127.0.0.1:5002',
      within: 5_000,
      terms: { language: 'en', score: 0.5, classes: {}, otherwise: 'pii.free_text' },
    });
  });

  it('may say how it is asked and what its findings are', () => {
    const text =
      '{ presidio: "https://pii.example/v1", credential: "file:{config}/token", language: de, score: 0.35, within: 900, entities: [PERSON], classes: { EMPLOYEE_ID: pii.national_id }, otherwise: pii.unknown }';
    expect(read(text).config?.engine).toEqual({
      address: 'https://pii.example/v1',
      within: 900,
      credential: 'file:{config}/token',
      terms: {
        language: 'de',
        score: 0.35,
        entities: ['PERSON'],
        classes: { EMPLOYEE_ID: 'pii.national_id' },
        otherwise: 'pii.unknown',
      },
    });
  });

  it.each([
    'http://127.0.0.1',
    'http://127.1.2.3:5002/a/b',
    'http://[::1]:5002',
    'https://pii.example',
    'https://10.0.0.5:8443/x',
    'https://[2001:db8::1]',
    'https://localhost:5001',
  ])('may be at %s', (address) => {
    expect(addressed(address).problems).toEqual([]);
    expect(() => new URL(address)).not.toThrow();
  });

  it.each([
    'http://pii.example',
    'http://localhost:5002',
    'http://10.0.0.5',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'http://128.0.0.1',
    'http://127.0.0.256',
    'http://0.0.0.0:5002',
    'http://[::2]',
    'http://[::ffff:10.0.0.1]',
    'https://ann:secret@pii.example',
    'https://pii.example?key=1',
    'https://pii.example#x',
    'https://pii.example:70000',
    'HTTP://127.0.0.1',
    'ftp://pii.example',
    'unix:/tmp/x',
    '/tmp/x',
    'http://127.0.0.1\\@example.com',
    'http://127.0.0.1\n',
  ])('may not be at %j', (address) => {
    const [problem] = addressed(address).problems;
    expect(problem?.message).toContain('is not an address that text may be sent to');
    expect(addressed(address).config).toBeUndefined();
  });

  it.each([
    ['{ presidio: "https://a.example", otherwise: clear }', 'is not a class of a value'],
    ['{ presidio: "https://a.example", classes: { URL: clear } }', 'is not a class of a value'],
    ['{ presidio: "https://a.example", score: 2 }', 'score'],
    ['{ presidio: "https://a.example", within: 0 }', 'within'],
    ['{ presidio: "https://a.example", insecure: true }', 'unknown key `insecure`'],
    ['{ presidio: "https://a.example", entities: [] }', 'entities'],
  ])('is refused as %s', (text, message) => {
    expect(
      read(text)
        .problems.map((one) => one.message)
        .join(),
    ).toContain(message);
  });
});
