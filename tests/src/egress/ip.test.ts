/** That addresses of version 6 are looked for where one can begin, and are those that a look at every run of their characters finds. */

import { describe, expect, it } from 'vitest';
import { ipV6 } from '../../../src/egress/detect/ip.js';
import { noCues } from '../../../src/egress/detect/words/cues.js';
import { hint } from '../../../src/egress/detect/words/hint.js';
import { merge } from '../../../src/egress/net/text/ranked.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { fc } from '../../property.js';
import { column, masked, netOf, raw, released, rule, rules } from './fixtures.js';

function isSix(value: string): boolean {
  const groups = value.split(':').filter((group) => group !== '');
  if (value.includes(':::') || !groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const halves = value.split('::').length;
  if (halves === 1) return groups.length === 8;
  return halves === 2 && groups.length > 1 && groups.length < 8 && /^[0-9A-Fa-f]{3,4}:/.test(value);
}

function amongAllRuns(text: string): readonly string[] {
  return [...text.matchAll(/[0-9A-Fa-f:]{3,39}/g)].flatMap(({ 0: run, index }) => {
    const value = run.replace(/(?<=:[0-9A-Fa-f]{1,4}):\d{5}$/, '').replace(/(?<!:):$/, '');
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

const shown = [...rules, rule('pii.ip.private', 'pass')];
const passing = (value: string, bits = 0): string => netOf(shown).leaf(value, bits)?.text ?? value;

describe('an address of one’s own network', () => {
  const own = ['10.0.3.17', '172.16.9.1', '172.31.255.254', '192.168.1.44', '169.254.169.254'];
  const six = ['fd12:3456:789a:1::1', 'fe80::1c2f:9bff:1234:5678', 'fc00::3:7'];

  it.each([...own, ...six])(
    '%s is masked where no policy says otherwise, and passes where one does',
    (ip) => {
      for (const text of [ip, `node ${ip} is up`, `up{instance="${ip}"} 1`, `{"host":"${ip}","n":1}`]) {
        expect(masked(text)).not.toContain(ip);
        expect(passing(text)).toBe(text);
        expect(
          netOf()
            .leaf(text, 0)
            ?.hits.map((hit) => hit.class),
        ).toEqual(['pii.ip']);
      }
    },
  );

  it.each([
    ...['172.15.9.1', '172.32.0.1', '192.169.1.44', '169.253.1.1', '11.0.3.177', '100.64.1.7', '8.8.40.4'],
    ...['2001:db8:85a3::8a2e:370:7334', 'fe80::021b:21ff:fe3c:9f01', 'fd00:1::21b:21ff:fe3c:9f01'],
  ])('%s is none: others may reach it, or its end is a device’s', (ip) => {
    expect(passing(`node ${ip} is up`)).not.toContain(ip);
    expect(passing(ip)).not.toContain(ip);
  });

  it.each([
    ['client_ip', '"10.0.3.17"'],
    ['userIp', '"10.0.3.17"'],
    ['remote_addr', '"10.0.3.17"'],
    ['X-Forwarded-For', '"10.0.3.17, 10.0.3.18"'],
    ['last_login_ip', '"fd12:3456:789a:1::1"'],
    ['customer', '{"ip":"10.0.3.17"}'],
    ['patient', '"10.0.3.17"'],
    ['passport_no', '"10.0.3.17"'],
  ])('under %s it is somebody’s, whatever the policy says', (key, value) => {
    const { result, findings } = released({ rules: shown }, raw({ out: JSON.parse(`{"${key}":${value}}`) }));
    expect(JSON.stringify(result)).not.toMatch(/10\.0\.3|fd12/);
    expect(findings.length).toBeGreaterThan(0);
    for (const text of [`id\t${key}\tn\na\t10.0.3.17\t1\n`, `${key}: 10.0.3.17`])
      expect(passing(text)).not.toContain('10.0.3.17');
  });

  it('behind a word for people in the name of a program’s part it is nobody’s', () => {
    const line = 'INFO TaskSetManager: Finished task 5.0 in stage 7.0 on 10.0.3.17 (executor 7)';
    expect(passing(line)).toBe(line);
    expect(passing('client: 10.0.3.17, 10.0.3.18')).not.toMatch(/10\.0\.3/);
    expect(passing('client ip: seen as 10.0.3.17')).not.toContain('10.0.3');
  });

  it('in a column of the class it is masked, whatever the policy says', () => {
    const egress = [column('host', 'pii.ip'), column('note')];
    const rows = { rows: [['10.0.3.17', '10.0.3.17']], columns: ['host', 'note'] };
    const { result } = released({ rules: shown, egress, result: { rows: 'arrays' } }, raw(rows));
    expect(JSON.stringify(result)).toContain('[["[REDACTED:pii.ip]","10.0.3.17"]]');
  });

  it('takes nothing along that it is encoded with, or that lies over it', () => {
    const both = encodeURIComponent('10.0.3.17 or ann@corp.example');
    expect(passing(`q=${both}&n=1`)).not.toContain(both);
    expect(scan(`q=${both}&n=1`, 0).map((hit) => hit.class)).toEqual(['pii.email']);
    expect(passing('10.0.3.17 or ann@corp.example')).toBe(`10.0.3.17 or ${masked('ann@corp.example')}`);
    const all = merge([
      { start: 0, end: 9, class: 'pii.ip', tier: 'shape', detector: 'ip-private', rank: 1 },
      { start: 4, end: 12, class: 'pii.phone', tier: 'context', detector: 'phone', rank: 2 },
    ]);
    expect(all).toEqual([expect.objectContaining({ start: 0, end: 12, class: 'pii.phone' })]);
  });

  it('is no version’s, under a key of versions', () => {
    expect(masked('version,n\n10.0.19041.1,2\n')).toBe('version,n\n10.0.19041.1,2\n');
    expect(masked('id,version,n\na,10.0.190.41,2\n')).toBe('id,version,n\na,10.0.190.41,2\n');
  });
});
