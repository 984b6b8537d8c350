/** The content net: one leaf in, the same leaf without what detectors and the scrubber find. It refuses to pass what it cannot scan. */

import { traitsOf } from '../detect/text/traits.js';
import { isBareNumber } from '../detect/words/code.js';
import { isMute, hint as says } from '../detect/words/hint.js';
import { acrossOnce } from './borders/across.js';
import type { Across } from './borders/neighbours.js';
import { type AskEngine, questionOf, withEngine } from './engine/engine.js';
import { remembering } from './memory.js';
import type { Leaf, LeafHit, Masks } from './replace.js';
import { empty, isMuteLeaf, replace, replaceMore, withholds } from './replace.js';
import type { Scrub } from './scrub.js';
import type { Known } from './text/again.js';
import { type Form, newForm, traitsNext } from './text/form.js';
import { isClean } from './text/glance.js';
import { apart, hiddenClass as hidden, hiddenParts, hides, mayHide } from './text/hidden.js';
import { type Heard, type Hit, maskClassOf, newHeard, type Question } from './text/hit.js';
import { scanAs } from './text/scan.js';

/** Undefined when there is nothing to mask. */
type Look = (text: string, hint: number) => Leaf | undefined;
/** The same at the texts of one column. */
export type ColumnLook = (text: string) => Leaf | undefined;

export interface Net {
  leaf(text: string, hint: number): Leaf | undefined;
  /** Seen at a glance, under a name that says nothing: `leaf` finds nothing in it. */
  seesClean(text: string): boolean;
  /** As `leaf` looks, for a column, which remembers its own texts. */
  column(hint: number): ColumnLook;
  /** Looks as `leaf` does, for those as well whom the values beside a text speak of. */
  knowing(known: Known): Look;
  /** Whether something is found in what an operator has left of a value. No engine is asked: the value is classified. */
  shows(part: string): boolean;
  /** What stands over the borders of parts that are read as one; undefined when nothing does. */
  across(parts: readonly string[], hint: number): Across | undefined;
}
export interface NetTerms extends Masks {
  /** Which classes are looked for; absent, all of them. */
  readonly looksFor?: (columnClass: string) => boolean;
  /** Absent: the built-in detectors alone. */
  readonly engine?: AskEngine | undefined;
  readonly scrub: Scrub;
}

interface Terms extends NetTerms {
  readonly memory: Heard;
  readonly people?: Known;
  /** Of a column. */
  readonly form?: Form;
  readonly said?: Said;
  /** What is left in a text of the column that was masked: rows repeat what a mask shows. */
  readonly leftIn?: (bare: string) => Left;
}
/** What was left of a text of which all was found, where that says nothing of the value. */
interface Said {
  of: readonly Hit[] | undefined;
  leaf: Leaf | undefined;
}

/** Of one text: nobody needs more to read on, and the time that a result has is up before. */
const cap = 1_048_576;
const unscanned = 'pii.unscanned';
const persistent = 'pii.persistent';

const sought = (hits: readonly Hit[], { looksFor }: NetTerms): readonly Hit[] =>
  looksFor === undefined ? hits : hits.filter((hit) => looksFor(hit.class));

const hitsIn = (question: Question, terms: Terms): readonly Hit[] => sought(scanAs(question), terms);

const remaining = (question: Question, terms: Terms): readonly Hit[] =>
  hitsIn(question, terms).filter((hit) => terms.choose(maskClassOf(hit)).kind !== 'pass');
/** The same question of what is made of its text. */
const askedOf = (text: string, { hint, memory, people }: Question): Question => {
  const traits = traitsOf(text);
  return { text, traits, hint, memory, people };
};

function hidesIn({ text, hint, traits }: Question, terms: Terms): boolean {
  const { looksFor } = terms;
  return mayHide(text, traits) && hides(text, traits, { looksFor, hint }) && !passesAll(terms);
}

/**
 * With what an engine adds, or the class under which the leaf is withheld: the engine has not seen it, or cannot as something is encoded in it,
 * which may be a secret. What policy lets pass keeps nothing beside it from being masked.
 */
function beside(
  text: string,
  found: readonly Hit[],
  terms: Terms,
): readonly Hit[] | typeof hidden | typeof unscanned {
  const { engine, choose } = terms;
  const question = engine === undefined ? undefined : questionOf(text, found);
  if (engine === undefined || question === undefined) return found;
  if (hides(question.sent)) return passesAll(terms) ? found : hidden;
  const spans = engine(question.sent);
  if (spans === undefined) return unscanned;
  const owed = found.filter((hit) => choose(maskClassOf(hit)).kind !== 'pass');
  const spansOwed = spans.filter((span) => choose(span.class).kind !== 'pass');
  return withEngine(text, owed, { ...question, spans: spansOwed });
}

/** Masks, scans what came out, masks that once more, and withholds the leaf when something still shows. What an encoding hides is withheld alone, where nothing is hidden beside it. */
function settle(question: Question, terms: Terms): Leaf | undefined {
  const { text, hint } = question;
  const hits = beside(text, hitsIn(question, terms), terms);
  if (typeof hits === 'string') return withholds(text, hits);
  if (terms.said?.of === hits) return terms.said.leaf;
  const leaf = masked(question, hits, terms);
  if (leaf !== hidden) return kept(leaf, hits, { question, terms });
  const parts = hiddenParts(text, { looksFor: terms.looksFor, hint, found: hits });
  const again = parts.length === 0 ? hidden : masked(question, apart([...hits, ...parts]), terms);
  return again === hidden ? withholds(text, hidden) : again;
}

/** INVARIANT: of two texts of one form, of which all is one value, the same is left where the mask says nothing of what it stands for. */
function kept(
  leaf: Leaf | undefined,
  hits: readonly Hit[],
  { question, terms }: { readonly question: Question; readonly terms: Terms },
): Leaf | undefined {
  const { said } = terms;
  if (said !== undefined && hits.length === 1 && hits === question.form?.whole && isMuteLeaf(leaf)) {
    said.of = hits;
    said.leaf = leaf;
  }
  return leaf;
}

/** Of what a mask has left: nothing, something, or that it is hidden. */
type Left = typeof quiet | typeof more | typeof secret;
const [quiet, more, secret] = [{ left: 'nothing' }, { left: 'more' }, { left: 'hidden' }];
function leftIn(question: Question, terms: Terms): Left {
  if (remaining(question, terms).length > 0) return more;
  return hidesIn(question, terms) ? secret : quiet;
}

/** Undefined when there is nothing; `hidden` when something still is. */
function masked(question: Question, hits: readonly Hit[], terms: Terms): Leaf | typeof hidden | undefined {
  const { text } = question;
  const first = hits.length === 0 ? undefined : replace(text, hits, terms);
  if (first === undefined || first.hits.length === 0) return hidesIn(question, terms) ? hidden : undefined;
  if (first.bare === empty) return first;
  const left = terms.leftIn?.(first.bare) ?? leftIn(askedOf(first.bare, question), terms);
  if (left !== more) return left === quiet ? first : hidden;
  const asked = (of: string): Question => askedOf(of, question);
  const last = replaceMore(first, (of) => remaining(asked(of), terms), terms);
  if (last === undefined) return withholds(text, persistent);
  if (hidesIn(asked(last.bare), terms)) return hidden;
  return last === first ? first : { text: last.text, hits: last.hits };
}

const passesAll = (terms: NetTerms): boolean => terms.choose(hidden).kind === 'pass';

/** The scrubber sees each text first; what it finds is counted before what the net finds. */
function looked(text: string, hint: number, terms: Terms): Leaf | undefined {
  const scrubbed = terms.scrub(text);
  if (scrubbed.text.length > cap) return withholds(scrubbed.text, unscanned);
  const { memory, people, form } = terms;
  const traits = form === undefined ? traitsOf(scrubbed.text) : traitsNext(form, scrubbed.text);
  const question = { text: scrubbed.text, hint, memory, people, traits, form };
  const rest = settle(question, terms);
  if (scrubbed.hits === 0) return rest;
  const found = Array.from(
    { length: scrubbed.hits },
    (): LeafHit => ({
      ...{ class: 'secret.held', operator: 'redact', by: 'secret', tier: 'checksum' },
      ...{ start: 0, end: text.length },
    }),
  );
  return { text: rest?.text ?? scrubbed.text, hits: [...found, ...(rest?.hits ?? [])] };
}

/** INVARIANT: what a glance calls clean is so for the detectors alone; an engine is asked. */
const glances = ({ engine }: Terms): boolean => engine === undefined;
const isLeft = (text: string, terms: Terms): boolean => glances(terms) && terms.scrub(text).hits === 0;
const seesClean = (text: string, terms: Terms): boolean =>
  text.length <= cap && isClean(text) && isLeft(text, terms);

/** Of texts that one name says the same of: what it says is read once. */
function lookAs(given: number, terms: Terms): ColumnLook {
  // A name that calls its number a thing's says nothing of what is no number.
  const isThings = given === says.code;
  const hint = isThings ? 0 : given;
  const { memory } = terms;
  const left = remembering((text) => leftIn({ text, hint, memory, traits: traitsOf(text) }, terms));
  const own = { ...terms, form: newForm(), said: { of: undefined, leaf: undefined }, leftIn: left };
  const look = remembering((text) => looked(text, hint, own) ?? null);
  return (text) => {
    const isNumber = isThings && isBareNumber(text);
    // Told sooner than found again.
    if (isNumber ? isLeft(text, terms) : isMute(hint) && seesClean(text, terms)) return undefined;
    return (isNumber ? looked(text, given, terms) : look(text)) ?? undefined;
  };
}

/** One look at each text, for one result. */
function looking(terms: Terms): Pick<Net, 'leaf' | 'column'> {
  const looks = new Map<number, ColumnLook>();
  const lookFor = (hint: number): ColumnLook => {
    const known = looks.get(hint);
    if (known !== undefined) return known;
    const look = lookAs(hint, terms);
    looks.set(hint, look);
    return look;
  };
  // Asked twice in a row: whether there is anything to mask, and then for the mask.
  let [lastText, lastHint] = ['', -1];
  let last: Leaf | undefined;
  return {
    leaf(text, hint) {
      if (text === lastText && hint === lastHint) return last;
      last = lookFor(hint)(text);
      lastText = text;
      lastHint = hint;
      return last;
    },
    column: (hint) => lookAs(hint, terms),
  };
}

/** The same look at a text of which the values beside it speak. */
const knowing =
  (terms: Terms) =>
  (people: Known): Look => {
    const all: Terms = { ...terms, people };
    return (text, hint) => looked(text, hint, all);
  };

export function createNet(given: NetTerms): Net {
  const terms: Terms = { ...given, memory: newHeard() };
  const { leaf, column } = looking(terms);
  const own = terms.engine === undefined ? leaf : looking({ ...terms, engine: undefined }).leaf;
  return {
    ...{ leaf, column },
    seesClean: (text) => seesClean(text, terms),
    knowing: knowing(terms),
    shows: (part) => own(part, 0) !== undefined,
    across: acrossOnce(terms),
  };
}
