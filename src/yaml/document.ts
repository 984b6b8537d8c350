/** Reads one YAML 1.2 document with the place of every value. Whatever two readers could take for two things is refused. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
} from 'yaml';
import type { Path, Place, Problem, YamlDocument } from './problem.js';
import { start, type Tell, tellErrors, tellNodes } from './refusals.js';

export { fitPartly } from './partly.js';
export { inOrder, type Problem, renderProblems, type YamlDocument } from './problem.js';
export { zodProblems } from './zod-problems.js';

/** A configuration file is written by people: past this it is something else. */
const longest = 1_048_576;
const options = {
  version: '1.2',
  schema: 'core',
  strict: true,
  uniqueKeys: true,
  stringKeys: true,
  merge: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

interface Found {
  readonly key: number | undefined;
  readonly value: number | undefined;
}

function child(
  node: unknown,
  step: string | number,
): { readonly key?: Node; readonly value: unknown } | undefined {
  if (isSeq(node))
    return typeof step === 'number' && step in node.items ? { value: node.items[step] } : undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair === undefined
    ? undefined
    : { ...(isNode(pair.key) ? { key: pair.key } : {}), value: pair.value };
}

function locate(root: Node | null, path: Path): Found {
  let node: unknown = root;
  let found: Found = { key: undefined, value: start(root) };
  for (const [index, step] of path.entries()) {
    const next = child(node, step);
    if (next === undefined) return { key: undefined, value: found.value };
    const key = start(next.key);
    // A key without a value (`launch:`) has nothing to point at but the key itself.
    const isEmpty = !isNode(next.value) || (isScalar(next.value) && next.value.source === '');
    const value = isNode(next.value) && !isEmpty ? start(next.value) : key;
    found = { key: index === path.length - 1 ? key : undefined, value: value ?? found.value };
    node = next.value;
  }
  return found;
}

function parse(text: string, lines: LineCounter, tell: Tell): Document.Parsed | undefined {
  const parsed = parseAllDocuments(text, { ...options, lineCounter: lines });
  const documents: readonly Document.Parsed[] = 'empty' in parsed ? [] : parsed;
  const [first, second] = documents;
  if (first === undefined || first.contents === null) {
    tell(0, 'the file is empty', 'write at least `version: 1`');
    return undefined;
  }
  if (second !== undefined)
    tell(
      start(second.contents) ?? second.range[0],
      'a second document begins here',
      'one file holds one document',
    );
  if (first.directives.yaml.explicit && first.directives.yaml.version !== '1.2')
    tell(
      0,
      `\`%YAML ${first.directives.yaml.version}\` is not read here`,
      'remove the line: files are YAML 1.2',
    );
  for (const document of documents) {
    tellErrors(document, tell);
    tellNodes(document, tell);
  }
  return first;
}

/** A text that YAML itself cannot read holds nothing that could be trusted to be meant; one we refuse does, but for its aliases. */
function salvage(document: Document.Parsed, isRefused: boolean): unknown {
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return undefined;
  if (!isRefused) return document.toJS({ maxAliasCount: 0 });
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

export function readYaml(written: string, file: string): YamlDocument {
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [];
  const tell: Tell = (offset, message, help) => problems.push({ file, ...place(offset), message, help });
  const nothing = { root: null, salvaged: undefined };
  const read = (): { readonly root: Node | null; readonly salvaged: unknown } => {
    if (text.length > longest) {
      tell(0, `the file is longer than ${longest} characters`, 'split it');
      return nothing;
    }
    // The parser recurses: a text nested deep enough exhausts the stack, and that is a refusal like any other.
    try {
      const document = parse(text, lines, tell);
      return document === undefined
        ? nothing
        : { root: document.contents, salvaged: salvage(document, problems.length > 0) };
    } catch {
      tell(0, 'the file cannot be read', 'nest it less deeply');
      return nothing;
    }
  };
  const { root, salvaged } = read();
  return {
    value: problems.length > 0 ? undefined : salvaged,
    salvaged,
    problems,
    at: (path) => place(locate(root, path).value ?? 0),
    keyAt: (path) => {
      const { key, value: whole } = locate(root, path);
      return place(key ?? whole ?? 0);
    },
  };
}
