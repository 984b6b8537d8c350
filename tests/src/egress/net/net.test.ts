/** What the content net finds, what it leaves alone, and what it withholds. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hint, hintOf } from '../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../src/egress/net/text/scan.js';
import { masked, netOf, rule } from '../fixtures.js';
import { long, units } from '../units.js';

const cases = <T>(name: string): readonly T[] =>
  JSON.parse(readFileSync(new URL(`../../../cases/egress/${name}.json`, import.meta.url), 'utf8'));

describe('what is found', () => {
  it.each(cases<readonly [string, string]>('finds'))('%j is %s', (text, columnClass) => {
    expect(scan(text, 0).map((hit) => hit.class)).toContain(columnClass);
    const out = masked(text);
    expect(out).not.toBe(text);
    expect(masked(out)).toBe(out);
  });
});

describe('what is left alone', () => {
  it.each(cases<string>('look-alikes').map((text) => [text]))('%j stays', (text) => {
    expect(masked(text)).toBe(text);
  });
});

describe('the key as context', () => {
  it.each([
    ['ssn', '123456789'],
    ['social_security_number', '123456789'],
    ['mobile', '07400312741'],
    ['phoneNumber', '5550132'],
    ['Telefon', '030 901820'],
    ['ip_address', '8.8.4.4'],
  ])('a value under %s is masked', (key, value) => {
    expect(masked(value, hintOf(key))).not.toBe(value);
    expect(masked(value, 0)).toBe(value);
  });

  it.each(['phone_count', 'ssn_verified', 'order_id', 'ip_hash'])('%s hints at nothing', (key) => {
    expect(hintOf(key)).toBe(0);
  });

  it('a version that looks like an address stays under its key', () => {
    expect(masked('120.33.44.55', hint.version)).toBe('120.33.44.55');
    expect(masked('120.33.44.55')).not.toContain('120.33');
  });
});

const canary = 'canary.bird@example.com';
const twice = (text: string): string => Buffer.from(text).toString('base64');
describe('encodings', () => {
  it.each([
    ['base64', twice(canary)],
    ['base64 of base64', twice(twice(canary))],
    ['UTF-16 in base64', Buffer.from(canary, 'utf16le').toString('base64')],
    ['UTF-16 in hex, big end first', Buffer.from(canary, 'utf16le').swap16().toString('hex')],
    ['base64url in a path', `files/x/${Buffer.from(`{"m":"${canary}"}`).toString('base64url')}`],
    ['hex', Buffer.from(canary).toString('hex')],
    ['upper-case hex after X', `X'${Buffer.from(canary).toString('hex').toUpperCase()}'`],
    ['hex with spaces', (Buffer.from(canary).toString('hex').match(/../g) ?? []).join(' ')],
    ['percent and hex', encodeURIComponent(Buffer.from(`<${canary}>`).toString('hex'))],
  ])('an address in %s is withheld with what is encoded there, and with nothing else', (_, text) => {
    const shown = masked(`see ${text} there`);
    expect(shown).toMatch(/^see (?:files\/x\/|X')?\[WITHHELD: \d+ bytes\]'? there$/);
    expect(masked(shown)).toBe(shown);
  });

  it('an address in lines of base64 is withheld line by line, the ones without a whole address as well', () => {
    const lines = (twice(`${'x'.repeat(50)} ${canary} ${'y'.repeat(90)}`).match(/.{1,40}/g) ?? []).join('\n');
    expect(masked(`see\n${lines}\nthere, or here`)).toBe(
      `see\n[WITHHELD: ${lines.length} bytes]\nthere, or here`,
    );
  });

  it.each([
    ['a NUL behind each sign', canary.replace(/./g, '$&\0')],
    ['rubbed out', canary.replace(/./g, '$&\u007f')],
    ['a sign of somebody’s own in between', canary.replace(/./g, '$&\ue042')],
    ['what could not be read in between', canary.replace(/./g, '$&\ufffd')],
    ['one control sign in its midst', canary.replace('bird', 'bi\u0002rd')],
    [
      'signs that nobody draws',
      canary.replace(/./g, (sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))),
    ],
    ['a place where a page may break', canary.replace('.', '<wbr>.').replace('@', '@<wbr />')],
    ['a hyphen that is not there', canary.replace('bird', 'bi&shy;rd')],
    ['percent', encodeURIComponent(canary)],
    ['unicode escapes', canary.replace('@', '\\u0040')],
    ['hex escapes', canary.replace('@', '\\x40')],
    ['entities', canary.replace('@', '&#64;')],
    ['named entities', canary.replace('@', '&commat;')],
    ['percent, every byte', [...Buffer.from(canary)].map((byte) => `%${byte.toString(16)}`).join('')],
    ['percent of percent', encodeURIComponent(encodeURIComponent(canary))],
    [
      'quoted printable',
      [...Buffer.from(canary)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join(''),
    ],
  ])('an address in %s is masked where it stands, by the token of what it says', (_, text) => {
    expect(masked(`see ${text} there`)).toBe(masked(`see ${canary} there`));
  });

  it.each(['\0', '\u0001', '\u001b', '\u0085', '\ufffd'])('%j between two values parts them', (sign) => {
    const out = masked(`${canary}${sign}4111111111111111${sign}DE89370400440532013000`);
    expect(out).toContain('[EMAIL:');
    expect(out).not.toMatch(/canary|1{5}|DE89|3000/);
  });

  it.each([
    ['gzip', '1f8b0800000000000003'],
    ['zip', '504b0304140000000800'],
    ['zstd', '28b52ffd0458'],
    ['bzip2', '425a6839314159265359'],
    ['xz', 'fd377a585a000004'],
    ['7z', '377abcaf271c0004'],
    ['rar', '526172211a0701'],
    ['lz4', '04224d18644070'],
    ['parquet', '504152311504'],
    ['snappy', 'ff060000734e61507059'],
  ])('what %s has packed nobody has looked at, so it is withheld', (_, head) => {
    const bytes = Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(24, 0xa7)]);
    for (const form of ['base64', 'base64url', 'hex'] as const)
      expect(masked(`see ${bytes.toString(form)}`)).toMatch(/^\[WITHHELD: \d+ bytes\]$/);
  });

  it('a line that a mail breaks is read on', () => {
    const line = `${'word '.repeat(13)}${canary.slice(0, 9)}`;
    expect(masked(`${line}=\r\n${canary.slice(9)} there`)).toBe(
      masked(`${'word '.repeat(13)}${canary} there`),
    );
    const plain = `mail=\n${canary}`;
    expect(masked(plain)).toBe(`mail=\n${masked(canary)}`);
  });

  it('blanks that a page writes by name part no number', () => {
    expect(masked('pay 4111&nbsp;1111&nbsp;1111&nbsp;1111 now')).toBe('pay [CARD:*1111] now');
  });

  it.each(['a@b.co', 'ab@cd.io', 'x1@mail.fr', 'ann@corp.org', 'me@ab.cd.ef'])(
    '%s alone is withheld however short its encoding is',
    (mail) => {
      const bytes = Buffer.from(mail);
      for (const form of ['base64', 'base64url', 'hex'] as const)
        expect(masked(bytes.toString(form))).toMatch(/^\[WITHHELD: \d+ bytes\]$/);
    },
  );

  it('bytes of chance stay, and so do words of as many letters', () => {
    const bytes = (n: number): Buffer => createHash('sha512').update(`bytes ${n}`).digest();
    const all = Array.from({ length: 400 }, (_, n) => bytes(n));
    const texts = all.flatMap((one, n) => [
      one.toString('base64'),
      `at ${one.toString('hex')} there`,
      one.subarray(0, 6 + (n % 6)).toString('base64'),
      one.subarray(0, 6 + (n % 6)).toString('hex'),
    ]);
    const changed = texts.filter((text) => masked(text) !== text);
    expect(changed.length <= texts.length * 0.005 ? [] : changed).toEqual([]);
  });

  it('base64 of something harmless stays', () => {
    const text = twice('nothing at all to be seen here, move along');
    expect(masked(text)).toBe(text);
  });
});

describe('what masking uncovers', () => {
  it('is masked in a second pass', () => {
    expect(masked('a@b.com+447400312741')).toMatch(/^\[EMAIL:[a-z2-7]{12}\]\[REDACTED:pii\.phone\]$/);
  });

  it('is masked in the next, each where it stood', () => {
    const text = 'a@b.com+447400312741+447400312742+447400312743';
    expect(masked(text)).toMatch(/^\[EMAIL:[a-z2-7]{12}\](?:\[REDACTED:pii\.phone\]){3}$/);
    const hits = netOf([]).leaf(text, 0)?.hits ?? [];
    expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual([
      'a@b.com',
      '+447400312741',
      '+447400312742',
      '+447400312743',
    ]);
  });

  it('withholds the leaf when it goes on and on', () => {
    expect(masked(`a@b.com${'+447400312741'.repeat(6)}`)).toBe('[WITHHELD: 85 bytes]');
  });

  it('is no more of a chat than what its lines say', () => {
    const said = (n: number): string =>
      `[9:0${n % 10}:15 PM] Mo: all of it is done. (962) 520-12${10 + n} x${n}`;
    const lines = Array.from({ length: 40 }, (_, n) => said(n));
    expect(masked(lines.join('\n'))).toBe(lines.join('\n'));
    const text = ['call 212-736-5000', ...lines].join('\n');
    expect(masked(text)).toBe(text.replace(/212-736-5000|\(962\) 520-\d{4}/g, '[REDACTED:pii.phone]'));
  });

  it('keeps apart what is encoded beside a plain find', () => {
    expect(masked(`a@b.com ${twice(canary)}`)).toMatch(/^\[EMAIL:[a-z2-7]{12}\] \[WITHHELD: 32 bytes\]$/);
  });

  it.each([
    ['short lines', (twice(canary).match(/.{1,16}/g) ?? []).join('\n')],
    ['control signs', twice(canary).replace(/./g, '$&\u0001')],
    [
      'parts, of which one shows a whole address',
      twice(`${canary} and then ${canary}`)
        .match(/.{1,32}/g)
        ?.join(' '),
    ],
  ])('withholds the leaf when what is hidden stands in no part alone: base64 in %s', (_, text) => {
    expect(masked(`note ${text} there`)).toMatch(/^\[WITHHELD: \d+ bytes\]$/);
  });
});

describe('hostile and long text', () => {
  it.each(units.map((unit) => [unit, long(unit, 30_000)]))('30 kB of %j ends', (_, text) => {
    expect(typeof masked(text)).toBe('string');
  });

  it('a leaf past the cap is withheld, one at the cap is not', () => {
    expect(masked('a b '.repeat(262_144))).toBe('a b '.repeat(262_144));
    expect(masked('a b '.repeat(262_145))).toBe('[WITHHELD: 1048580 bytes]');
  });

  it('a long table has its header to the last of its rows, however many they are', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i};${10_000_000 + i};x`);
    const shown = masked(['id;passport_no;note', ...rows].join('\n'));
    expect(shown).toMatch(/^id;passport_no;note\n/);
    expect(shown).not.toMatch(/;100\d{5};/);
    expect(masked('a,b\n'.repeat(200_000))).toBe('a,b\n'.repeat(200_000));
  });

  it('an address at the very end of the longest leaf is found', () => {
    const text = `${' a'.repeat(520_000)} ${canary}`;
    expect(masked(text)).not.toContain(canary);
  });
});

describe('operators in running text', () => {
  it('pass leaves the class and no other', () => {
    const net = netOf([rule('pii.email', 'pass')]);
    expect(net.leaf(`${canary} 123-45-6789`, 0)?.text).toBe(`${canary} [REDACTED:pii.us_ssn]`);
  });

  it('drop in running text leaves a mask in the place', () => {
    expect(netOf([rule('pii.us_ssn', 'drop')]).leaf('x 123-45-6789 y', 0)?.text).toBe(
      'x [REDACTED:pii.us_ssn] y',
    );
  });

  it('everything around a find stays as it was', () => {
    expect(masked('héllo 🙂 ssn 123-45-6789 – ok')).toBe('héllo 🙂 ssn [REDACTED:pii.us_ssn] – ok');
  });

  it('without a rule a find is redacted', () => {
    expect(netOf([]).leaf(canary, 0)?.text).toBe('[REDACTED:pii.email]');
  });
});
