/** Masks a result outside of a call, for whoever looks at data of their own: same net, same operators, exact findings. It refuses to make a Released. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { Digest } from '../../digest.js';
import type { Cells } from '../columns/cell.js';
import { closed } from '../columns/closed.js';
import { isClassifiedEgress } from '../columns/columns.js';
import { fits } from '../columns/fit.js';
import { type ListedTerms, provenanceOf } from '../columns/listed.js';
import { type Known, planner } from '../columns/provenance.js';
import { hint as says } from '../detect/words/hint.js';
import { respelt } from '../forms/json/json-text.js';
import type { AskEngine } from '../net/engine/engine.js';
import { createNet } from '../net/net.js';
import { freeKey, maskKey, maskText, noteWithheld } from '../net/walk/leaf.js';
import { isDeep, parseJson } from '../net/walk/parse.js';
import { newMemory, type Place, placeBelow, top, under, within } from '../net/walk/place.js';
import { maskJson } from '../net/walk/walk.js';
import type { Choose } from '../operators/choose.js';
import { asStep } from '../operators/mask-form.js';
import { fromBase64, fromUtf8, toBase64, toUtf8, utf8Length } from '../spelling/encode.js';
import { type ExactFinding, exactTally, inText } from './exact.js';
import { noteFor } from './media.js';
import { maskLines, maskSheet, type SheetTerms } from './sheet.js';

export interface Masked {
  readonly result: Json;
  readonly withheld?: string;
  readonly findings: readonly ExactFinding[];
}
export interface DryTerms {
  readonly choose: Choose;
  readonly digest: Digest;
  readonly known: Known;
  readonly outputSchema?: JsonObject;
  /** Absent: the built-in detectors alone. */
  readonly engine?: AskEngine;
}

const isSomething = ({ columns, egress = [] }: Known): boolean =>
  Object.keys(columns).length + egress.length > 0;

interface Work extends DryTerms, SheetTerms {}

/** `values`: what is shown. */
function workFor(terms: DryTerms, values: readonly Json[]): Work {
  const { choose, digest, known, engine } = terms;
  const tally = exactTally();
  // A statement may hold a guess, as it does in a call; data that somebody looks at holds none.
  const joins = known.egress === undefined;
  const net = createNet({ choose, digest, scrub: (text) => ({ text, hits: 0 }), engine, joins });
  const bare: Cells = { ...{ net, tally, ...newMemory(), digest, isExact: true } };
  if (!isSomething(known)) return { ...terms, planFor: () => undefined, cells: bare, tally };
  const planFor = planner(known, choose);
  // What stands in a column of a statement is of that column, whatever it looks like.
  const isOpen = !isClassifiedEgress(known.egress ?? []);
  const text = (given: string, place: Place): string =>
    (isOpen ? maskSheet(given, place, work) : undefined) ?? maskText(given, place, cells);
  const lines: ListedTerms['lines'] = (given, placeOf) =>
    isOpen ? maskLines(given, placeOf, work) : undefined;
  const owed = provenanceOf(isOpen ? values : [], { planFor, cells: () => cells, text, lines });
  const cells: Cells = { ...bare, owed };
  const work: Work = { ...terms, planFor, cells, tally };
  return work;
}

/** One text, by the content net alone. */
export function maskPlain(text: string, terms: DryTerms): Masked {
  const { cells, tally } = workFor(terms, [text]);
  const result = maskJson(text, top, cells);
  return { result, findings: inText(text, tally.findings) };
}

/** What is said of everything beside its columns: of what a statement asked for, its names may be that one's words. */
const saidOf = ({ egress }: Known): number => (egress === undefined ? 0 : says.made);

/** Text beside rows is what was asked for as well: of a classified statement, only what is read as rows is shown. */
function maskValue(value: Json, place: Place, work: Work): Json {
  const isGuarded = isClassifiedEgress(work.known.egress ?? []);
  if (!isGuarded) return maskJson(value, place, work.cells);
  if (typeof value !== 'string') return closed(value, place, work);
  const parsed = parseJson(value);
  if (parsed !== undefined) return JSON.stringify(closed(parsed, place, work));
  return maskSheet(value, place, work) ?? closed(value, place, work);
}

const isTextual = (mime: Json | undefined): boolean =>
  typeof mime === 'string' && /^(?:text\/|application\/(?:json|xml|csv|x-ndjson|yaml)\b)/i.test(mime);

/** The text of bytes in base64; undefined where they are no text, or their spelling says more than was read of it. */
function plainOf(blob: string): string | undefined {
  const bare = blob
    .replace(/\s/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '');
  const text = fromUtf8(fromBase64(bare));
  const isWhole = toBase64(toUtf8(text)).replace(/={1,2}$/, '') === bare;
  return isWhole && !text.includes('\0') ? text : undefined;
}

function maskBlob(blob: string, place: Place, work: Work): string {
  const text = plainOf(blob);
  if (text === undefined) return noteWithheld(blob, place, work.cells);
  const masked = maskValue(text, { ...place, hint: saidOf(work.known) }, work);
  return masked === text ? blob : toBase64(toUtf8(typeof masked === 'string' ? masked : ''));
}

/** What the protocol says of a block in words of its own; anything else there is a text like another. */
const said: Readonly<Record<string, RegExp>> = {
  type: /^[a-z_]{1,20}$/,
  mimeType: /^[a-z]{1,20}\/[\w.+-]{1,60}(?:; ?charset=[\w-]{1,20})?$/i,
};

/** The one member of an object that carries what was asked for; what stands around it meets the net. */
function maskMember(
  block: JsonObject,
  key: string,
  at: { readonly place: Place; readonly work: Work },
): Json {
  const { place, work } = at;
  const entries = Object.entries(block).map(([name, item]): readonly [string, Json] => {
    const here = under(place, name, work.cells);
    if (name === key) return [name, maskValue(item, { ...here, hint: saidOf(work.known) }, work)];
    if (name === 'blob' && typeof item === 'string') return [name, maskBlob(item, here, work)];
    if (typeof item === 'string' && said[name]?.test(item) === true) return [name, item];
    if (name === 'resource' && isObject(item)) return [name, maskMember(item, 'text', { place: here, work })];
    return [name, maskJson(item, { ...here, hint: 0 }, work.cells)];
  });
  return Object.fromEntries(entries);
}

function maskBlock(block: Json, place: Place, work: Work): Json {
  const note = (type: string, bytes: Json = block): Json => {
    const end = utf8Length(JSON.stringify(block));
    work.cells.tally.add(place.pointer, {
      ...{ class: 'pii.unscanned', operator: 'withhold', by: 'content', tier: 'shape', start: 0, end },
    });
    return { ...noteFor({ type, bytes }, type === 'block' ? 'unknown type' : 'undeclared', work.digest) };
  };
  if (!isObject(block)) return note('block');
  const type = own(block, 'type');
  if (type === 'text' && typeof own(block, 'text') === 'string')
    return maskMember(block, 'text', { place, work });
  if (type === 'resource_link') return maskMember(block, '', { place, work });
  const resource = own(block, 'resource');
  if (type !== 'resource' || resource === undefined || !isObject(resource))
    return type === 'image' || type === 'audio' ? note(type, own(block, 'data')) : note('block');
  const blob = own(resource, 'blob');
  const isText =
    typeof blob === 'string' && isTextual(own(resource, 'mimeType')) && plainOf(blob) !== undefined;
  const isReadable = isText || (blob === undefined && typeof own(resource, 'text') === 'string');
  return isReadable ? maskMember(block, '', { place, work }) : note('blob', own(resource, 'blob'));
}

/** What a block says: its text, or that of its resource. */
function saidBy(block: Json): Json {
  if (!isObject(block)) return null;
  const resource = own(block, 'resource');
  const of = resource !== undefined && isObject(resource) ? resource : block;
  const blob = own(of, 'blob');
  if (typeof blob === 'string' && isTextual(own(of, 'mimeType'))) return plainOf(blob) ?? null;
  return own(of, 'text') ?? null;
}

/** Where rows may stand: in the structured content, and in a text. */
function shownIn(result: JsonObject): readonly Json[] {
  const content = own(result, 'content') ?? null;
  const texts = isArray(content) ? content.map(saidBy) : [];
  return [own(result, 'structuredContent') ?? null, ...texts];
}

/** INVARIANT: what says the same twice says it the same way: a text that is the structured content is written from what fits the schema. */
function copied(shown: JsonObject, result: JsonObject): JsonObject {
  const [now, was] = [own(shown, 'structuredContent'), own(result, 'structuredContent')];
  const [texts, raw] = [own(shown, 'content'), own(result, 'content')];
  if (now === undefined || was === undefined || texts === undefined || raw === undefined) return shown;
  if (!isArray(texts) || !isArray(raw)) return shown;
  const plain = JSON.stringify(was);
  const content = texts.map((block, i): Json => {
    const given = raw[i] ?? null;
    const text = isObject(given) && own(given, 'type') === 'text' ? own(given, 'text') : undefined;
    if (typeof text !== 'string' || !isObject(block)) return block;
    const parsed = parseJson(text);
    if (parsed === undefined || JSON.stringify(parsed) !== plain) return block;
    return { ...block, text: respelt(text, parsed, now) };
  });
  return { ...shown, content };
}

/** What a result calls its parts by the protocol: words of nobody's, in which nothing is looked for. */
const parts = ['content', 'structuredContent', 'isError', '_meta'];
const isOfProtocol = (name: string): boolean => parts.includes(name);

/** Every surface of a result; null with the reason when it is withheld whole. */
export function maskResult(result: Json, terms: DryTerms): Masked {
  const refuse = (withheld: string): Masked => ({ result: null, withheld, findings: [] });
  if (!isObject(result)) return refuse('the result is not an object');
  if (isDeep(result)) return refuse('the result is nested too deep');
  const work = workFor(terms, shownIn(result));
  const { cells, tally } = work;
  const taken = new Set<string>();
  const entries = Object.entries(result).map(([name, item]): readonly [string, Json] => {
    // What the protocol calls its own members says nothing of what stands under them.
    const here = placeBelow(top, asStep(name), { hint: 0, walk: cells });
    const key = freeKey(isOfProtocol(name) ? name : maskKey(name, here, cells), taken);
    taken.add(key);
    if (key === 'content' && isArray(item))
      return [key, item.map((block, i) => maskBlock(block, within(here, i, cells), work))];
    if (key !== 'structuredContent')
      return [key, typeof item === 'boolean' ? item : maskJson(item, here, cells)];
    const masked = maskValue(item, { ...here, hint: saidOf(terms.known) }, work);
    return [key, terms.outputSchema === undefined ? masked : fits(masked, item, terms.outputSchema)];
  });
  const fitted = Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  const shown = terms.outputSchema === undefined ? fitted : copied(fitted, result);
  if (own(shown, 'structuredContent') === null && own(result, 'structuredContent') !== null)
    return { result: null, withheld: 'no mask of it fits the output schema', findings: tally.findings };
  return { result: shown, findings: tally.findings };
}
