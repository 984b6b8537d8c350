/** Keys of known makers, and addresses to which who knows them may write, wherever they stand; and code that only speaks of one. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const run = (length: number): string => 'aB3dE5gH7jK9mN1pQ2sT4vW6'.repeat(8).slice(0, length);
const hex = (length: number): string => '3f9a1c7be20d4586'.repeat(8).slice(0, length);
const keys = [
  `https://hooks.slack.com/services/T0ABCD123/B0ABCD123/${run(24)}`,
  `https://discord.com/api/webhooks/142937850965780998/${run(68)}`,
  `620304738:AA${run(33)}`,
  `pscale_pw_${run(43)}`,
  `ntn_${run(46)}`,
  `figd_${run(40)}`,
  `AccountKey=${run(86)}==`,
  `pat${run(14)}.${hex(64)}`,
  `GOCSPX-${run(28)}`,
  `xkeysib-${hex(64)}-${run(16)}`,
  `tskey-auth-${run(24)}`,
  `rubygems_${hex(48)}`,
  `nfp_${run(36)}`,
  `re_${run(8)}_${run(24)}`,
  `M${run(23)}.${run(6)}.${run(27)}`,
  `secret_${run(43)}`,
  `AKCp8${run(68)}`,
  `sqp_${hex(40)}`,
  `dt0c01.${'ABCDEFGHIJKLMNOPQRSTUVWX'}.${'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.repeat(2)}`,
  `rzp_live_${run(14)}`,
  `access_token$production$${hex(16)}$${hex(32)}`,
  `ops_eyJ${run(180)}`,
  `aB38Q~${run(34)}`,
  `1//0${run(60)}`,
  `FLWSECK_TEST-${hex(12)}-X`,
];

describe('a key of a known maker', () => {
  it.each(keys)('is found whole: %s', (key) => {
    for (const text of [key, `see ${key}, thanks`, `"${key}"`]) {
      const start = text.indexOf(key);
      expect(scan(text, 0)).toContainEqual(
        expect.objectContaining({ class: 'secret.key', start, end: start + key.length }),
      );
    }
  });

  it.each([
    'const token = process.env.API_TOKEN;',
    'secret: config.vault.clientSecret,',
    'password=$DB_PASSWORD',
    `password: \${DB_PASSWORD}`,
    'token = %TOKEN%',
    'https://hooks.slack.com/services',
    'see 12345678:AA in the list',
  ])('is not seen where there is none: %s', (text) => expect(scan(text, 0)).toEqual([]));

  it.each(['password=%aI1Dasjv3QA79Dubn', 'password: $2b$10$N9qo8uLOickgx2ZMRZoMye'])(
    'may begin as a variable does: %s',
    (text) => expect(scan(text, 0).map((hit) => hit.class)).toEqual(['secret.key']),
  );
});

describe('what stands between stops', () => {
  it.each(['3c9c.c63b.a66a', 'B825.06C7.6EAA'])('is a hardware address: %s', (text) =>
    expect(scan(`ether ${text} up`, 0).map((hit) => hit.class)).toEqual(['pii.mac']),
  );
  it.each([
    '1234.5678.9012',
    'dead.beef.cafe',
    '3c9c.c63b.a66a.ffff',
    '74473.6633496359',
    'upgraded to 5.3.8.2',
  ])('is none of anybody: %s', (text) => expect(scan(text, 0)).toEqual([]));
  it('is a title of what is sold, not of a person, under a word for it', async () => {
    const { hintOf } = await import('../../../../../src/egress/detect/words/hint.js');
    expect(scan('Dr. Oetker Pizza', hintOf('product_name'))).toEqual([]);
    expect(scan('Dr. Oetker', 0)).toHaveLength(1);
  });
});

describe('a genome', () => {
  it('holds no key, however its line begins', () => {
    expect(scan('TTCTGCA\nACCACGTGACAACGTTCCATAGTG\n', 0)).toEqual([]);
    expect(scan('TTCTGCA\nACCACGTGNNNACGTTCCATAGTG\n', 0)).toEqual([]);
    expect(scan('key ACCACGTGACAACGTTCCA7', 0)).toHaveLength(1);
  });
});
