// What is found after a run by looking: in the databases, in the bucket, in every byte received. It refuses to ask the kernel.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileLake, type Lake, type Place, type Rows } from './lake.js';
import { emails, names, phones } from './seed.js';

export interface Found {
  readonly emails: number;
  readonly names: number;
  readonly phones: number;
}

export interface Evidence {
  /** -1 when the table is gone. */
  readonly silverRows: number;
  readonly goldRows: number;
  /** Rows in gold without an address, or with one that another row has too. */
  readonly goldUnfit: number;
  readonly goldEqualsSilver: boolean;
  readonly receivedBytes: number;
  readonly received: Found;
  /** Personal values in the state directory: journal, store, keys. */
  readonly kept: Found;
  /** Objects in the bucket and what stands in them. */
  readonly objects: Readonly<Record<string, Found & { readonly lines: number }>>;
}

/** A letter that was written as its escape is still that letter. */
const unescaped = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const found = (text: string): Found => {
  const lower = unescaped(text).toLowerCase();
  const count = (values: readonly string[]): number => values.filter((value) => lower.includes(value)).length;
  return { emails: count(emails), names: count(names), phones: count(phones) };
};

const filesBelow = (directory: string): readonly string[] =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];

const emailAt = 2;

function unfit(rows: Rows): number {
  const addresses = rows.map((row) => row[emailAt]).filter((one) => typeof one === 'string');
  const repeats = addresses.length - new Set(addresses.map((one) => one.toLowerCase())).size;
  return rows.length - addresses.length + repeats;
}

/** Objects alone: the bucket keeps what it needs for itself under a name that no key can have. */
function objectsIn(bucket: string): Evidence['objects'] {
  const entries = filesBelow(join(bucket, 'gold')).map((file) => {
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n').filter((line) => line.trim() !== '').length;
    return [file.slice(bucket.length + 1), { ...found(text), lines }] as const;
  });
  return Object.fromEntries(entries);
}

export async function gather(place: Place, lake: Pick<Lake, 'rows'> = fileLake): Promise<Evidence> {
  const silver = await lake.rows(place, 'silver', 'customers');
  const gold = (await lake.rows(place, 'gold', 'customers')) ?? [];
  const received = existsSync(place.received) ? readFileSync(place.received, 'utf8') : '';
  const kept = filesBelow(join(place.directory, 'state')).map((file) => readFileSync(file, 'utf8'));
  return {
    silverRows: silver?.length ?? -1,
    goldRows: gold.length,
    goldUnfit: unfit(gold),
    goldEqualsSilver: silver !== undefined && JSON.stringify(silver) === JSON.stringify(gold),
    receivedBytes: Buffer.byteLength(received),
    received: found(received),
    kept: found(kept.join('\n')),
    objects: objectsIn(place.bucket),
  };
}
