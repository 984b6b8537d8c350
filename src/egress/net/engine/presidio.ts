/** What Presidio Analyzer is asked, and its answer read: code points into UTF-16, its entity types into our classes. It refuses an answer that is not one, whole. */
import { inspect } from '../../../call/inspect.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../../../call/json.js';
import { type StrictRules, systemRules } from '../../../call/strict-rules.js';
import type { EngineSpan } from './engine.js';

/** Each entity type of Presidio that has a class of ours. */
const declared: Readonly<Record<string, readonly string[]>> = {
  'pii.name': ['PERSON'],
  'pii.email': ['EMAIL_ADDRESS'],
  'pii.phone': ['PHONE_NUMBER'],
  'pii.card': ['CREDIT_CARD'],
  'pii.iban': ['IBAN_CODE'],
  'pii.ip': ['IP_ADDRESS'],
  'pii.mac': ['MAC_ADDRESS'],
  'pii.crypto': ['CRYPTO'],
  'pii.address': ['LOCATION'],
  // That a date is a birth date, no entity type says.
  'pii.birth_date': ['DATE_TIME'],
  'pii.us_ssn': ['US_SSN', 'US_ITIN'],
  'pii.bank_account': ['US_BANK_NUMBER'],
  'pii.passport': ['US_PASSPORT', 'UK_PASSPORT', 'IT_PASSPORT', 'IN_PASSPORT', 'KR_PASSPORT'],
  'pii.national_id': [
    ...['UK_NHS', 'UK_NINO', 'ES_NIF', 'ES_NIE', 'IT_FISCAL_CODE', 'IT_IDENTITY_CARD', 'IT_VAT_CODE'],
    ...['PL_PESEL', 'SG_NRIC_FIN', 'SG_UEN', 'AU_ABN', 'AU_ACN', 'AU_TFN', 'AU_MEDICARE', 'IN_PAN'],
    ...['IN_AADHAAR', 'IN_VOTER', 'IN_GSTIN', 'IN_VEHICLE_REGISTRATION', 'FI_PERSONAL_IDENTITY_CODE'],
    ...['KR_RRN', 'KR_FRN', 'KR_BRN', 'TH_TNIN', 'MEDICAL_LICENSE'],
    ...['US_DRIVER_LICENSE', 'IT_DRIVER_LICENSE', 'KR_DRIVER_LICENSE'],
  ],
};
const classes: ReadonlyMap<string, string> = new Map(
  Object.entries(declared).flatMap(([name, entities]) => entities.map((entity) => [entity, name] as const)),
);

export interface PresidioTerms {
  readonly language: string;
  /** What is surer than nothing, from 0 to 1: below it a finding is none. */
  readonly score: number;
  /** Entity types that are asked for; absent: all that it knows. */
  readonly entities?: readonly string[];
  /** Classes of entity types that are in no table of ours, or that stand under another class here. */
  readonly classes: Readonly<Record<string, string>>;
  /** INVARIANT: an entity type that nobody knows is of this class, and not of none. */
  readonly otherwise: string;
}

export const presidioBody = (
  texts: readonly string[],
  { language, score, entities }: PresidioTerms,
): string => JSON.stringify({ text: texts, language, score_threshold: score, entities });

/** As many values as a full answer about a full batch has. */
const rules: StrictRules = { ...systemRules, depth: 16, values: 200_000 };
const mostOfText = 1_000;
const mostOfAll = 5_000;

/** UTF-16 offset of each code point and of the end; undefined where each is one unit. */
function unitsOf(text: string): Int32Array | undefined {
  if (!/[\ud800-\udfff]/.test(text)) return undefined;
  const at: number[] = [];
  let offset = 0;
  for (const character of text) {
    at.push(offset);
    offset += character.length;
  }
  return Int32Array.from([...at, offset]);
}

const classOf = (entity: string, terms: PresidioTerms): string =>
  (Object.hasOwn(terms.classes, entity) ? terms.classes[entity] : classes.get(entity)) ?? terms.otherwise;

interface Read {
  readonly units: Int32Array | undefined;
  /** In code points. */
  readonly length: number;
  readonly terms: PresidioTerms;
}

/** `none`: it is not sure enough. Undefined: it is no finding about this text. */
function spanOf(value: Json, { units, length, terms }: Read): EngineSpan | 'none' | undefined {
  if (!isObject(value)) return undefined;
  const of = (key: string): Json | undefined => own(value, key);
  const [start, end, score, entity] = [of('start'), of('end'), of('score'), of('entity_type')];
  if (typeof start !== 'number' || typeof end !== 'number' || typeof score !== 'number') return undefined;
  if (typeof entity !== 'string' || entity === '') return undefined;
  if (!Number.isInteger(start) || !Number.isInteger(end) || !(score >= 0 && score <= 1)) return undefined;
  if (start < 0 || end <= start || end > length) return undefined;
  if (score < terms.score) return 'none';
  const units16 = (at: number): number => units?.[at] ?? at;
  return { start: units16(start), end: units16(end), class: classOf(entity, terms), score };
}

function spansOf(list: Json, text: string, terms: PresidioTerms): readonly EngineSpan[] | undefined {
  if (!isArray(list) || list.length > mostOfText) return undefined;
  const units = unitsOf(text);
  const read: Read = { units, length: units === undefined ? text.length : units.length - 1, terms };
  const spans: EngineSpan[] = [];
  for (const one of list) {
    const span = spanOf(one, read);
    if (span === undefined) return undefined;
    if (span !== 'none') spans.push(span);
  }
  return spans;
}

/** Undefined when it is not one list a text, in order, of findings that each text can have. */
export function readPresidio(
  answer: string,
  texts: readonly string[],
  terms: PresidioTerms,
): readonly (readonly EngineSpan[])[] | undefined {
  if (inspect(answer, rules).flaw !== undefined) return undefined;
  // `as`: a text without a flaw is JSON, and what JSON.parse makes is Json by definition.
  const lists = JSON.parse(answer) as Json | JsonObject;
  if (!isArray(lists) || lists.length !== texts.length) return undefined;
  const found: (readonly EngineSpan[])[] = [];
  let count = 0;
  for (const [i, text] of texts.entries()) {
    const spans = spansOf(lists[i] ?? null, text, terms);
    count += spans?.length ?? 0;
    if (spans === undefined || count > mostOfAll) return undefined;
    found.push(spans);
  }
  return found;
}
