// The shipped policy with seals in it: addresses and names leave sealed, and whoever reads tables may bind them; in `writing` whoever writes may bind addresses too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const shipped = readFileSync(join(import.meta.dirname, '..', '..', 'policies', 'default.yaml'), 'utf8');

function edited(text: string, edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the policy does not say ${from}`);
    return now.replace(from, to);
  }, text);
}

export const sealing = edited(shipped, [
  [
    '- { class: pii.email, with: token }',
    '- { class: pii.email, with: seal }\n      - { class: pii.name, with: seal }',
  ],
  [
    'can: [read], datasets: ["bronze.*", "silver.*", "gold.*"] }',
    'can: [read], datasets: ["bronze.*", "silver.*", "gold.*"], unseal: [pii.email] }',
  ],
]);

const tidies = 'can: [insert, update, delete, create], datasets: ["bronze.*", "silver.*"]';
const publishes = 'can: [insert, create, promote], datasets: ["gold.*"]';
export const writing = edited(sealing, [
  [`${tidies} }`, `${tidies}, unseal: [pii.email] }`],
  [`${publishes} }`, `${publishes}, unseal: [pii.email] }`],
]);
