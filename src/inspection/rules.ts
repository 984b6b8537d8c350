/** Each rule of a policy as it is written and what it has done so far. It judges no rule; what never fired may still be right. */
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import { specificity } from '../egress/operators/choose.js';
import type { PolicyText } from '../policy/compile.js';
import type { MaskRule } from '../policy/obligation.js';
import { compileMask } from '../rules/transform/mask.js';
import { readYaml, type YamlDocument } from '../yaml/document.js';
import type { Path } from '../yaml/problem.js';
import type { RuleView } from './places.js';

const phases = {
  grant: 'capability',
  forbid: 'capability',
  limit: 'argument',
  require: 'precondition',
  budget: 'execute',
  mask: 'transform',
} as const;
type Kind = keyof typeof phases;
// `as`: the keys of the record above.
const kinds = Object.keys(phases) as readonly Kind[];

export type WrittenRule = Pick<RuleView, 'id' | 'kind' | 'phase' | 'because' | 'place' | 'text'>;

interface Reading extends PolicyText {
  readonly document: YamlDocument;
  readonly lines: readonly string[];
}

const indentOf = (line: string): number => line.search(/\S|$/);
const says = (line: string): boolean => line.trim() !== '' && !line.trim().startsWith('#');

/** From its first line to the next one that is not further in; without the indentation of the first. */
function textAt(lines: readonly string[], first: number): string {
  const begin = lines[first - 1] ?? '';
  const indent = indentOf(begin);
  const after = lines.slice(first).findIndex((line) => says(line) && indentOf(line) <= indent);
  const taken = lines.slice(first - 1, after < 0 ? undefined : first + after);
  while (taken.length > 1 && !says(taken.at(-1) ?? '')) taken.pop();
  return taken.map((line) => line.slice(Math.min(indent, indentOf(line)))).join('\n');
}

const word = (value: JsonObject, name: string): string => {
  const found = own(value, name);
  return typeof found === 'string' ? found : '';
};

/** A mask need not be named; it has then the name that it is compiled under. */
const idOf = (value: JsonObject, kind: Kind): string => {
  const id = word(value, 'id');
  if (id !== '' || kind !== 'mask') return id;
  return compileMask({ class: word(value, 'class'), with: 'redact' }).id;
};

interface Section {
  /** Before the id of each of its rules. */
  readonly within: string;
  readonly value: JsonObject;
  readonly path: Path;
  readonly because: string;
}

const listed = (value: Json | undefined): readonly Json[] =>
  value !== undefined && isArray(value) ? value : [];

const rulesIn = (reading: Reading, { within, value, path, because }: Section): readonly WrittenRule[] =>
  kinds.flatMap((kind) =>
    listed(own(value, kind)).flatMap((one, at): readonly WrittenRule[] => {
      if (!isObject(one)) return [];
      const { line } = reading.document.at([...path, kind, at]);
      return [
        {
          id: `${within}${idOf(one, kind)}`,
          kind,
          phase: phases[kind],
          because: word(one, 'because') || because,
          place: `${reading.file}:${line}`,
          text: textAt(reading.lines, line),
        },
      ];
    }),
  );

function rulesOf({ file, text }: PolicyText): readonly WrittenRule[] {
  const document = readYaml(text, file);
  const reading = { file, text, document, lines: text.split('\n') };
  // `as`: what YAML gives is JSON.
  const value = document.value as Json | undefined;
  if (value === undefined || !isObject(value)) return [];
  const invariants = own(value, 'invariants') ?? {};
  const named = isObject(invariants) ? Object.entries(invariants) : [];
  return [
    ...named.flatMap(([name, one]) =>
      isObject(one)
        ? rulesIn(reading, {
            within: `${name}/`,
            value: one,
            path: ['invariants', name],
            because: word(one, 'because'),
          })
        : [],
    ),
    ...rulesIn(reading, { within: '', value, path: [], because: word(value, 'about') }),
  ];
}

/** Of several masks of one id, the first. */
export function writtenRules(texts: readonly PolicyText[]): readonly WrittenRule[] {
  const all = texts.flatMap(rulesOf);
  return all.filter(({ id }, at) => all.findIndex((one) => plainId(one.id) === plainId(id)) === at);
}

/** The id of a rule in a denial is within its invariant; in the file and the trace it stands alone. */
export const plainId = (rule: string): string => rule.slice(rule.lastIndexOf('/') + 1);

/** The mask that speaks of a class; '' for one that only the kernel does. */
export function maskFor(masks: readonly MaskRule[], columnClass: string): string {
  const best = Math.max(-1, ...masks.map((mask) => specificity(mask, columnClass)));
  return best < 0 ? '' : (masks.find((mask) => specificity(mask, columnClass) === best)?.id ?? '');
}
