/** Tables of personal values beside values that only look like them, and the forms in which tools print a table. */
import type { createLot } from './generated.js';

type Lot = ReturnType<typeof createLot>;
export interface Field {
  readonly class: string | undefined;
  readonly head: string;
  readonly value: string;
}
export interface Printed {
  readonly text: string;
  readonly fields: readonly (Field & { readonly start: number; readonly end: number })[];
}
export interface Grid {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Field[])[];
}

const two = (value: number): string => String(value).padStart(2, '0');
const luhn = (body: string): string => {
  const sum = [...body].reverse().reduce((total, one, i) => {
    const twice = Number(one) * (i % 2 === 0 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
};
const iban = (lot: Lot): string => {
  const account = lot.digits(18);
  const rest = [...`${account}131400`].reduce((left, one) => (left * 10 + Number(one)) % 97, 0);
  return `DE${two(98 - rest)}${account}`.replace(/(.{4})(?=.)/g, '$1 ');
};
const hex = (lot: Lot, count: number): string =>
  Array.from({ length: count }, () => lot.pick([...'0123456789abcdef'])).join('');
const drawn = (lot: Lot, count: number): string =>
  Array.from({ length: count }, () =>
    lot.pick([...'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRST23456789']),
  ).join('');
const day = (lot: Lot, from: number): string =>
  `${from + lot.next(60)}-${two(1 + lot.next(12))}-${two(1 + lot.next(28))}`;

const people =
  'Aroha Ngata|Tomasz Krzywicki|Ebru Yıldırım|Siiri Kivimäki|Lwazi Dlamini|Ioana Văcărescu|Þóra Gísladóttir|Мадина Оспанова|장보람|周晓岚';
const heads: Readonly<Record<string, string>> = {
  'pii.email': 'email|courriel|почта|メール|contactEmail',
  'pii.phone': 'phone|telefon|numer telefonu|電話番号|номер телефона|MobileNo|เบอร์โทรศัพท์',
  'pii.card': 'card_number|kreditkarte|numero_tarjeta',
  'pii.iban': 'iban|bank_iban',
  'pii.us_ssn': 'ssn|social_security_number',
  'pii.ip': 'client_ip|remote_addr',
  'pii.mac': 'mac_address|hwaddr',
  'pii.birth_date': 'dob|Geburtsdatum|date de naissance|生年月日|วันเกิด|תאריך לידה|doğum tarihi',
  'pii.passport': 'passport_no|Reisepass|numer paszportu|护照号|διαβατήριο|číslo pasu',
  'pii.bank_account': 'account_number|numero_cuenta|rekeningnummer|口座番号|계좌번호|numer konta',
  'pii.national_id': 'steuer_id|ИНН|personnummer|身份证号|tckn|pesel',
  'pii.name': 'full_name|Nachname|imię i nazwisko|фио|이름|név|ชื่อ|employee',
  'pii.address': 'address|Lieferadresse|direccion|адрес|住所|cím',
  'secret.key': 'api_key|hasło|contraseña|client_secret',
};
const makes: Readonly<Record<string, (lot: Lot) => string>> = {
  'pii.email': (lot) =>
    `${drawn(lot, 6).toLowerCase()}.k@${lot.pick(['quill', 'brio'])}.${lot.pick(['io', 'co.za', 'museum'])}`,
  'pii.phone': (lot) =>
    lot.pick([
      `+49 30 90${lot.digits(4)}`,
      `0${1 + lot.next(9)}${lot.digits(2)} ${lot.digits(3)} ${lot.digits(4)}`,
    ]),
  'pii.card': (lot) => luhn(`${lot.pick(['4', '51', '6011', '3528'])}${lot.digits(20)}`.slice(0, 15)),
  'pii.iban': iban,
  'pii.us_ssn': (lot) => `${100 + lot.next(500)}-${10 + lot.next(89)}-${1000 + lot.next(8999)}`,
  'pii.ip': (lot) => `${20 + lot.next(70)}.${lot.next(256)}.${lot.next(256)}.${1 + lot.next(250)}`,
  'pii.mac': (lot) => Array.from({ length: 6 }, () => hex(lot, 2)).join(lot.pick([':', '-'])),
  'pii.birth_date': (lot) => lot.pick([day(lot, 1940), day(lot, 1940).split('-').reverse().join('.')]),
  'pii.passport': (lot) =>
    lot.pick([
      `${lot.pick(['C', 'XK', 'FB'])}${lot.digits(7)}`,
      `${lot.digits(2)} ${lot.digits(2)} ${lot.digits(6)}`,
    ]),
  'pii.bank_account': (lot) => `${1 + lot.next(9)}${lot.digits(9)}`,
  'pii.national_id': (lot) => `${1 + lot.next(9)}${lot.digits(10)}`,
  'pii.name': (lot) => lot.pick(people.split('|')),
  'pii.address': (lot) => `${lot.pick(['Cobbler Gate', 'Rua Direita', 'Nad Řekou'])} ${1 + lot.next(90)}`,
  'secret.key': (lot) => `${drawn(lot, 20)}${lot.digits(2)}`,
};
export const classes = Object.keys(makes);
const looks: Readonly<Record<string, (lot: Lot) => string>> = {
  order_id: (lot) => `${lot.digits(3)}-${lot.digits(7)}-${lot.digits(7)}`,
  commit: (lot) => hex(lot, 40),
  trace: (lot) => `${hex(lot, 8)}-${hex(lot, 4)}-4${hex(lot, 3)}-8${hex(lot, 3)}-${hex(lot, 12)}`,
  shipped: (lot) => `${day(lot, 1966)}T10:${two(lot.next(60))}:00Z`,
  version: (lot) => `${1 + lot.next(9)}.${lot.next(30)}.${lot.next(99)}.${lot.next(9)}`,
  betrag: (lot) => `${lot.next(999)}.${lot.digits(3)},${lot.digits(2)} EUR`,
  imei: (lot) => luhn(`35${lot.digits(12)}`),
  offset: (lot) => `${1 + lot.next(9)}${lot.digits(10)}`,
  sku: (lot) => `${lot.pick(['KX', 'TR'])}-${lot.digits(4)}-${lot.pick(['A', 'B'])}`,
  geo: (lot) => `${lot.next(80)}.${lot.digits(6)}, ${lot.next(170)}.${lot.digits(6)}`,
  product: (lot) => lot.pick(['Mrs. Meyers Soap', 'Calvin Klein Jeans', 'Granny Smith Apples']),
  city: (lot) => lot.pick(['San Jose', 'St. Petersburg', 'Frankfurt am Main']),
};

export function gridOf(lot: Lot, count: number): Grid {
  const named = new Map<string, string | undefined>();
  while (named.size < 3 && count > 0) {
    const of = lot.pick(classes);
    if (![...named.values()].includes(of)) named.set(lot.pick((heads[of] ?? '').split('|')), of);
  }
  while (named.size < (count > 0 ? 6 : 4)) named.set(lot.pick(Object.keys(looks)), undefined);
  const columns = [...named].sort(() => lot.next(3) - 1);
  const rows = Array.from({ length: 3 }, () =>
    columns.map(
      ([head, of]): Field => ({
        ...{ class: of, head },
        value: (of === undefined ? looks[head] : makes[of])?.(lot) ?? '',
      }),
    ),
  );
  return { heads: columns.map(([head]) => head), rows };
}

type Part = string | readonly [Field, (value: string) => string];
const same = (value: string): string => value;
const plain = (field: Field): Part => [field, same];
const joined = (
  row: readonly Field[],
  sign: string,
  part: (field: Field) => readonly Part[],
): readonly Part[] => row.flatMap((field, i) => [...(i === 0 ? [] : [sign]), ...part(field)]);
const quoted = (sign: string) => (value: string) => (value.includes(sign) ? `"${value}"` : value);
const json = (value: string): string => JSON.stringify(value).slice(1, -1);
const tag = (head: string): string => head.replace(/ /g, '_');

/** Each form of a table, as parts of text and fields. */
export const forms: Readonly<Record<string, (grid: Grid) => readonly Part[]>> = {
  csv: ({ heads: names, rows }) => [
    names.join(','),
    '\n',
    ...rows.flatMap((row) => [...joined(row, ',', (field) => [[field, quoted(',')]]), '\n']),
  ],
  tsv: ({ heads: names, rows }) => [
    names.join('\t'),
    '\n',
    ...rows.flatMap((row) => [...joined(row, '\t', (field) => [plain(field)]), '\n']),
  ],
  markdown: ({ heads: names, rows }) => [
    `| ${names.join(' | ')} |\n|${names.map(() => '---').join('|')}|\n`,
    ...rows.flatMap((row) => ['| ', ...joined(row, ' | ', (field) => [plain(field)]), ' |\n']),
  ],
  records: ({ rows }) =>
    rows.flatMap((row) => [...joined(row, '\n', (field) => [`${field.head}: `, plain(field)]), '\n\n']),
  json: ({ rows }) => [
    '[',
    ...rows.flatMap((row, i) => [
      i === 0 ? '\n{' : ',\n{',
      ...joined(row, ', ', (field) => [`${JSON.stringify(field.head)}: "`, [field, json], '"']),
      '}',
    ]),
    ']',
  ],
  lines: ({ rows }) =>
    rows.flatMap((row) => [
      '{',
      ...joined(row, ',', (field) => [`${JSON.stringify(field.head)}:"`, [field, json], '"']),
      '}\n',
    ]),
  inserts: ({ heads: names, rows }) => [
    `INSERT INTO t (${names.map((name) => `"${name}"`).join(', ')}) VALUES `,
    ...rows.flatMap((row, i) => [
      i === 0 ? '(' : ', (',
      ...joined(row, ', ', (field) => ["'", plain(field), "'"]),
      ')',
    ]),
    ';',
  ],
  html: ({ heads: names, rows }) => [
    `<table><tr>${names.map((name) => `<th>${name}</th>`).join('')}</tr>`,
    ...rows.flatMap((row) => [
      '<tr>',
      ...joined(row, '', (field) => ['<td>', plain(field), '</td>']),
      '</tr>\n',
    ]),
    '</table>',
  ],
  xml: ({ rows }) =>
    rows.flatMap((row) => [
      '<r>',
      ...joined(row, '', (field) => [`<${tag(field.head)}>`, plain(field), `</${tag(field.head)}>`]),
      '</r>\n',
    ]),
  attributes: ({ rows }) =>
    rows.flatMap((row) => [
      '<r',
      ...joined(row, '', (field) => [` ${tag(field.head)}="`, plain(field), '"']),
      '/>\n',
    ]),
  logfmt: ({ rows }) =>
    rows.flatMap((row) => [
      'level=info ',
      ...joined(row, ' ', (field) => [`${tag(field.head)}="`, plain(field), '"']),
      '\n',
    ]),
  query: ({ rows }) =>
    rows.flatMap((row) => [
      'GET /find?',
      ...joined(row, '&', (field) => [`${encodeURIComponent(field.head)}=`, [field, encodeURIComponent]]),
      ' HTTP/1.1\n',
    ]),
};

export function printed(form: (grid: Grid) => readonly Part[], grid: Grid): Printed {
  const fields: (Field & { readonly start: number; readonly end: number })[] = [];
  let text = '';
  for (const part of form(grid)) {
    if (typeof part === 'string') text += part;
    else {
      const [field, spell] = part;
      const start = text.length;
      text += spell(field.value);
      fields.push({ ...field, start, end: text.length });
    }
  }
  return { text, fields };
}
