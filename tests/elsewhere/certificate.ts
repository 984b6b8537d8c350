// Certificates made on the spot, by an authority of the test's own: no program is asked for them and none is kept.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

const lengthOf = (size: number): readonly number[] =>
  size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value));
const bits = (value: Buffer): Buffer => der(0x03, Buffer.from([0]), value);

const byName = {
  commonName: Buffer.from([0x06, 3, 0x55, 4, 3]),
  basicConstraints: Buffer.from([0x06, 3, 0x55, 0x1d, 19]),
  subjectAltName: Buffer.from([0x06, 3, 0x55, 0x1d, 17]),
  ecdsaWithSha256: Buffer.from([0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]),
} as const;
const algorithm = sequence(byName.ecdsaWithSha256);
const named = (name: string): Buffer => sequence(der(0x31, sequence(byName.commonName, text(0x0c, name))));

const octets = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

const day = 86_400_000;
const time = (at: number): Buffer =>
  text(
    0x17,
    `${new Date(at)
      .toISOString()
      .replaceAll(/[-:T]|\.\d+/g, '')
      .slice(2, 14)}Z`,
  );

interface Terms {
  readonly subject: string;
  readonly key: KeyObject;
  readonly extension: Buffer;
  /** The last day, from now. */
  readonly days: number;
}

function certificate(issuer: { readonly name: string; readonly key: KeyObject }, terms: Terms): string {
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named(issuer.name),
    sequence(time(Date.now() - 10 * day), time(Date.now() + terms.days * day)),
    named(terms.subject),
    terms.key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(terms.extension)),
  );
  const whole = sequence(body, algorithm, bits(sign('sha256', body, issuer.key)));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** `cert` is what its clients are to trust. */
export function makeAuthority(name: string) {
  const { privateKey, publicKey } = pair();
  const isAuthority = sequence(byName.basicConstraints, der(0x04, sequence(der(0x01, Buffer.from([255])))));
  return {
    cert: certificate(
      { name, key: privateKey },
      { subject: name, key: publicKey, extension: isAuthority, days: 2 },
    ),
    /** For one host, by its name or its address; `days` below 0: one that has expired. */
    issue(host: string, days = 1) {
      const own = pair();
      const names = der(0x04, sequence(isIP(host) === 4 ? der(0x87, octets(host)) : text(0x82, host)));
      const extension = sequence(byName.subjectAltName, names);
      const terms = { subject: host, key: own.publicKey, extension, days };
      return { key: pem(own.privateKey), cert: certificate({ name, key: privateKey }, terms) };
    },
  };
}
