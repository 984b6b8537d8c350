/** Texts with personal values in them, made by templates and lists of their own: none of the words that the detectors know people by. */
export interface Planted {
  readonly class: string;
  readonly text: string;
  readonly value: string;
  readonly start: number;
}

/** A fixed sequence, so that a failure can be looked at again. */
export function createLot(seed: number) {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
  const pick = <T>(list: readonly T[]): T => {
    const one = list[next(list.length)];
    if (one === undefined) throw new Error('an empty list');
    return one;
  };
  return { next, pick, digits: (count: number) => Array.from({ length: count }, () => next(10)).join('') };
}
type Lot = ReturnType<typeof createLot>;

const firsts = [
  'Ottilie',
  'Bram',
  'Xiomara',
  'Tadeusz',
  'Ngozi',
  'Ignacio',
  'Saoirse',
  'Björn',
  'Léonie',
  'Priya',
  'Kwame',
  'Zoë',
];
const lasts = [
  'Quackenbush',
  'Oyelaran',
  'Szymański',
  'Fernández',
  'Lindqvist',
  "O'Rourke",
  'Nakagawa',
  'Delacroix',
  'Vantongeren',
  'Pettigrew',
];
const mailHost = ['quince.org', 'blauwe-hemel.nl', 'uni.edu.au', 'mx.firma.de'];

const luhnEnd = (body: string): string => {
  const sum = [...body].reverse().reduce((total, one, i) => {
    const twice = Number(one) * (i % 2 === 0 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};
const spanish = (lot: Lot): string => {
  const digits = lot.digits(8);
  return digits + 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23);
};
function brazilian(lot: Lot): string {
  const check = (body: string): string => {
    const rest = ([...body].reduce((sum, one, i) => sum + Number(one) * (body.length + 1 - i), 0) * 10) % 11;
    return String(rest === 10 ? 0 : rest);
  };
  const body = `1${lot.digits(7)}9`;
  const id = body + check(body) + check(body + check(body));
  return `${id.slice(0, 3)}.${id.slice(3, 6)}.${id.slice(6, 9)}-${id.slice(9)}`;
}
const two = (value: number): string => String(value).padStart(2, '0');
const date = (lot: Lot): string => {
  const [year, month, day] = [1940 + lot.next(65), 1 + lot.next(12), 1 + lot.next(28)];
  return lot.pick([
    `${year}-${two(month)}-${two(day)}`,
    `${two(day)}.${two(month)}.${year}`,
    `${two(month)}/${two(day)}/${year}`,
    `${day} March ${year}`,
    `March ${day}, ${year}`,
  ]);
};
const person = (lot: Lot): string => `${lot.pick(firsts)} ${lot.pick(lasts)}`;

interface Kind {
  readonly class: string;
  readonly make: (lot: Lot) => string;
  readonly around: readonly string[];
  /** A header that tells, for tables. */
  readonly header?: string;
}
const anywhere = ['note: {} was left by the desk', 'we have {} on file', '{}', 'see ({}) and reply'];
export const kinds: readonly Kind[] = [
  {
    class: 'pii.email',
    make: (lot) => `${lot.pick(['bram.q', 'x_1', 'ngozi+tag', 'o.r'])}${lot.next(99)}@${lot.pick(mailHost)}`,
    around: anywhere,
    header: 'Kontakt',
  },
  {
    class: 'pii.card',
    make: (lot) => luhnEnd(`${lot.pick(['4', '52', '6011'])}${lot.digits(14)}`.slice(0, 15)),
    around: anywhere,
    header: 'zahlung',
  },
  {
    class: 'pii.us_ssn',
    make: (lot) => `${100 + lot.next(500)}-${10 + lot.next(89)}-${1000 + lot.next(8999)}`,
    around: anywhere,
    header: 'ssn',
  },
  {
    class: 'pii.ip',
    make: (lot) => `${11 + lot.next(100)}.${lot.next(255)}.${lot.next(255)}.${20 + lot.next(200)}`,
    around: anywhere,
  },
  {
    class: 'pii.mac',
    make: (lot) => `00:1b:${Array.from({ length: 4 }, () => (16 + lot.next(239)).toString(16)).join(':')}`,
    around: anywhere,
  },
  {
    class: 'pii.phone',
    make: (lot) =>
      lot.pick([
        `+4479${lot.digits(8)}`,
        `+49 30 ${2 + lot.next(7)}${lot.digits(6)}`,
        `+1 212 555 ${1000 + lot.next(8999)}`,
        `+33 6 ${10 + lot.next(89)} ${10 + lot.next(89)} ${10 + lot.next(89)} ${10 + lot.next(89)}`,
      ]),
    around: ['reach them on {} until noon', 'mobile {}', 'their number: {}'],
    header: 'telefon',
  },
  {
    class: 'pii.national_id',
    make: (lot) => lot.pick([spanish, brazilian])(lot),
    around: ['the tax office gave {} to them', 'DNI/CPF {}', 'national id: {}'],
    header: 'id_number',
  },
  {
    class: 'pii.birth_date',
    make: date,
    around: ['she was born on {} in Lyon', 'date of birth: {}', 'DOB {} (checked)', 'geboren am {}'],
    header: 'birth_date',
  },
  {
    class: 'pii.passport',
    make: (lot) => lot.pick([`C${lot.digits(8)}`, `${lot.digits(9)}`, `XN${lot.digits(7)}`]),
    around: ['passport no. {}', 'travels on passport {}', 'Reisepass: {}'],
    header: 'passport',
  },
  {
    class: 'pii.bank_account',
    make: (lot) => `${1 + lot.next(8)}${lot.digits(9)}`,
    around: ['account number {}', 'paid to acct {} today'],
    header: 'account_no',
  },
  {
    class: 'pii.name',
    make: person,
    around: [
      'Dear {}, your order',
      'spoke with {} about it',
      'Name: {}',
      'Mrs {} called',
      'the patient is {}.',
    ],
    header: 'full_name',
  },
  {
    class: 'pii.address',
    make: (lot) =>
      lot.pick([
        `${1 + lot.next(900)} Juniper Hollow Road`,
        `Kastanienallee ${1 + lot.next(90)}`,
        `${1 + lot.next(90)} rue des Tilleuls`,
        `Calle Olmo ${1 + lot.next(90)}`,
        `${1 + lot.next(900)} Quarry Lane`,
      ]),
    around: ['please deliver to {} before ten', 'lives at {}', '{}'],
    header: 'street',
  },
  {
    class: 'pii.crypto',
    make: (lot) => `0x${Array.from({ length: 40 }, () => lot.next(16).toString(16)).join('')}`,
    around: anywhere,
  },
  {
    class: 'secret.key',
    make: (lot) => lot.pick([`ghp_${lot.digits(36)}`, `AKIA${lot.digits(16)}`, `glpat-${lot.digits(20)}`]),
    around: anywhere,
  },
  {
    class: 'secret.key',
    make: (lot) => `q${lot.digits(4)}Zt${lot.digits(4)}kW${lot.digits(5)}`,
    around: ['api_key={}', 'client_secret: "{}"', 'password: {}'],
    header: 'secret',
  },
  {
    class: 'secret.url_credential',
    make: (lot) => `app:pw${lot.digits(6)}`,
    around: ['postgres://{}@db.internal/lake', 'https://{}@repo.example/x'],
  },
];

export function plant(kind: Kind, lot: Lot): Planted {
  const value = kind.make(lot);
  const [before = '', after = ''] = lot.pick(kind.around).split('{}');
  return { class: kind.class, text: before + value + after, value, start: before.length };
}

/** Look-alikes: nothing in them is anybody's. */
export const harmless = (lot: Lot): string =>
  lot.pick<() => string>([
    () => `ORD-${2020 + lot.next(6)}-${lot.digits(6)}`,
    () => `order ${lot.digits(9)} shipped`,
    () => `invoice ${lot.digits(12)}`,
    () => `build ${lot.digits(2)}.${lot.digits(2)}.${lot.digits(3)}`,
    () => `v${lot.next(9)}.${lot.next(20)}.${lot.next(20)}-rc.${lot.next(9)}`,
    () => `17${lot.digits(11)}`,
    () => `2024-0${1 + lot.next(8)}-1${lot.next(9)}T10:${10 + lot.next(49)}:00Z`,
    () => `$${1 + lot.next(9)},${100 + lot.next(899)}.${lot.digits(2)}`,
    () => Array.from({ length: 40 }, () => lot.next(16).toString(16)).join(''),
    () => Array.from({ length: 64 }, () => lot.next(16).toString(16)).join(''),
    () => `SKU-${lot.digits(4)}-${lot.pick(['AX', 'BQ', 'ZT'])}${lot.digits(2)}`,
    () => `Shipped ${lot.next(90)} units on 2024-03-1${lot.next(9)}`,
    () => `Quarterly Report Q${1 + lot.next(4)} for North Region`,
    () => `status: Active, type: Premium Plan, region: EU-West-${lot.next(4)}`,
    () => `lat 4${lot.next(9)}.${lot.digits(6)}, lon ${lot.next(9)}.${lot.digits(6)}`,
    () => `tracking 1Z${lot.digits(3)}E${lot.digits(10)}`,
    () => `isbn 978-${lot.digits(1)}-${lot.digits(2)}-${lot.digits(6)}-${lot.digits(1)}`,
    () => `The Meeting With Legal Starts At Noon In Room ${lot.digits(3)}`,
    () => `card 4111 1111 1111 111${2 + lot.next(7)}`,
    () => `elapsed=${lot.digits(4)}ms rows=${lot.digits(5)} next_token=${lot.digits(8)}`,
  ])();
