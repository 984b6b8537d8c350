/**
 * What the kernel's own tools ask of systems when they are called, in order, and where they stop by themselves. It is written from what their pages promise, not
 * from their plans; of an answer it takes that it is a good one.
 */
import { text } from '../call/fields.js';
import type { JsonObject } from '../call/json.js';
import { own } from '../call/json.js';
import { type Catalog, clear, type Dataset, datasetNamed, unknownClass } from '../catalog/catalog.js';
import type { Registry } from '../manifest/manifest.js';
import { called } from '../witness/tools.js';
import type { Circumstance, Witness } from '../witness/witness.js';
import { type Denied, no } from './beneath.js';
import { lifetime } from './demand.js';
import { isChangedInto, type Stands, standsAs } from './masks.js';
import { fits, type Reading } from './reading.js';

export interface Ask {
  readonly call: Witness;
  readonly stands?: Stands;
  readonly isPreview: boolean;
  readonly unstated: readonly string[];
}

export type Step = Ask | Denied;

interface Around {
  readonly reading: Reading;
  readonly catalog: Catalog;
  readonly registry: Registry;
}

const stop = (code: string): Denied => no('execute', code);
const lacking: readonly Step[] = [stop('precondition-failed')];

const datasetMeant = (catalog: Catalog, name: string): Dataset | undefined =>
  datasetNamed(catalog, name.toLowerCase());

interface Moving {
  readonly source: Dataset;
  readonly target: Dataset;
}

function standsIn({ source, target }: Moving, { reading: { masks } }: Around): Stands {
  const way = {
    isMeant: (pattern: string): boolean => fits(pattern, target.name),
    leaves: source.system !== target.system,
  };
  const columns = Object.entries(source.columns).map(([column, name]) => [
    column,
    standsAs(masks, name, way),
  ]);
  return { dataset: target.name, columns: Object.fromEntries(columns) };
}

const bringing = (step: Step, stands: Stands): Step => ('verdict' in step ? step : { ...step, stands });

/** The call of a system's tool; a system that has no such tool stops the plan. */
function ask(
  { registry, catalog }: Around,
  name: string | undefined,
  { args, unstated }: { readonly args: JsonObject; readonly unstated: readonly string[] },
): Step {
  const tool = [...registry.tools.values()].find((one) => one.name === name);
  const call = tool === undefined ? undefined : called(tool, args, catalog);
  return call === undefined ? stop('precondition-failed') : { call, isPreview: false, unstated };
}

const kernelToolsOf = ({ registry }: Around, { system }: Dataset) =>
  registry.systems.get(system)?.kernelTools;

function validation({ args }: Witness, { doubts }: Circumstance, around: Around): readonly Step[] {
  const dataset = datasetMeant(around.catalog, text(own(args, 'dataset')));
  const claim = own(args, 'claim') === undefined ? 'silver_validation' : text(own(args, 'claim'));
  const checks =
    dataset === undefined ? [] : (Object.entries(dataset.checks).find(([kind]) => kind === claim)?.[1] ?? []);
  if (dataset === undefined || checks.length === 0) return lacking;
  const sample = checks.some(({ kind }) => kind === 'no-raw-pii') ? { sample: [] } : {};
  const checked = ask(around, kernelToolsOf(around, dataset)?.check, {
    args: { table: dataset.name, checks: [], ...sample },
    unstated: ['checks', ...Object.keys(sample)],
  });
  return [checked, ...(doubts.includes(dataset.name) ? [stop('dataset-in-doubt')] : [])];
}

const isLive = (source: Dataset, { receipts, doubts }: Circumstance): boolean =>
  !doubts.includes(source.name) &&
  receipts.some((one) => one.dataset === source.name && one.died === undefined && one.age < lifetime);

const isFileName = (name: string): boolean =>
  !name.startsWith('.') &&
  !name.includes('..') &&
  ![...name].some((sign) => sign < ' ' || '/\\%'.includes(sign));

const reading = (moving: Moving, around: Around): Step =>
  bringing(
    ask(around, kernelToolsOf(around, moving.source)?.readVersion, {
      args: { table: moving.source.name, version: '' },
      unstated: ['version'],
    }),
    standsIn(moving, around),
  );

/** What a line masks on its way is read and put; the rest is copied where it lies. A column that nobody declared may be there, too. */
function copying({ source, target }: Moving, around: Around): readonly Step[] {
  const { copy, load, readVersion } = kernelToolsOf(around, source) ?? {};
  const args = { source: source.name, version: '', target: target.name };
  const classes = [...Object.values(source.columns).filter((name) => name !== clear), unknownClass];
  const isMeant = (pattern: string): boolean => fits(pattern, target.name);
  if (!classes.some((name) => isChangedInto(around.reading.masks, name, isMeant)))
    return [
      bringing(ask(around, copy, { args, unstated: ['version'] }), standsIn({ source, target }, around)),
    ];
  if (load === undefined || readVersion === undefined) return lacking;
  const moved = { columns: [], rows: [], changed: [] };
  const unstated = ['version', ...Object.keys(moved)];
  return [reading({ source, target }, around), ask(around, load, { args: { ...args, ...moved }, unstated })];
}

function promotion({ args }: Witness, at: Circumstance, around: Around): readonly Step[] {
  const [source, target] = ['source', 'target'].map((name) =>
    datasetMeant(around.catalog, text(own(args, name))),
  );
  if (source === undefined || target === undefined || !isLive(source, at)) return lacking;
  const [tools, others] = [kernelToolsOf(around, source), kernelToolsOf(around, target)];
  if (target.form === 'table')
    return source.system === target.system ? copying({ source, target }, around) : lacking;
  const name = own(args, 'key') === undefined ? `${source.name}.csv` : text(own(args, 'key'));
  if (!isFileName(name)) return [stop('bad-arguments')];
  if (tools?.readVersion === undefined || others?.writeVersion === undefined) return lacking;
  const key = `${target.prefix ?? ''}${name}`;
  return [
    reading({ source, target }, around),
    ask(around, others.writeVersion, { args: { key, body: '', source: source.name }, unstated: ['body'] }),
  ];
}

const preview = ({ previewed }: Witness): readonly Step[] =>
  previewed === undefined ? [stop('bad-arguments')] : [{ call: previewed, isPreview: true, unstated: [] }];

export function stepsOf(witness: Witness, at: Circumstance, around: Around): readonly Step[] {
  if (witness.of?.system !== 'aegis') return [];
  switch (witness.of.remote) {
    case 'validate':
      return validation(witness, at, around);
    case 'promote':
      return promotion(witness, at, around);
    case 'preview':
      return preview(witness);
    default:
      return [];
  }
}
