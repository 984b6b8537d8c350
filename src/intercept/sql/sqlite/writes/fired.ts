/** What the triggers do that a write sets off: which of them cannot run, and how tightly each of their statements chooses its rows. Of a trigger that it cannot follow it says the worst. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Scope } from '../../../effects.js';
import type { Known } from '../engine/known.js';
import type { Trigger } from '../engine/trace.js';
import { find, type Statement, whereOf } from '../tokens/statement.js';
import { fold, isWord } from '../tokens/token.js';
import { insertColumnsOf } from '../tokens/written.js';
import { scopeOf } from '../values/predicate.js';
import { type Firing, firingOf } from './firing.js';
import { type Runs, runsFor, settled } from './waiting.js';

/** A write of the statement, of one of its triggers, or of a cascade, which nobody has made. */
export interface Stroke {
  readonly via: string;
  readonly dataset: string;
  readonly mode: Trigger['occasion'];
  readonly columns: readonly string[];
  /** By the statement itself. */
  readonly isOwn: boolean;
}

export interface Scene {
  readonly known: Known;
  /** The rows that it takes, read alone. */
  readonly inner: Known | undefined;
  readonly statement: Statement;
  readonly strokes: readonly Stroke[];
}

export interface Fired {
  /** For which rows the trigger runs that made it. */
  runs(stroke: Stroke): Runs;
  /** How tightly it chooses its rows. */
  scope(stroke: Stroke): Scope;
  /** It takes away the rows that it meets. */
  replaces(stroke: Stroke): boolean;
}

function triggerNamed({ reading }: Known, via: string): Trigger | undefined {
  const [trigger, ...more] = reading.structure.triggers.get(via) ?? [];
  return more.length === 0 ? trigger : undefined;
}

const triggerOf = ({ known }: Scene, { via }: Stroke): Trigger | undefined => triggerNamed(known, via);

/** The name behind its verb. A trigger's statement says no schema: it means the trigger's own. */
function targetIn({ name }: Trigger, { tokens, verb, at }: Statement): string {
  let place = at + (isWord(tokens[at + 1], 'or') && verb === 'update' ? 3 : 1);
  if (verb === 'insert') place = find(tokens, at, 'into') + 1;
  if (verb === 'delete') place = find(tokens, at, 'from') + 1;
  return `${name.split('.')[0]}.${fold(tokens[place]?.name ?? '')}`;
}

const isUpsert = ({ tokens, at }: Statement): boolean => find(tokens, at, 'set') >= 0;

/** The statements of a trigger that could have made this stroke. */
function madeBy(trigger: Trigger, { dataset, mode }: Pick<Stroke, 'dataset' | 'mode'>): readonly Statement[] {
  return trigger.body.filter(
    (one) =>
      (one.verb === mode || (one.verb === 'insert' && mode === 'update' && isUpsert(one))) &&
      targetIn(trigger, one) === dataset,
  );
}

/** The columns that an INSERT of this trigger names there; undefined where one of them names none. */
export function columnsPut(known: Known, via: string, dataset: string): readonly string[] | undefined {
  const trigger = triggerNamed(known, via);
  const lists =
    trigger === undefined ? [] : madeBy(trigger, { dataset, mode: 'insert' }).map(insertColumnsOf);
  const named = lists.filter((list) => list !== undefined);
  return lists.length === 0 || named.length < lists.length ? undefined : named.flat();
}

const order: readonly Runs[] = ['never', 'by-row', 'always'];
const least = (one: Runs, other: Runs): Runs => (order.indexOf(one) < order.indexOf(other) ? one : other);
const most = (one: Runs, other: Runs): Runs => (order.indexOf(one) < order.indexOf(other) ? other : one);

const objectOf = ({ known }: Scene, dataset: string) => known.reading.structure.objects.get(dataset);

/** INVARIANT: who waits for rows that go is set off by whatever takes the place of rows as well. */
const setOff = ({ strokes }: Scene, { dataset, occasion }: Trigger): readonly Stroke[] =>
  strokes.filter((one) => one.dataset === dataset && (occasion === 'delete' || one.mode === occasion));

/** What a trigger sees of the statement's own write; undefined where another writes there as well. */
function ownFiring(scene: Scene, trigger: Trigger): Firing | undefined {
  const { known, inner, statement } = scene;
  const object = objectOf(scene, trigger.dataset);
  const all = setOff(scene, trigger);
  if (all.some(({ isOwn }) => !isOwn)) return undefined;
  return firingOf({ known, inner, statement, object, outer: undefined }, trigger.occasion);
}

/** A stroke as what sets off other triggers, once for each statement that it may be of; none where that is not told. */
function firingsOf(scene: Scene, stroke: Stroke): readonly Firing[] {
  const { known, inner, statement } = scene;
  const object = objectOf(scene, stroke.dataset);
  if (stroke.isOwn) return [firingOf({ known, inner, statement, object, outer: undefined }, stroke.mode)];
  const trigger = triggerOf(scene, stroke);
  const outer = trigger === undefined ? undefined : ownFiring(scene, trigger);
  if (trigger === undefined || outer === undefined) return [];
  return madeBy(trigger, stroke).map((one) =>
    firingOf({ known, inner: undefined, statement: one, object, outer }, stroke.mode),
  );
}

type Found = ReadonlyMap<string, Runs>;

function runsOf(scene: Scene, trigger: Trigger, found: Found): Runs {
  const all = setOff(scene, trigger);
  if (all.length === 0 || all.some(({ mode }) => mode !== trigger.occasion)) return 'always';
  return all
    .map((stroke) => {
      const before = stroke.via === '' ? 'always' : (found.get(stroke.via) ?? 'always');
      const here = firingsOf(scene, stroke).map((firing) => runsFor(firing, trigger));
      return least(before, here.length === 0 ? 'always' : here.reduce(most));
    })
    .reduce(most);
}

/** From the fewest on, until none runs for more rows than it is known to: a trigger may set off another that sets it off. */
function allRuns(scene: Scene): Found {
  const named = [...new Set(scene.strokes.map(({ via }) => via).filter((via) => via !== ''))];
  const found = new Map<string, Runs>(named.map((via) => [via, 'never']));
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const stroke of scene.strokes.filter(({ via }) => via !== '')) {
      const trigger = triggerOf(scene, stroke);
      const runs = trigger === undefined ? 'always' : runsOf(scene, trigger, found);
      if (runs === found.get(stroke.via)) continue;
      found.set(stroke.via, runs);
      isMoving = true;
    }
  }
  return found;
}

/** INVARIANT: it runs once for each row that sets it off, so a key that it names pins no number of them. */
function scopeIn(scene: Scene, stroke: Stroke): Scope {
  const trigger = triggerOf(scene, stroke);
  const statements = trigger === undefined ? [] : madeBy(trigger, stroke);
  const key = datasetNamed(scene.known.reading.catalog, stroke.dataset)?.key ?? [];
  const table = { dataset: stroke.dataset, alias: stroke.dataset.split('.')[1] ?? '' };
  const scopes = statements.map((one): Scope => {
    if (one.verb === 'insert') return stroke.mode === 'insert' ? 'not-applicable' : 'predicate';
    const where = whereOf(one);
    const scope = scopeOf(where === undefined ? undefined : settled(where), { table, key });
    return scope === 'key-pinned' ? 'predicate' : scope;
  });
  if (scopes.length === 0) return stroke.mode === 'insert' ? 'not-applicable' : 'none';
  return looseness.find((one) => scopes.includes(one)) ?? 'none';
}

const looseness: readonly Scope[] = ['none', 'tautology', 'predicate', 'not-applicable'];
const isLoose = (scope: Scope): boolean => scope === 'none' || scope === 'tautology';

export function firedBy(scene: Scene): Fired {
  const found = allRuns(scene);
  const runs = ({ via }: Stroke): Runs => found.get(via) ?? 'always';
  // INVARIANT: what is done under two conditions may be done for every row: if not by one, by the other. No row is both put and changed.
  const isShared = (stroke: Stroke): boolean => {
    const own = triggerOf(scene, stroke);
    return scene.strokes.some((one) => {
      const other = triggerOf(scene, one);
      const isApart = other?.dataset === own?.dataset && other?.occasion !== own?.occasion;
      const isAnother = one.dataset === stroke.dataset && one.via !== stroke.via && one.via !== '';
      return isAnother && !isApart && runs(one) !== 'never' && isLoose(scopeIn(scene, one));
    });
  };
  return {
    runs,
    scope(stroke) {
      const scope = scopeIn(scene, stroke);
      return isLoose(scope) && runs(stroke) === 'by-row' && !isShared(stroke) ? 'predicate' : scope;
    },
    replaces(stroke) {
      const trigger = triggerOf(scene, stroke);
      return trigger === undefined ? stroke.via !== '' : madeBy(trigger, stroke).some((one) => one.replaces);
    },
  };
}
