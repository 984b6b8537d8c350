/** What a file may not hold although YAML has it: anything that two readers could take for two things. */
import { type Document, isAlias, isNode, isScalar, type Node, type Scalar, visit } from 'yaml';

/** A text that is no YAML at all fails at every character; nobody reads the hundredth complaint. */
const mostErrors = 20;
const booleanKey = /^(?:y|n|yes|no|on|off|true|false)$/i;

export type Tell = (offset: number, message: string, help: string) => void;

const refusals: Readonly<Record<string, readonly [message: string, help: string]>> = {
  DUPLICATE_KEY: ['a key is written twice in one mapping', 'keep one of the two'],
  NON_STRING_KEY: ['a key is not a plain string', 'write the key as a string'],
  TAB_AS_INDENT: ['a tab is used as indentation', 'indent with spaces'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a mapping begins on the line of another key',
    'put it on a line of its own, or quote the value',
  ],
};

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

export function tellErrors(document: Document.Parsed, tell: Tell): void {
  const told = new Set<number>();
  for (const { code, pos, message } of document.errors) {
    if (message.toLowerCase().includes('call stack')) {
      tell(pos[0], 'the file is nested too deeply', 'nest it less deeply');
      return;
    }
    // One slip makes the parser complain about several things at one place: the first is the cause.
    if (told.has(pos[0]) || told.size >= mostErrors) continue;
    told.add(pos[0]);
    const [mine, help] = refusals[code] ?? [lower(message), 'see the YAML 1.2 grammar'];
    tell(pos[0], mine, help);
  }
}

export const start = (node: Node | null | undefined): number | undefined => node?.range?.[0];

function tellKey(key: Scalar, tell: Tell): void {
  const offset = start(key) ?? 0;
  const text = String(key.value);
  const isPlain = key.type === 'PLAIN';
  if (isPlain && text === '') tell(offset, 'a key is empty', 'write the name of the key');
  if (isPlain && booleanKey.test(text))
    tell(offset, `key \`${text}\` is a boolean to a YAML 1.1 reader`, `quote it: \`"${text}"\``);
  if (isPlain && text === '<<') tell(offset, 'merge keys are not read here', 'write the keys out');
  if (text === '__proto__') tell(offset, 'key `__proto__` is not allowed', 'use another name');
}

export function tellNodes(document: Document.Parsed, tell: Tell): void {
  visit(document, (at, node) => {
    if (!isNode(node)) return;
    const offset = start(node) ?? 0;
    if (isAlias(node)) tell(offset, `alias \`*${node.source}\` is not read here`, 'write the value out');
    else if (node.anchor !== undefined)
      tell(offset, `anchor \`&${node.anchor}\` is not read here`, 'remove it');
    if (node.tag !== undefined)
      tell(offset, `tag \`${node.tag}\` is not read here`, 'remove it; quote a value to make it a string');
    if (at === 'key' && isScalar(node)) tellKey(node, tell);
  });
}
