/** Keys and tokens of known make: PEM blocks, JWTs, vendor prefixes. It refuses to guess at random-looking text. */
import { cue } from './cues.js';
import { defineDetector, type Span } from './detector.js';
import { allOf } from './shape.js';
import { trait } from './traits.js';

const prefixes = [
  'A(?:KI|SI)A[A-Z0-9]{16}',
  'gh[pousr]_[A-Za-z0-9]{30,255}',
  'github_pat_[A-Za-z0-9_]{22,255}',
  'glpat-[A-Za-z0-9_-]{18,64}',
  'xox[abeprs]-[A-Za-z0-9-]{10,255}',
  '[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}',
  'whsec_[A-Za-z0-9+/]{20,128}={0,2}',
  'sk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,255}',
  'AIza[A-Za-z0-9_-]{35}',
  'ya29\\.[A-Za-z0-9_-]{20,255}',
  'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{32,255}',
  'hf_[A-Za-z0-9]{30,64}',
  'do[opr]_v1_[a-f0-9]{64}',
  'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  'lin_api_[A-Za-z0-9]{32,64}',
  'sq0[a-z]{3}-[A-Za-z0-9_-]{22,64}',
  'xapp-[0-9]-[A-Za-z0-9-]{20,255}',
  'sk-or-v1-[a-f0-9]{40,64}',
  'gsk_[A-Za-z0-9]{40,64}',
  'r8_[A-Za-z0-9]{37}',
  'pplx-[A-Za-z0-9]{40,64}',
  'dckr_pat_[A-Za-z0-9_-]{20,64}',
  'dp\\.(?:pt|st|ct|sa)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{30,80}',
  'hv[sb]\\.[A-Za-z0-9_-]{20,200}',
  'glsa_[A-Za-z0-9]{30,64}_[A-Za-z0-9]{8}',
  'sntrys_[A-Za-z0-9+/_-]{30,400}[A-Za-z0-9+/=_-]{0,200}',
  'PMAK-[a-f0-9]{24}-[a-f0-9]{34}',
  'key-[a-f0-9]{32}',
  '[a-f0-9]{32}-us\\d{1,2}',
  'EAA[A-Za-z0-9]{40,255}',
  'AC[a-f0-9]{32}',
  'SK[a-f0-9]{32}',
  'dapi[a-f0-9]{32}',
  'ATATT3[A-Za-z0-9_-]{40,255}(?:=[A-F0-9]{8})?',
  'NRAK-[A-Z0-9]{27}',
  'phc_[A-Za-z0-9]{32,64}',
  'sb[pk]_[a-f0-9]{40}',
  'rk_(?:live|test)_[A-Za-z0-9]{16,255}',
  'AGE-SECRET-KEY-1[A-Z0-9]{58}',
  'eyJ[A-Za-z0-9_-]{13,4096}\\.[A-Za-z0-9_-]{8,8192}\\.[A-Za-z0-9_-]{0,2048}',
];
const vendor = new RegExp(`(?<![A-Za-z0-9])(?:${prefixes.join('|')})`, 'g');

const begin = '-----BEGIN ';
const end = '-----END ';

function pemBlocks(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(begin); at >= 0; ) {
    const close = text.indexOf(end, at);
    const label = text.slice(at + begin.length, at + begin.length + 40);
    const stop = close < 0 ? text.length : Math.min(text.length, close + end.length + 40);
    const tail = close < 0 ? -1 : text.slice(close + end.length, stop).indexOf('-----');
    const last = tail < 0 ? stop : close + end.length + tail + 5;
    if (label.includes('PRIVATE KEY')) spans.push({ start: at, end: last });
    at = text.indexOf(begin, label.includes('PRIVATE KEY') ? last : at + 1);
  }
  return spans;
}

export const secretKey = defineDetector({
  kind: 'secret-key',
  class: 'secret.key',
  tier: 'shape',
  needs: trait.run,
  detect: ({ text }) =>
    allOf(vendor, text).map((found) => ({ start: found.index, end: found.index + found[0].length })),
});

export const secretPem = defineDetector({
  kind: 'secret-pem',
  class: 'secret.key',
  tier: 'shape',
  needs: trait.capital,
  speaks: cue.secret,
  detect: ({ text }) => pemBlocks(text),
});
