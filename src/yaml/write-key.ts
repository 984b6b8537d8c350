/** Writes one key into a YAML text and leaves every other character as it was. It refuses what it cannot read back as meant. */
import { isMap, isNode, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { canonical } from '../call/canonical.js';
import { isObject, type Json } from '../call/json.js';
import { readYaml } from './document.js';

export interface Edit {
  /** The mapping that holds the key. */
  readonly path: readonly string[];
  readonly key: string;
  /** Printable ASCII without quotes or backslashes. */
  readonly value: string;
}

const plain = /^[ !#-[\]-~]*$/;

const rangeOf = (node: unknown): Node['range'] | undefined => (isNode(node) ? node.range : undefined);

const lineEnd = (text: string, from: number): number => {
  const at = text.indexOf('\n', from);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
};

const spliced = (text: string, [from, to]: readonly [number, number], put: string): string =>
  text.slice(0, from) + put + text.slice(to);

/** Behind the last key, on a line of its own; in a mapping in braces, behind the last value. */
function added(text: string, map: YAMLMap, put: string): string | undefined {
  const [first] = map.items;
  const last: Pair | undefined = map.items.at(-1);
  const start = rangeOf(first?.key)?.[0];
  const end = (rangeOf(last?.value) ?? rangeOf(last?.key))?.[1];
  if (start === undefined || end === undefined) return undefined;
  if (map.flow === true) return spliced(text, [end, end], `, ${put}`);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const at = lineEnd(text, text.slice(0, end).trimEnd().length);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return spliced(text, [at, at], `${newline}${' '.repeat(column)}${put}`);
}

function edited(text: string, { path, key, value }: Edit): string | undefined {
  const map = parseDocument(text, { prettyErrors: false, logLevel: 'silent' }).getIn(path, true);
  if (!isMap(map)) return undefined;
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (pair === undefined) return added(text, map, `${key}: "${value}"`);
  const range = rangeOf(pair.value);
  return range ? spliced(text, [range[0], range[1]], `"${value}"`) : undefined;
}

function meant(value: Json, path: readonly string[], entry: readonly [string, string]): Json | undefined {
  if (!isObject(value)) return undefined;
  const [step, ...rest] = path;
  if (step === undefined) return { ...value, [entry[0]]: entry[1] };
  const inner = meant(value[step] ?? null, rest, entry);
  return inner === undefined ? undefined : { ...value, [step]: inner };
}

/** `as`: a document that was read without a problem is plain JSON; undefined otherwise. */
const readBack = (text: string): Json | undefined => readYaml(text, '').value as Json | undefined;

/** Undefined when the text does not come out as the same document with this one key. */
export function writeKey(text: string, edit: Edit): string | undefined {
  const before = readBack(text);
  if (before === undefined || !plain.test(edit.value)) return undefined;
  const wanted = meant(before, edit.path, [edit.key, edit.value]);
  const written = edited(text, edit);
  const after = written === undefined ? undefined : readBack(written);
  if (wanted === undefined || after === undefined) return undefined;
  return canonical(after) === canonical(wanted) ? written : undefined;
}
