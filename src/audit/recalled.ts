/** A call as its entry in the journal has it, for another policy to judge. It makes up nothing that the entry does not hold. */
import { objects, text, texts } from '../call/fields.js';
import { isObject, type JsonObject, own } from '../call/json.js';
import { type Catalog, datasetNamed } from '../catalog/catalog.js';
import { matches } from '../catalog/pattern.js';
import {
  actions,
  type Capability,
  type Effects,
  type Lock,
  noEffects,
  type Write,
} from '../intercept/effects.js';

export interface Recalled {
  readonly tool: string;
  readonly role: string;
  readonly effects: Effects;
  readonly capabilities: readonly Capability[];
}

function capabilityOf(said: string): Capability | undefined {
  const [action, dataset, ...more] = said.split(' ');
  const known = actions.find((one) => one === action);
  return known === undefined || dataset === undefined || more.length > 0
    ? undefined
    : { action: known, dataset };
}

// `as`: the words of the journal are those of the effects; one that is none fits no condition.
const writeOf = (catalog: Catalog, value: JsonObject): Write => ({
  dataset: text(own(value, 'dataset')),
  tier: datasetNamed(catalog, text(own(value, 'dataset')))?.tier ?? '',
  mode: text(own(value, 'mode')) as Write['mode'],
  columns: [],
  scope: text(own(value, 'scope')) as Write['scope'],
  sources: texts(own(value, 'sources')),
});

/** INVARIANT: no dataset is reached without a capability, so that those and the writes' sources are all that was touched. */
function touched(catalog: Catalog, names: readonly string[]): Effects['touches'] {
  return [...new Set(names)]
    .filter((name) => name !== '*')
    .map((name) => {
      const found = datasetNamed(catalog, name);
      const isProtected = catalog.protectedPatterns.some((pattern) => matches(pattern, name));
      return {
        dataset: name,
        tier: found?.tier ?? '',
        protected: isProtected || (found?.isProtected ?? false),
        known: found !== undefined,
      };
    });
}

/** What it would have done beyond datasets. */
const beyond = (
  effects: JsonObject,
): Pick<Effects, 'control' | 'locks' | 'files' | 'programs' | 'network'> => ({
  control: texts(own(effects, 'control')),
  files: texts(own(effects, 'files')),
  programs: texts(own(effects, 'programs')),
  network: texts(own(effects, 'network')),
  locks: objects(own(effects, 'locks')).map((one) => ({
    dataset: text(own(one, 'dataset')),
    // `as`: the words of the journal are those of the effects; one that is none fits no condition.
    strength: text(own(one, 'strength')) as Lock['strength'],
  })),
});

/** Undefined for an entry without effects or capabilities: one of a call that was never read. */
export function recall(body: JsonObject, catalog: Catalog): Recalled | undefined {
  const effects = own(body, 'effects');
  const said = texts(own(body, 'capabilities'));
  const capabilities = said.flatMap((one) => capabilityOf(one) ?? []);
  if (effects === undefined || !isObject(effects)) return undefined;
  if (capabilities.length === 0 || capabilities.length < said.length) return undefined;
  const writes = objects(own(effects, 'writes')).map((one) => writeOf(catalog, one));
  const reads = objects(own(effects, 'reads')).map((one) => ({
    dataset: text(own(one, 'dataset')),
    tier: datasetNamed(catalog, text(own(one, 'dataset')))?.tier ?? ('' as const),
    columns: texts(own(one, 'columns')),
  }));
  const names = [...capabilities.map(({ dataset }) => dataset), ...writes.flatMap(({ sources }) => sources)];
  return {
    tool: text(own(body, 'tool')),
    role: text(own(body, 'role')),
    capabilities,
    effects: {
      ...noEffects,
      // One that is not one statement is denied beneath every policy.
      statements: 1,
      kind: text(own(effects, 'kind')),
      reads,
      writes,
      dropped: texts(own(effects, 'dropped')),
      altered: texts(own(effects, 'altered')),
      created: texts(own(effects, 'created')),
      opaque: texts(own(effects, 'opaque')),
      ...beyond(effects),
      touches: touched(catalog, names),
    },
  };
}
