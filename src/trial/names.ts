/** Holds the names in a file of policy tests against the configuration that it is for. It tells each that is not there, with the one that may be meant. */
import { type Catalog, unknownClass } from '../catalog/catalog.js';
import { detectors } from '../egress/detect/index.js';
import type { Registry } from '../manifest/manifest.js';
import type { Policy } from '../policy/policy.js';
import { inOrder, type Problem } from '../yaml/document.js';
import { nearest } from '../yaml/nearest.js';
import type { Path } from '../yaml/problem.js';
import type { TrialFileForm, TrialForm } from './form.js';
import type { ReadTrials, TrialFile } from './read.js';
import { statementOf } from './structure.js';

type Kind = 'dataset' | 'system' | 'tool' | 'class';

/** The names that a configuration has. */
export type KnownNames = Readonly<Record<Kind, readonly string[]>>;

const otherwise: Readonly<Record<Kind, string>> = {
  dataset: 'name one that a manifest declares',
  system: 'name one that a manifest declares',
  tool: 'name one that a manifest declares; of one that is nowhere `unknown-tool` is expected',
  class: 'name the class of a column, or one that a budget counts',
};

interface NamingLaw {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly policy: Policy;
}

/** Of columns, of fixed places in a result, of budgets, and what a value is found to be by its form. */
function classesOf({ registry, catalog, policy }: NamingLaw): readonly string[] {
  const columns = [...catalog.datasets.values()].flatMap((dataset) => Object.values(dataset.columns));
  const places = [...registry.tools.values()].flatMap(({ result }) => Object.values(result.classes));
  const budgets = policy.budgets.flat().map((budget) => budget.class);
  const found = detectors.map((one) => one.class);
  return [...new Set([...columns, ...places, ...budgets, ...found, unknownClass])];
}

export const namesOf = (law: NamingLaw): KnownNames => ({
  dataset: [...law.catalog.datasets.values()].map(({ name }) => name),
  system: law.registry.manifests.map(({ system }) => system),
  tool: [...law.registry.tools.keys()],
  class: classesOf(law),
});

interface Mention {
  readonly of: Kind;
  readonly word: string;
  readonly path: Path;
}

const each = (of: Kind, words: readonly string[] = [], path: Path): readonly Mention[] =>
  words.map((word, at) => ({ of, word, path: [...path, at] }));

type Scene = Pick<TrialForm, 'receipts' | 'doubts' | 'spent'>;

const inScene = ({ receipts = [], doubts, spent = [] }: Scene, path: Path): readonly Mention[] => [
  ...receipts.map(
    ({ dataset }, at): Mention => ({
      of: 'dataset',
      word: dataset,
      path: [...path, 'receipts', at, 'dataset'],
    }),
  ),
  ...each('dataset', doubts, [...path, 'doubts']),
  ...spent.map(
    (one, at): Mention => ({ of: 'class', word: one.class, path: [...path, 'spent', at, 'class'] }),
  ),
];

/** A call of a tool that is nowhere may be tested: it is denied as that. */
function inExpected({ tool, expect: { allow, deny } }: TrialForm, path: Path): readonly Mention[] {
  const [of, on]: readonly [Path, Path] = [
    [...path, 'expect', 'allow'],
    [...path, 'expect', 'deny'],
  ];
  return [
    ...(deny?.code === 'unknown-tool' ? [] : [{ of: 'tool', word: tool, path: [...path, 'tool'] } as const]),
    ...Object.keys(allow?.bounds ?? {}).map(
      (word) => ({ of: 'dataset', word, path: [...of, 'bounds', word] }) as const,
    ),
    ...Object.keys(allow?.into ?? {}).map(
      (word) => ({ of: 'dataset', word, path: [...of, 'into', word] }) as const,
    ),
    ...each('dataset', allow?.unchanged, [...of, 'unchanged']),
    ...each('tool', deny?.remedies, [...on, 'remedies']),
  ];
}

const mentions = ({ given, structures, tests }: TrialFileForm): readonly Mention[] => [
  ...inScene(given, ['given']),
  ...Object.keys(structures).map((word): Mention => ({ of: 'system', word, path: ['structures', word] })),
  ...tests.flatMap((trial, at) => [...inScene(trial, ['tests', at]), ...inExpected(trial, ['tests', at])]),
];

const helpFor = ({ of, word }: Mention, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? otherwise[of] : `did you mean \`${near}\`?`;
};

function structureProblems(
  { structures }: TrialFileForm,
  problemAt: ReadTrials['problemAt'],
): readonly Problem[] {
  const help = 'for instance `CREATE TABLE silver.orders (id INTEGER PRIMARY KEY)`';
  return Object.entries(structures).flatMap(([system, structure]) =>
    ('statements' in structure ? structure.statements : []).flatMap((sql, at) =>
      statementOf(sql) === undefined
        ? [
            problemAt(
              ['structures', system, 'statements', at],
              'this is no CREATE of an object named with its schema',
              help,
            ),
          ]
        : [],
    ),
  );
}

export function nameProblems(
  { form }: Pick<TrialFile, 'form'>,
  known: KnownNames,
  { problemAt }: Pick<ReadTrials, 'problemAt'>,
): readonly Problem[] {
  const strange = mentions(form).filter(({ of, word }) => !known[of].includes(word));
  return inOrder([
    ...strange.map((one) => problemAt(one.path, `no ${one.of} \`${one.word}\``, helpFor(one, known[one.of]))),
    ...structureProblems(form, problemAt),
  ]);
}
