// Objects in the forms that real buckets hold: other encodings, archives, odd tables, broken JSON, types that lie. A person's values leave none of them, whichever way the agent reads what it was given.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';

const name = 'Zorblatt Quuxington';
/** One word, as a heading or a key is. */
const bare = 'quuxdottir';
const mail = 'qzvxk7jw@canary.example';
const shipped = readFileSync(join('manifests', 's3.yaml'), 'utf8');
const catalog = `catalog:
  datasets:
    silver.raw: { tier: silver, form: objects, prefix: raw/, columns: {}, clean-formats: [md, gz] }
    silver.people: { tier: silver, form: objects, prefix: people/, columns: { id: clear, who: pii.name, mail: pii.email } }
    silver.notes: { tier: silver, form: objects, prefix: notes/, columns: { id: clear, text: clear } }
`;
const files = shipped.slice(0, shipped.indexOf('catalog:')).replace('system: s3', 'system: files') + catalog;

const csv = `id,who,mail\r\n1,"${name}",${mail}\r\n`;
const json = JSON.stringify({ id: 1, who: name, mail });
const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const big = (text: string): Buffer => little(text).swap16();
/** The local header of a stored file, which is all that an archive needs to be one. */
const zipped = (text: string): Buffer =>
  Buffer.concat([Buffer.from('504b030414000000080000000000', 'hex'), deflateRawSync(text)]);

const bodies: Readonly<Record<string, string | Buffer>> = {
  'plain text': `ask ${name}, ${mail}`,
  'UTF-8 with a mark': `\ufeff${json}`,
  'a table with a mark': `\ufeff${csv}`,
  'UTF-16': little(json),
  'UTF-16 with a mark': little(`\ufeff${json}`),
  'UTF-16, big end first': big(csv),
  'UTF-16, big end first, with a mark': big(`\ufeff${csv}`),
  'latin-1': Buffer.from(`Müller, ${name}, ${mail}`, 'latin1'),
  'NUL bytes': csv.replaceAll(',', '\0'),
  'a NUL in each value': `id,text\n1,${[...mail].join('\0')}\n`,
  'escapes of a terminal': `\u001b[1m${mail.slice(0, 4)}\u001b[0m${mail.slice(4)} ${name}`,
  'rubbed out': [...mail].join('\u007f'),
  gzip: gzipSync(json),
  zip: zipped(json),
  'gzip in base64': gzipSync(csv).toString('base64'),
  'gzip in JSON': JSON.stringify({ id: 1, text: gzipSync(csv).toString('base64') }),
  'parquet, or what begins so': Buffer.concat([
    Buffer.from('PAR1\u0015\u0004'),
    Buffer.from(json),
    Buffer.from([0, 255]),
  ]),
  'a table of bars': csv.replaceAll(',', '|'),
  'a table of carets': csv.replaceAll(',', '^'),
  'a table whose quote is open': csv.replace(`${name}"`, name),
  'a table with a title': `customers\n\n${csv}`,
  'a table without a head': `1,${name},${mail}\n`,
  'a row too long': `id,who,mail\n1,x,y,${name},${mail}\n`,
  'a row too short': `id,who,mail\n${mail}\n`,
  'a head given twice': `id,id,id\n1,${name},${mail}\n`,
  'a head in capitals': csv.replace('id,who,mail', 'ID,WHO,MAIL'),
  'ends of lines of old': csv.replaceAll('\r\n', '\r'),
  'a key given twice': `{"id":"${mail}","id":1,"who":"${name}","who":""}`,
  'lines of which one is bad': `${json}\n{"id":2,"who":"${name}"\n`,
  'a value under a key of its own': JSON.stringify({ [mail]: 1, [name]: { id: mail } }),
  'bare words': `${bare}\n`,
  'a word a line': `${bare}\nanna\nbella\n`,
  'a table of bare words without a head': `1,${bare},x\n2,anna,y\n`,
  'a bare key': JSON.stringify({ [bare]: { id: 1 }, rows: [{ [bare]: 1 }] }),
  'a heading that nobody declared': `id,${bare}\n1,x\n`,
  'a column that nobody declared': `id,text,more\n1,x,${bare}\n`,
  'a key that nobody declared': JSON.stringify({ id: 1, more: bare }),
  'a long line': `${'x '.repeat(40_000)}${mail} ${name}`,
  'nested deep': `${'[['.repeat(40)}"${mail}"${']]'.repeat(40)}`,
  YAML: `- id: 1\n  who: ${name}\n  mail: ${mail}\n`,
  'a mail that breaks its lines': `${'word '.repeat(13)}${mail.slice(0, 9)}=\r\n${mail.slice(9)}\r\n`,
  'a page': `<p>${mail.replace('@', '&shy;@<wbr>')}</p>`,
  'signs that nobody draws': mail.replace(/./g, (sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))),
  XML: `<people><id>1</id><who>${name}</who><mail>${mail}</mail></people>`,
};

const keys = Object.keys(bodies);
/** The places and what may not be read in them: what is declared clear meets the content net alone, which knows forms and no bare names. */
const places = [
  ['people/', 'json', [name, mail, bare]],
  ['raw/', 'csv', [name, mail, bare]],
  ['raw/', 'md', [mail]],
  ['notes/', 'txt', [mail]],
  ['notes/', 'png', [mail]],
] as const;
const keyOf = (prefix: string, form: string, ending: string): string =>
  `${prefix}${keys.indexOf(form)}.${ending}`;

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ manifests: { 'files.yaml': files } });
  for (const made of ['raw', 'people', 'notes']) mkdirSync(join(lake.directory, 'bucket', made));
  for (const [form, body] of Object.entries(bodies))
    for (const [prefix, ending] of places)
      writeFileSync(join(lake.directory, 'bucket', keyOf(prefix, form, ending)), body);
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

/** As a program reads a mail or a page, and a model the signs that nobody draws. */
const shown = (text: string): string =>
  text
    .replace(/=\r?\n|&shy;|<wbr>/g, '')
    .replace(/[\u{e0020}-\u{e007e}]/gu, (sign) => String.fromCharCode((sign.codePointAt(0) ?? 0) - 0xe0000));

const unpacked = (bytes: Buffer): readonly string[] => {
  try {
    return [gunzipSync(bytes).toString()];
  } catch {
    return [];
  }
};

/** Every way to read a text: as bytes of each encoding, of base64, unpacked, and without what nobody sees. */
function readings(text: string): string {
  const bytes = [Buffer.from(text), Buffer.from(text, 'base64'), Buffer.from(text, 'latin1')];
  const texts = bytes.flatMap((one) => [
    one.toString('utf8'),
    one.toString('latin1'),
    one.toString('utf16le'),
    one.subarray(1).toString('utf16le'),
    ...unpacked(one),
  ]);
  const all = [text, ...texts].join('\n');
  return `${all}\n${shown(all)}\n${all.replace(/[\x00-\x1f\x7f-\x9f\ufffd]|\[\d?m/g, '')}`;
}

it.each(
  places.flatMap(([prefix, ending, hidden]) => keys.map((form) => [form, prefix, ending, hidden] as const)),
)('%s under %s as %s tells nobody', async (form, prefix, ending, hidden) => {
  const { code, content, text } = await kernel.call('files__get', { key: keyOf(prefix, form, ending) });
  const leaves = [...JSON.stringify(content).split('"'), ...text.split('"'), String(content.body), text];
  const read = leaves.map(readings).join('\n');
  expect(hidden.filter((one) => read.includes(one))).toEqual([]);
  expect(['allowed', 'limit-exceeded', 'withheld']).toContain(code);
});

it('nor does the journal, nor any byte beside the bodies', () => {
  const all = [kernel.received(), kernel.stderr(), JSON.stringify(journal(lake))].join('\n');
  expect(all).toContain('/body');
  expect([mail, mail.slice(0, 8)].filter((one) => readings(all).includes(one))).toEqual([]);
  for (const one of [name.slice(0, 8), bare]) expect(JSON.stringify(journal(lake))).not.toContain(one);
});
