/** What the net does with data that nobody wrote for it: a generator's, in many languages and forms, and look-alikes of all of it. */
import { allFakers, type Faker, faker } from '@faker-js/faker';
import { describe, expect, it } from 'vitest';
import { hintOf } from '../../../src/egress/detect/words/hint.js';
import { scan } from '../../../src/egress/net/text/scan.js';
import { masked, raw, released } from './fixtures.js';

const languages = [
  'en',
  'en_GB',
  'en_IN',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt_BR',
  'pl',
  'sv',
  'da',
  'nb_NO',
  'fi',
  'ro',
  'tr',
  'ja',
  'ko',
  'ru',
  'el',
] as const;
const english = ['en'] as const;
/** Whose streets are known by a word of their own; elsewhere a column has to say what an address is. */
const spoken = [
  'en',
  'en_GB',
  'en_IN',
  'de',
  'fr',
  'it',
  'nl',
  'pt_BR',
  'sv',
  'fi',
  'ro',
  'tr',
  'es',
  'da',
  'nb_NO',
  'pl',
  'el',
  'ko',
  'ja',
  'ru',
] as const;

/** Every form in which a value may stand under a name. */
const under = (name: string): readonly string[] => [
  `${name}: {}`,
  `{"${name}":"{}"}`,
  `{"a":1,"${name}":"{}"}\n{"a":2,"${name}":"x"}`,
  `id,${name},x\n1,"{}",2\n`,
  `id\t${name}\n1\t{}\n`,
  `| id | ${name} |\n|---|---|\n| 1 | {} |\n`,
  ` id | ${name} \n----+----\n  1 | {} \n(1 row)\n`,
];
const anywhere = [
  '{}',
  'please look at {} again',
  'Notiz: {} (neu)',
  'vu avec {}, merci',
  ...under('remark'),
];

const born = (f: Faker): Date => f.date.birthdate();
const inLanguage = (month: 'long' | 'numeric') => (f: Faker, name: string) =>
  born(f).toLocaleDateString(name.replace('_', '-'), {
    timeZone: 'UTC',
    day: 'numeric',
    month,
    year: 'numeric',
  });
const births = [
  'date of birth: {}',
  'she was born on {}',
  'geboren am {}',
  'née le {}',
  'nacido el {}',
  ...under('birth_date'),
  ...under('Geburtsdatum'),
];

interface Kind {
  readonly what: string;
  readonly least: number;
  readonly make: (f: Faker, name: string) => string;
  readonly around: readonly string[];
  readonly languages?: readonly (keyof typeof allFakers)[];
}
const kinds: readonly Kind[] = [
  { what: 'e-mail', least: 0.99, make: (f) => f.internet.email(), around: anywhere },
  { what: 'card', least: 0.99, make: (f) => f.finance.creditCardNumber('visa'), around: anywhere },
  { what: 'IBAN', least: 0.99, make: (f) => f.finance.iban(), around: anywhere },
  { what: 'printed IBAN', least: 0.99, make: (f) => f.finance.iban({ formatted: true }), around: anywhere },
  {
    what: 'SSN',
    least: 0.99,
    make: (f) => f.helpers.fromRegExp('[1-5][1-9]{2}-[1-9]{2}-[1-9]{4}'),
    around: anywhere,
    languages: english,
  },
  {
    what: 'ITIN',
    least: 0.99,
    make: (f) => f.helpers.fromRegExp('9[0-9]{2}-7[0-9]-[1-9]{4}'),
    around: anywhere,
    languages: english,
  },
  {
    what: 'IPv4',
    least: 0.98,
    make: (f) => f.internet.ipv4({ network: 'private-a' }),
    around: anywhere,
    languages: english,
  },
  { what: 'IPv6', least: 0.99, make: (f) => f.internet.ipv6(), around: anywhere, languages: english },
  { what: 'MAC', least: 0.99, make: (f) => f.internet.mac(), around: anywhere, languages: english },
  {
    what: 'wallet',
    least: 0.99,
    make: (f) => f.finance.ethereumAddress(),
    around: anywhere,
    languages: english,
  },
  { what: 'JWT', least: 0.99, make: (f) => f.internet.jwt(), around: anywhere, languages: english },
  {
    what: 'password',
    least: 0.97,
    make: (f) => f.internet.password({ length: 14 }),
    around: ['password: {}', 'DB_PASSWORD={}', ...under('password')],
    languages: english,
  },
  {
    what: 'international phone',
    least: 0.97,
    make: (f) => f.phone.number({ style: 'international' }),
    around: ['{}', 'call {} today', ...under('phone')],
  },
  {
    what: 'national phone under a name',
    least: 0.97,
    make: (f) => f.phone.number({ style: 'national' }),
    around: [...under('phone_number'), ...under('teléfono')],
  },
  { what: 'birth as ISO', least: 0.99, make: (f) => born(f).toISOString().slice(0, 10), around: births },
  { what: 'birth in figures', least: 0.97, make: inLanguage('numeric'), around: births },
  { what: 'birth in words', least: 0.95, make: inLanguage('long'), around: births },
  {
    what: 'passport',
    least: 0.97,
    make: (f) => f.helpers.fromRegExp('[A-Z]{1}[0-9]{8}'),
    around: ['passport number {}', 'Reisepass Nr. {}', 'pasaporte {}', ...under('passport_number')],
    languages: english,
  },
  {
    what: 'account',
    least: 0.97,
    make: (f) => f.finance.accountNumber(10),
    around: ['account number {}', 'Kontonummer {}', ...under('account_number')],
    languages: english,
  },
  {
    what: 'name under a name',
    least: 0.97,
    make: (f) => `${f.person.firstName()} ${f.person.lastName()}`,
    around: ['full_name', 'customer_name', 'Name des Kunden', 'nombre'].flatMap(under),
  },
  {
    what: 'name beside a cue',
    least: 0.8,
    make: (f) => `${f.person.firstName()} ${f.person.lastName()}`,
    around: ['Dear {},', 'Name: {}', 'Customer: {}', 'Kind regards,\n{}'],
  },
  {
    what: 'address in a sentence',
    least: 0.6,
    make: (f) => f.location.streetAddress(),
    around: ['lives at {}.', 'ship to {} please'],
    languages: spoken,
  },
  {
    what: 'address under a name',
    least: 0.97,
    make: (f) => f.location.streetAddress(),
    around: [...under('address'), ...under('street')],
  },
];

function missedOf({ make, around, languages: asked = languages }: Kind): {
  readonly all: number;
  readonly missed: readonly string[];
} {
  const missed: string[] = [];
  let all = 0;
  for (const name of asked) {
    const f = allFakers[name];
    f.seed(20_261);
    for (let i = 0; i < (asked.length === 1 ? 30 : 3); i += 1) {
      const value = make(f, name);
      for (const form of around) {
        const text = form.replace('{}', () => value);
        const start = text.indexOf(value);
        all += 1;
        if (!scan(text, 0).some((hit) => hit.start <= start && hit.end >= start + value.length))
          missed.push(text);
      }
    }
  }
  return { all, missed };
}

describe('made-up values', () => {
  it.each(kinds.map((kind) => [kind.what, kind] as const))('%s is found', (_, kind) => {
    const { all, missed } = missedOf(kind);
    expect(missed.length <= all * (1 - kind.least) ? [] : missed.slice(0, 8)).toEqual([]);
  });

  it.each(['姓名', '氏名', '이름', 'имя', 'Nachname', 'imię', 'isim'])(
    'the header %s is one of names',
    (header) => {
      expect(scan('Ann Quackenbush', hintOf(header)).map((hit) => hit.class)).toEqual(['pii.name']);
    },
  );
});

const { string: s, date, git, system, internet, finance, commerce, lorem, hacker } = faker;
const lookAlikes: readonly (() => string)[] = [
  () => `ORD-${s.numeric(8)}`,
  () => `order ${s.numeric(10)} shipped`,
  () => `INV/2024/${s.numeric(6)}`,
  () => git.commitSha(),
  () => s.hexadecimal({ length: 64, prefix: '', casing: 'lower' }),
  () => `request ${s.uuid()} took ${s.numeric(3)}ms`,
  () => system.semver(),
  () => date.past().toISOString(),
  () => String(date.past().getTime()),
  () => finance.amount({ dec: 2, max: 9_999_999, autoFormat: true }),
  () => internet.userAgent(),
  () => `${internet.url()}/p/${s.alphanumeric(10)}?id=${s.numeric(8)}`,
  () => commerce.productName(),
  () => lorem.paragraph(),
  () => hacker.phrase(),
  () => Buffer.from(lorem.sentence()).toString('base64'),
  () => s.nanoid(),
  () => date.past().toISOString().slice(0, 10),
  () => finance.iban().replace(/^(..)../, '$100'),
  () => s.numeric(11),
  () => system.filePath(),
  () => faker.person.jobTitle(),
];

describe('what looks alike', () => {
  it('is damaged in no more than one of a hundred', () => {
    faker.seed(91);
    const all = Array.from({ length: 100 }, () => lookAlikes.map((make) => make())).flat();
    const damaged = all.filter((text) => masked(text) !== text);
    expect(damaged.length <= all.length / 100 ? [] : damaged).toEqual([]);
  });

  it('leaves results without a person in them as they are, in 995 of 1,000', () => {
    faker.seed(17);
    const results = Array.from({ length: 300 }, () => ({
      rows: Array.from({ length: 4 }, () => ({
        ...{
          id: faker.number.int(1_000_000),
          order_no: `ORD-${s.numeric(8)}`,
          product: commerce.productName(),
        },
        ...{ price: Number(commerce.price()), created_at: date.past().toISOString(), sha: git.commitSha() },
        ...{ version: system.semver(), note: hacker.phrase(), job_title: faker.person.jobTitle() },
        ...{ city: faker.location.city(), trace: s.uuid(), file: system.filePath() },
      })),
    }));
    const changed = results.filter((body) => {
      const shown = released({}, raw(body)).result.structuredContent;
      return JSON.stringify(shown) !== JSON.stringify(body);
    });
    expect(changed.length <= results.length * 0.005 ? [] : changed.slice(0, 3)).toEqual([]);
  });
});
