/** That addresses of version 6 are looked for where one can begin, and are those that a look at every run of their characters finds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCues } from '../../../src/egress/detect/cues.js';
import { hint } from '../../../src/egress/detect/hint.js';
import { ipV6 } from '../../../src/egress/detect/ip.js';
import { masked } from './fixtures.js';

function isSix(value: string): boolean {
  const groups = value.split(':').filter((group) => group !== '');
  if (value.includes(':::') || !groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const halves = value.split('::').length;
  if (halves === 1) return groups.length === 8;
  return halves === 2 && groups.length > 1 && groups.length < 8 && /^[0-9A-Fa-f]{3,4}:/.test(value);
}

function amongAllRuns(text: string): readonly string[] {
  return [...text.matchAll(/[0-9A-Fa-f:]{3,39}/g)].flatMap(({ 0: run, index }) => {
    const value = run.replace(/(?<!:):$/, '');
    const end = index + value.length;
    const isFree =
      !/[\p{L}\p{N}_:]/u.test(text.charAt(index - 1)) && !/[\p{L}\p{N}_]/u.test(text.charAt(end));
    const isMany = value.endsWith('::') && /^\/48(?!\d)/.test(text.slice(end, end + 4));
    return isFree && !isMany && isSix(value) ? [`${index}:${value}`] : [];
  });
}

const group = fc.stringMatching(/^[0-9a-f]{1,5}$/);
const address = fc.oneof(
  fc.array(group, { minLength: 7, maxLength: 9 }).map((all) => all.join(':')),
  fc
    .tuple(fc.array(group, { maxLength: 4 }), fc.array(group, { maxLength: 3 }))
    .map(([left, right]) => `${left.join(':')}::${right.join(':')}`),
  fc.constantFrom('2001:db8::7', 'fe80:0:0:0:202:b3ff:fe1e:8329', '2001:db8::/48', 'face:b00c:::1'),
);
const piece = fc.oneof(
  address,
  address.map((one) => ` ${one} `),
  group,
  fc.constantFrom(' ', '.', ': ', '::', '_', 'g', 'é', '[', ']', '/48', 'decade of bad cafes '),
);

describe('an address of version 6', () => {
  it('is found as by a look at every run of its characters', () => {
    let told = 0;
    const agrees = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const spans = ipV6.detect({ text, hint: 0, cues: noCues, isPlain: false });
      const found = spans.map(({ start, end }) => `${start}:${text.slice(start, end)}`);
      expect([text, found]).toEqual([text, amongAllRuns(text)]);
      told += found.length;
    });
    fc.assert(agrees, { numRuns: Number(process.env.RUNS ?? 3_000) });
    expect(told).toBeGreaterThan(300);
  });
});

describe('an address of version 4', () => {
  it.each([
    'downloaded driver from 85.214.132.117',
    'the release manager logged in from 85.214.132.117',
    'firmware was pushed to 85.214.132.117',
    'connected<85.214.132.117',
    '# 85.214.132.117',
    '/bob:85.214.132.117',
    'driver 85.214.132.117 has left',
    '## IP addresses\n\n### 12.85.214.117\nlast seen in May',
    '# Blocked hosts\n\n## 31.85.214.117\n',
    '**Client IPs**\n\n## 31.85.214.117\n',
  ])('is found: %s', (text) => expect(masked(text)).not.toMatch(/85\.214\.(?:132\.)?117/));

  it.each([
    'upgraded driver from 31.15.36.23 to 31.20.1.77',
    'bumped the image from 24.3.1.25 to 24.4.1.21',
    'driver 31.15.36.23 -> 31.20.1.77',
    'pip<24.30.1.22',
    '## 2.31.40.77',
    '## [30.31.40.77] - 2024-05-01',
    '# Changes of the client\n\n## 30.31.40.77\n',
    'org/image:22.31.40.77',
    'version 85.214.132.117',
    'driver 31.15.36.23 loaded',
  ])('is none: %s', (text) => expect(masked(text)).toBe(text));

  it('is what a version’s key says it is not, but under no key in what a statement made', () => {
    expect(masked('85.214.132.117', hint.version)).toBe('85.214.132.117');
    expect(masked('{"version":"85.214.132.117"}', hint.made)).toBe('{"version":"[REDACTED:pii.ip]"}');
  });
});
