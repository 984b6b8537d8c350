/** The `catalog:` of a live system as a draft for a person: every guess with its evidence beside it. It makes no column clear and opens no dataset that nobody has read. */
import { datasetName } from '../call/id.js';
import { escaped } from '../yaml/escaped.js';
import { plainKey, quoted } from '../yaml/quoted.js';
import { type Catalog, type Tier, tiers, unknownClass } from './catalog.js';
import type { Evidence } from './evidence.js';
import { keyOf, type LiveColumn, type LiveTable } from './live.js';

export type EvidenceOf = (table: string, column: string) => Evidence;

export interface CatalogDraft {
  readonly text: string;
  readonly datasets: number;
  /** Tables that cannot be declared, and why. */
  readonly notes: readonly string[];
}

const head = [
  '# Drafted from a live system by `aegis catalog draft`. Put it in the place of `catalog:` in the manifest once you have read it.',
  '# No column is clear: one without a class of its own is pii.unknown, and leaves the kernel redacted, until somebody writes `clear`.',
  'catalog:',
  '  unlisted: { dataset: deny, column: pii.unknown }',
];

/** INVARIANT: what was protected before stays so, or a draft that is put in the place of a catalog would open it. */
const protectedLine = (patterns: readonly string[]): string =>
  `  protected: [${patterns.map((pattern) => quoted(pattern)).join(', ')}]`;

const tierWords: Readonly<Record<string, Tier>> = {
  ...{ bronze: 'bronze', raw: 'bronze', landing: 'bronze', staging: 'bronze', stage: 'bronze' },
  ...{ silver: 'silver', clean: 'silver', core: 'silver' },
  ...{ gold: 'gold', mart: 'gold', marts: 'gold', reporting: 'gold' },
};

/** What is written beside a guess of a tier. The strictest where nothing speaks for one: nothing is written to gold but by promote. */
function tierLine(schema: string): string {
  const tier = Object.hasOwn(tierWords, schema) ? tierWords[schema] : undefined;
  if (tier !== undefined && tiers.some((one) => one === schema)) return `tier: ${tier}`;
  return tier === undefined
    ? 'tier: gold # nothing says which; gold is the strictest'
    : `tier: ${tier} # guess: the schema is called ${quoted(schema)}`;
}

const keyed = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? plainKey(name) : quoted(name);

/** The evidence in words. */
function wordsFor({ guess, byName, byComment, sample }: Evidence): string {
  const forms = (sample?.forms ?? []).map(
    (form) => `${form.values} of ${sample?.of} sampled values have the form of ${form.class}`,
  );
  const told = [
    ...(byName === undefined ? [] : [`its name says ${byName}`]),
    ...(byComment === undefined ? [] : [`its comment says ${byComment}`]),
    ...forms,
    ...(sample?.isProse === true ? ['most values are sentences, and anything may be in one'] : []),
  ];
  if (guess !== unknownClass) return `guess: ${told.join('; ')}`;
  if (sample === undefined) return 'not sampled; write clear once somebody has looked';
  if (sample.of === 0) return 'it holds no values yet; write clear once somebody has looked';
  return `nothing found in ${sample.of} sampled values; write clear once somebody has looked`;
}

const columnLine = (column: LiveColumn, evidence: Evidence): string =>
  `        ${keyed(column.name)}: ${evidence.guess} # ${escaped(wordsFor(evidence), 300)}`;

/** A key of that name is no key of YAML here. What is not declared is pii.unknown all the same. */
const canStand = (column: string): boolean => column.toLowerCase() !== '__proto__';

function tableLines(table: LiveTable, name: string, evidenceOf: EvidenceOf): readonly string[] {
  const columns = table.columns.filter((column) => canStand(column.name));
  const key = keyOf(table).every(canStand) ? keyOf(table) : [];
  return [
    `    ${plainKey(name)}:${table.kind === 'view' ? ' # a view' : ''}`,
    `      ${tierLine(name.split('.')[0] ?? '')}`,
    ...(key.length === 0 ? [] : [`      key: [${key.map(keyed).join(', ')}]`]),
    ...(columns.length === 0 ? ['      columns: {}'] : ['      columns:']),
    ...columns.map((column) => columnLine(column, evidenceOf(table.name, column.name))),
  ];
}

/** The name that a dataset has in a catalog; undefined when it can have none. */
export const declaredName = (live: string): string | undefined => datasetName(live.toLowerCase());

export function draftCatalog(
  tables: readonly LiveTable[],
  { protectedPatterns }: Pick<Catalog, 'protectedPatterns'>,
  evidenceOf: EvidenceOf,
): CatalogDraft {
  const lines: string[] = [];
  const notes: string[] = [];
  const taken = new Set<string>();
  for (const table of tables) {
    const name = declaredName(table.name);
    if (name === undefined || taken.has(name)) {
      const why =
        name === undefined
          ? 'its name is not `schema.table` in plain letters'
          : 'another has its name but for case';
      notes.push(`${escaped(table.name, 200)} cannot be declared, and stays denied: ${why}`);
      continue;
    }
    taken.add(name);
    for (const column of table.columns.filter((one) => !canStand(one.name)))
      notes.push(`${name}.${column.name} cannot be declared, and stays masked: its name is reserved`);
    lines.push(...tableLines(table, name, evidenceOf));
  }
  const datasets = lines.length === 0 ? ['  datasets: {}'] : ['  datasets:', ...lines];
  const text = [...head, protectedLine(protectedPatterns), ...datasets, ''].join('\n');
  return { text, datasets: taken.size, notes };
}
