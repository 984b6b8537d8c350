// Values of classified columns for two lakes that are one to whoever may not see them. No detector knows any of them by its form, so the origin of a
// cell alone hides it. Made for tests only.

/** Equal in what is absent and what is equal to what; different in length, order, kind and in what functions make of them. */
export const twinValues = [
  {
    full_name: ['alpha', '[1]', 'zz', '0', '1e3', "o'x", 'aa%', '_b'],
    email: ['{"a":1}', 'kk', '12', '-7', 'NL', '2020-01-01', null, 'longer than the other'],
    phone: ['9223372036854775807', 'a', 'b', '', '41', '3', '$', 'retail'],
  },
  {
    full_name: ['yet another', '[', 'a', '-99999', 'x', '"', 'b', '%%%'],
    email: ['{', '', 'zzzzzzzz', '1e400', 'DE', 'never', null, 's'],
    phone: ['no', '-9223372036854775808', '0', '[]', 'zz', '$.a', '7', 'e'],
  },
] as const;
export type TwinValues = (typeof twinValues)[number];

export const quoted = (text: string | null): string =>
  text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;

/** A token tells the same value from another, and the last four of a number are four of it: both are what the policy shows. Here nothing is. */
export const redacting =
  'version: 1\nmask:\n  - { class: pii.email, with: redact }\n  - { class: pii.phone, with: redact }\n';

/** All that is hidden in either of them. */
export const hiddenValues: readonly string[] = twinValues
  .flatMap((twin) => Object.values(twin).flat())
  .filter((one) => typeof one === 'string');
