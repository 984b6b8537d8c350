/** What a noun, a verb or a call's own arguments lead to in a sentence or a heading is found; what only stands where it would is left. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/call/json.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { maskedValue } from './fixtures.js';

const forty = 'kT4vQz/9sLwB2mXn7RpYc1Dh6GfJ0aUe3iOoKqWx';
const azure = 'q7Rk2vXw9ZpLm4Tn8Yb3HcJd6Gf1Sa5QeUiOoPzKxVtMrNwBhDyElFgCjAsW0IuX+/q7Rk2vXw9ZpLm4Tn8Q==';
const found = (text: string): readonly string[] =>
  scan(text, 0).map((hit) => `${hit.class} ${text.slice(hit.start, hit.end)}`);

describe('a telling noun leads to what is drawn by lot', () => {
  it.each([
    [`The secret access key was ${forty}. Revoke it.`, forty],
    [`The old signing key is "${forty}"`, forty],
    [`plus an Azure storage key ${azure}. Page version 80.`, azure],
    [`spark.conf.set("fs.azure.account.key.lake.dfs.core.windows.net", "${azure}")`, azure],
    [`found AKIA4QZ7MXW2KPLT9BVN / ${forty} in the build`, forty],
  ])('in %j', (text, value) => {
    expect(found(text)).toContain(`secret.key ${value}`);
  });

  it.each([
    'The secret access key was rotated in build 41.',
    'the storage key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b is a digest',
    'set("account.key.name", "LakehouseProductionAccountNumberOne")',
    `The public key was ${forty}.`,
    `the object ${forty} is stored`,
  ])('and to nothing in %j', (text) => {
    expect(found(text).filter((one) => one.startsWith('secret'))).toStrictEqual([]);
  });
});

describe('an account is told by its word and its purpose', () => {
  it.each([
    ['pii.bank_account', 'CURP pending. CLABE 072320475483622665.', '072320475483622665'],
    ['pii.bank_account', 'the loan on account 5398740194 was never mine', '5398740194'],
    ['pii.bank_account', 'acct_nbr\topen_dt\n9311917725\t2024-06-14\n9611266307\t2024-12-02', '9611266307'],
  ])('%s in %j', (name, text, value) => {
    expect(found(text)).toContain(`${name} ${value}`);
  });
});

describe('a number is read whole', () => {
  it('where the words before it have filled the shape', () => {
    const text = 'We still have PAN YHYPA7372V on record but Aadhaar 3872 9804 0627 could not be matched.';
    expect(found(text)).toContain('pii.national_id 3872 9804 0627');
  });

  it('under the register that a health record names', () => {
    const record = (system: string): Json => ({
      identifier: [{ system, value: '18109412518' }],
      active: true,
    });
    expect(maskedValue(record('urn:oid:2.16.578.1.12.4.1.4.1'))).not.toContain('18109412518');
    expect(maskedValue(record('urn:oid:2.16.578.1.12.4.1.2.9'))).toContain('18109412518');
  });
});
