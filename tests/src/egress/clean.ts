/** Results as systems print them, in which nobody stands: numbers of every length and meaning, logs, code, manifests. It refuses a value that is anybody's. */
import type { createLot } from './generated.js';

type Lot = ReturnType<typeof createLot>;
export type Make = (lot: Lot) => string;

const two = (value: number): string => String(value).padStart(2, '0');
const hex = (lot: Lot, count: number): string =>
  Array.from({ length: count }, () => lot.pick([...'0123456789abcdef'])).join('');
const letters = (lot: Lot, count: number): string =>
  Array.from({ length: count }, () => lot.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])).join('');
const number = (lot: Lot, count: number): string => `${1 + lot.next(9)}${lot.digits(count - 1)}`;
const times = (lot: Lot, count: number, make: Make): readonly string[] =>
  Array.from({ length: count }, () => make(lot));
const uuid: Make = (lot) =>
  `${hex(lot, 8)}-${hex(lot, 4)}-4${hex(lot, 3)}-${lot.pick(['8', '9', 'a', 'b'])}${hex(lot, 3)}-${hex(lot, 12)}`;
const day: Make = (lot) => `${2018 + lot.next(9)}-${two(1 + lot.next(12))}-${two(1 + lot.next(28))}`;
const clock: Make = (lot) => `${two(lot.next(24))}:${two(lot.next(60))}:${two(lot.next(60))}`;
const four: Make = (lot) => `${1 + lot.next(30)}.${lot.next(60)}.${lot.next(250)}.${lot.next(250)}`;
const semver: Make = (lot) => `${lot.next(30)}.${lot.next(60)}.${lot.next(99)}`;
const word: Make = (lot) =>
  lot.pick(
    'ledger parcel router engine batch widget index socket cache queue vector lambda schema'.split(' '),
  );
const money: Make = (lot) =>
  lot.pick([
    `${1 + lot.next(999)},${lot.digits(3)}.${lot.digits(2)}`,
    `${1 + lot.next(999)}.${lot.digits(3)}.${lot.digits(3)},${lot.digits(2)}`,
    `${number(lot, 7)}.${lot.digits(2)}`,
  ]);
const gtin = (lot: Lot, count: number): string => {
  const body = number(lot, count - 1);
  const sum = [...body].reverse().reduce((all, one, i) => all + Number(one) * (i % 2 === 0 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
};

/** A column and what stands in it. */
const columns: Readonly<Record<string, Make>> = {
  order_id: (lot) => number(lot, 16),
  order_no: (lot) => number(lot, 10),
  invoice_number: (lot) => number(lot, 12),
  transaction_id: (lot) => number(lot, 16),
  event_id: (lot) => number(lot, 19),
  request_id: uuid,
  trace_id: (lot) => hex(lot, 32),
  span_id: (lot) => number(lot, 16),
  snowflake: (lot) => number(lot, 18),
  tracking_number: (lot) =>
    lot.pick([
      number(lot, 12),
      number(lot, 15),
      number(lot, 20),
      `1Z${hex(lot, 6).toUpperCase()}${lot.digits(10)}`,
    ]),
  ean: (lot) => gtin(lot, 13),
  gtin: (lot) => gtin(lot, 14),
  barcode: (lot) => gtin(lot, 13),
  isbn: (lot) => `978${lot.digits(10)}`,
  upc: (lot) => gtin(lot, 12),
  imei: (lot) => number(lot, 15),
  sku: (lot) => `${letters(lot, 3)}-${lot.digits(5)}`,
  batch: (lot) => number(lot, 14),
  serial_number: (lot) => `${letters(lot, 2)}${lot.digits(9)}`,
  sequence: (lot) => number(lot, 13),
  offset: (lot) => number(lot, 16),
  lsn: (lot) => `${hex(lot, 2).toUpperCase()}/${hex(lot, 8).toUpperCase()}`,
  created_ms: (lot) => `17${lot.digits(11)}`,
  ts_ns: (lot) => `17${lot.digits(17)}`,
  size_bytes: (lot) => number(lot, 13),
  updated_at: (lot) => `${day(lot)}T${clock(lot)}Z`,
  due: day,
  amount: money,
  price: (lot) => `${number(lot, 4)}.${lot.digits(2)}`,
  lat: (lot) => `${lot.pick(['-', ''])}${lot.next(90)}.${lot.digits(7)}`,
  lon: (lot) => `${lot.pick(['-', ''])}${lot.next(180)}.${lot.digits(7)}`,
  checksum: (lot) => hex(lot, 40),
  etag: (lot) => hex(lot, 32),
  digest: (lot) => `sha256:${hex(lot, 64)}`,
  version: four,
  fw: four,
  status: (lot) => lot.pick(['open', 'shipped', 'FAILED', 'in transit']),
  quantity: (lot) => String(lot.next(5000)),
  warehouse: (lot) => lot.pick(['Nordhafen 3', 'Rotterdam West', 'Dock 14', 'Bay 7']),
  product: (lot) =>
    lot.pick(['Anker Powercore 20', 'Blue Bottle Filter', 'Oak Table 180', 'Lego Technic 42100']),
  duration_ns: (lot) => number(lot, 15),
  ratio: (lot) => `0.${lot.digits(16)}`,
  score: (lot) => `${lot.next(100)}.${lot.digits(14)}`,
  coords: (lot) => `${lot.next(80)}.${lot.digits(6)},${lot.next(170)}.${lot.digits(6)}`,
  zip_hash: (lot) => hex(lot, 12),
  po_number: (lot) => `PO-${lot.digits(8)}`,
  container: (lot) => `${letters(lot, 3)}U ${lot.digits(6)}-${lot.next(10)}`,
  mrn: (lot) => `${lot.pick(['24', '25'])}DE${lot.digits(12)}X${lot.next(10)}`,
};

interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
function tableOf(lot: Lot): Table {
  const heads = new Set<string>();
  while (heads.size < 6) heads.add(lot.pick(Object.keys(columns)));
  const rows = times(lot, 5, () => '').map(() => [...heads].map((head) => columns[head]?.(lot) ?? ''));
  return { heads: [...heads], rows };
}
const asValue = (value: string): string | number =>
  /^-?\d{1,15}(?:\.\d{1,8})?$/.test(value) ? Number(value) : value;
const quoted = (value: string): string => (value.includes(',') ? `"${value}"` : value);
const objects = ({ heads, rows }: Table): readonly object[] =>
  rows.map((row) => Object.fromEntries(heads.map((head, i) => [head, asValue(row[i] ?? '')])));
const lines = (lot: Lot, make: Make): string => times(lot, 6, make).join('\n');

/** Of each kind a whole result. */
export const kinds: Readonly<Record<string, Make>> = {
  csv: (lot) => {
    const { heads, rows } = tableOf(lot);
    return `${heads.join(',')}\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
  },
  'headless csv': (lot) =>
    lines(lot, () =>
      [number(lot, 7), uuid(lot), day(lot), money(lot), `${letters(lot, 2)}${lot.digits(6)}`]
        .map(quoted)
        .join(','),
    ),
  json: (lot) => JSON.stringify(objects(tableOf(lot))),
  'json set out': (lot) => JSON.stringify({ items: objects(tableOf(lot)), next: number(lot, 16) }, null, 2),
  ndjson: (lot) =>
    objects(tableOf(lot))
      .map((row) => JSON.stringify(row))
      .join('\n'),
  markdown: (lot) => {
    const { heads, rows } = tableOf(lot);
    return `| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
  },
  records: (lot) => {
    const { heads, rows } = tableOf(lot);
    return rows.map((row) => heads.map((head, i) => `${head}: ${row[i]}`).join('\n')).join('\n\n');
  },
  sentence: (lot) =>
    lines(lot, () =>
      lot.pick([
        `Order ${number(lot, 16)} was shipped on ${day(lot)}.`,
        `Tracking number ${number(lot, 15)}, expected ${day(lot)}`,
        `order #${number(lot, 10)} placed, total EUR ${money(lot)}`,
        `Invoice no. ${number(lot, 13)} is overdue by ${lot.next(90)} days`,
        `order ref ${number(lot, 16)} closed`,
        `upgraded ${word(lot)} from ${four(lot)} to ${four(lot)}`,
        `Please quote case number ${number(lot, 11)} in your reply.`,
        `ISBN 978-${lot.next(9)}-${lot.digits(3)}-${lot.digits(5)}-${lot.next(9)} is out of print`,
        `Ticket ${number(lot, 8)} moved to ${word(lot)} at ${clock(lot)}`,
        `batch ${number(lot, 14)} took ${number(lot, 7)} ms and read ${number(lot, 12)} bytes`,
      ]),
    ),
  'access log': (lot) =>
    lines(
      lot,
      () =>
        `${day(lot)}T${clock(lot)}.${lot.digits(6)}Z INFO [${word(lot)}-${lot.next(99)}] GET /v${lot.next(4)}/orders/${number(lot, 16)}?cursor=${number(lot, 13)} 200 ${lot.digits(5)} ${lot.next(900)}ms req=${uuid(lot)}`,
    ),
  'kernel log': (lot) =>
    lines(
      lot,
      () =>
        `[${lot.digits(5)}.${lot.digits(6)}] ${word(lot)} ${lot.next(9)}: ${hex(lot, 8)}:${hex(lot, 4)} irq ${lot.next(200)} at 0x${hex(lot, 16)} (driver ${four(lot)})`,
    ),
  metrics: (lot) =>
    lines(
      lot,
      () =>
        `${word(lot)}_${lot.pick(['total', 'bucket', 'seconds_sum'])}{le="${lot.next(10)}.${lot.digits(3)}",shard="${lot.next(64)}"} ${lot.pick([number(lot, 12), `${number(lot, 5)}.${lot.digits(9)}`, `${lot.next(9)}.${lot.digits(4)}e+${lot.digits(2)}`])} 17${lot.digits(11)}`,
    ),
  statsd: (lot) =>
    lines(lot, () => `api.calls.${word(lot)}:${number(lot, 10)}|c|#env:prod,build:${four(lot)}`),
  'git log': (lot) =>
    lines(
      lot,
      () =>
        `${hex(lot, 40)} ${day(lot)} ${clock(lot)} +0${lot.next(9)}00 Fix ${word(lot)} overflow (#${lot.digits(4)})`,
    ),
  'git stat': (lot) =>
    lines(
      lot,
      () =>
        `index ${hex(lot, 7)}..${hex(lot, 7)} 100644\n@@ -${lot.next(900)},${lot.next(90)} +${lot.next(900)},${lot.next(90)} @@ ${word(lot)}`,
    ),
  'npm lock': (lot) =>
    `{"packages":{${times(lot, 4, () => `"node_modules/@${word(lot)}/${word(lot)}-${lot.digits(5)}":{"version":"${semver(lot)}","resolved":"https://registry.npmjs.org/${word(lot)}/-/${word(lot)}-${semver(lot)}.tgz","integrity":"sha512-${Buffer.from(hex(lot, 128), 'hex').toString('base64')}"}`).join(',')}}}`,
  'yarn lock': (lot) =>
    lines(
      lot,
      () =>
        `"@${word(lot)}/${word(lot)}@^${semver(lot)}":\n  version "${semver(lot)}"\n  resolved "https://registry.yarnpkg.com/${word(lot)}/-/${word(lot)}-${semver(lot)}.tgz#${hex(lot, 40)}"\n`,
    ),
  nuget: (lot) =>
    lines(lot, () =>
      lot.pick([
        `<PackageReference Include="Acme.${word(lot)}" Version="${four(lot)}" />`,
        `Acme.${word(lot)}.${four(lot)}.nupkg`,
        `Acme.${word(lot)}, Version=${four(lot)}, Culture=neutral, PublicKeyToken=${hex(lot, 16)}`,
        `[assembly: AssemblyVersion("${four(lot)}")]`,
        `  Acme.${word(lot)} >= ${four(lot)}`,
      ]),
    ),
  requirements: (lot) => lines(lot, () => `${word(lot)}${lot.pick(['==', '>=', '~=', '<'])}${four(lot)}`),
  rpm: (lot) => lines(lot, () => `${word(lot)}-${four(lot)}-${lot.next(9)}.el${lot.next(10)}.x86_64`),
  debian: (lot) =>
    lines(
      lot,
      () =>
        `Get:${lot.next(40)} http://deb.debian.org/debian bookworm/main amd64 lib${word(lot)}${lot.next(9)} amd64 ${four(lot)}-${lot.next(9)}+deb12u${lot.next(4)} [${lot.digits(3)} kB]`,
    ),
  'version table': (lot) =>
    lines(
      lot,
      () =>
        `${word(lot).padEnd(12)} ${semver(lot).padEnd(16)} ${lot.next(10)}.${lot.next(20)}.${lot.next(20)}.${lot.next(20)}`,
    ),
  agents: (lot) =>
    lines(
      lot,
      () =>
        `"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + lot.next(40)}.0.${lot.digits(4)}.${lot.next(250)} Safari/537.36 Edg/${four(lot)}"`,
    ),
  releases: (lot) =>
    lines(lot, () =>
      lot.pick([
        `## [${four(lot)}] - ${day(lot)}`,
        `${word(lot)} v${four(lot)}`,
        `tag: ${four(lot)}`,
        `{"tag_name":"${four(lot)}","draft":false}`,
        `image: registry.local/${word(lot)}:${four(lot)}`,
        `PRODUCTVERSION ${four(lot).replaceAll('.', ',')}`,
        `${word(lot)} driver ${four(lot)} loaded`,
      ]),
    ),
  sections: (lot) =>
    lines(
      lot,
      () =>
        `see section ${four(lot)} and figure ${lot.next(9)}.${lot.next(9)}; OID 1.3.6.1.4.1.${lot.digits(5)}.${lot.next(99)}`,
    ),
  'java trace': (lot) =>
    `java.lang.IllegalStateException: ${word(lot)} ${number(lot, 9)} is closed\n${lines(lot, () => `\tat com.acme.${word(lot)}.${letters(lot, 1)}${word(lot)}Impl$$Lambda$${lot.next(999)}/0x${hex(lot, 16)}.run(${word(lot)}.java:${lot.next(999)})`)}`,
  'python trace': (lot) =>
    `Traceback (most recent call last):\n${lines(lot, () => `  File "/usr/lib/python3.${lot.next(13)}/site-packages/${word(lot)}/core.py", line ${lot.next(2000)}, in call_${word(lot)}\n    raise KeyError(${number(lot, lot.pick([5, 8, 11]))})`)}`,
  'node trace': (lot) =>
    `Error: connect ECONNREFUSED 127.0.0.1:${lot.digits(4)}\n${lines(lot, () => `    at async ${letters(lot, 1)}${word(lot)}.call (file:///srv/app/node_modules/${word(lot)}/dist/index.js:${lot.next(999)}:${lot.next(99)})`)}`,
  sql: (lot) =>
    lines(lot, () =>
      lot.pick([
        `SELECT ${word(lot)}_id, sum(amount) FROM orders WHERE order_id = ${number(lot, 16)} AND created > '${day(lot)} ${clock(lot)}' LIMIT 100;`,
        `INSERT INTO stock (sku, ean, qty, price) VALUES ('${letters(lot, 3)}${lot.digits(4)}', '${gtin(lot, 13)}', ${lot.next(99)}, ${lot.digits(3)}.${lot.digits(2)});`,
        `UPDATE ${word(lot)} SET batch = ${number(lot, 14)} WHERE id = '${uuid(lot)}';`,
        `CREATE INDEX ${word(lot)}_${lot.digits(8)} ON orders (region, created) WITH (fillfactor = 90);`,
      ]),
    ),
  plan: (lot) =>
    lines(
      lot,
      () =>
        `  ->  Index Scan using ${word(lot)}_pkey on ${word(lot)}s  (cost=${lot.next(9)}.${lot.digits(2)}..${lot.digits(7)}.${lot.digits(2)} rows=${number(lot, 9)} width=${lot.next(200)}) (actual time=${lot.next(9)}.${lot.digits(3)}..${lot.digits(4)}.${lot.digits(3)} rows=${number(lot, 8)} loops=1)`,
    ),
  kubernetes: (lot) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${word(lot)}-${hex(lot, 10)}\n  uid: ${uuid(lot)}\n  resourceVersion: "${number(lot, 16)}"\n  labels:\n    app.kubernetes.io/version: "${four(lot)}"\n    helm.sh/chart: ${word(lot)}-${semver(lot)}\nspec:\n  template:\n    spec:\n      containers:\n      - name: ${word(lot)}\n        image: ghcr.io/acme/${word(lot)}:${four(lot)}@sha256:${hex(lot, 64)}\n        resources: {limits: {memory: "${number(lot, 10)}"}}\n`,
  terraform: (lot) =>
    `resource "aws_instance" "${word(lot)}" {\n  ami           = "ami-${hex(lot, 17)}"\n  subnet_id     = "subnet-${hex(lot, 17)}"\n  version       = "~> ${four(lot)}"\n  account_alias = "${word(lot)}-${lot.digits(4)}"\n  arn           = "arn:aws:sns:eu-west-1:${number(lot, 12)}:${word(lot)}"\n}\n`,
  ini: (lot) =>
    `[${word(lot)}]\ntimeout_ms = ${number(lot, 6)}\nmax_bytes = ${number(lot, 13)}\nseed = ${number(lot, 16)}\nbuild = ${four(lot)}\nsince = ${day(lot)}\n`,
  code: (lot) =>
    lines(lot, () =>
      lot.pick([
        `const ${word(lot)}Limit = ${number(lot, 16)}n;`,
        `if (hash !== 0x${hex(lot, 16)}) return call(${word(lot)}, ${number(lot, 10)});`,
        `#define ${word(lot).toUpperCase()}_MAGIC ${number(lot, 13)}UL`,
        `  expect(total).toBe(${number(lot, 7)}.${lot.digits(2)});`,
        `assert VERSION == "${four(lot)}"`,
        `let ids = [${number(lot, 16)}, ${number(lot, 16)}, ${number(lot, 16)}];`,
      ]),
    ),
  matrix: (lot) =>
    lines(lot, () => times(lot, 8, () => `${lot.pick(['-', ''])}${lot.next(10)}.${lot.digits(8)}`).join(' ')),
  figures: (lot) => lines(lot, () => times(lot, 6, () => lot.digits(4)).join(' ')),
  ledger: (lot) =>
    lines(lot, () => `${day(lot)}  ${word(lot)} ${number(lot, 6)}  ${money(lot)}  ${money(lot)} EUR`),
  shipping: (lot) =>
    lines(
      lot,
      () =>
        `${letters(lot, 2)}${lot.digits(9)}DE  ${lot.digits(4)} ${lot.digits(4)}  ${day(lot)} ${clock(lot)}  ${lot.next(30)}.${lot.next(9)} kg`,
    ),
  objects: (lot) =>
    lines(
      lot,
      () =>
        `${day(lot)} ${clock(lot)} ${number(lot, 11)} lake/dt=${day(lot)}/part-${lot.digits(5)}-${uuid(lot)}.c000.snappy.parquet`,
    ),
  disk: (lot) =>
    lines(
      lot,
      () =>
        `-rw-r--r-- 1 root root ${number(lot, 12)} ${lot.pick(['Jan', 'May', 'Nov'])} ${1 + lot.next(28)} ${two(lot.next(24))}:${two(lot.next(60))} ${word(lot)}-${number(lot, 14)}.tar.gz`,
    ),
  geo: (lot) =>
    JSON.stringify({
      type: 'LineString',
      coordinates: times(lot, 6, () => '').map(() => [
        Number(`${lot.next(180)}.${lot.digits(7)}`),
        Number(`${lot.next(90)}.${lot.digits(7)}`),
      ]),
    }),
  ids: (lot) =>
    JSON.stringify({
      ids: times(lot, 12, () => number(lot, 16)),
      cursor: Buffer.from(hex(lot, 48), 'hex').toString('base64'),
    }),
  certificate: (lot) =>
    `Serial Number: ${hex(lot, 32).replace(/(..)(?=.)/g, '$1:')}\nNot Before: May ${1 + lot.next(28)} ${clock(lot)} 2024 GMT\nSignature Algorithm: sha256WithRSAEncryption\n    ${hex(lot, 36).replace(/(..)(?=.)/g, '$1:')}\n`,
  dump: (lot) =>
    lines(lot, () => `${hex(lot, 8)}  ${times(lot, 16, () => hex(lot, 2)).join(' ')}  |................|`),
};
