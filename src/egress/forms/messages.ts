/** Finds the values in messages between machines, each under what its standard calls that field: HL7, X12, EDIFACT, SWIFT, vCard, bookings of flights. It refuses fields that a standard gives to no person. */
import type { Named } from './named.js';
import { swiftCells } from './swift.js';

/** The numbers of the fields of a segment, and what stands there. */
type Layout = Readonly<Record<string, Readonly<Record<number, string>>>>;

interface Field {
  readonly start: number;
  readonly end: number;
}

/** The parts of a range between signs, each in its place. */
function between(text: string, { start, end }: Field, signs: string): readonly Field[] {
  const parts: Field[] = [];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && !signs.includes(text.charAt(at))) continue;
    parts.push({ start: from, end: at });
    from = at + 1;
  }
  return parts;
}
const whole = (text: string): Field => ({ start: 0, end: text.length });
const shown = (text: string, { start, end }: Field): string => text.slice(start, end);

const [person, written, first] = ['surname', 'full_name', 'street_address'];
const hl7: Layout = {
  PID: { 5: person, 6: person, 7: 'dob', 9: person, 11: first, 13: 'phone', 14: 'phone', 19: 'ssn' },
  NK1: { 2: person, 4: first, 5: 'phone', 6: 'phone', 16: 'dob', 30: person, 31: 'phone', 32: first },
  GT1: { 3: person, 4: person, 5: first, 6: 'phone', 7: 'phone', 8: 'dob', 12: 'ssn' },
  IN1: { 16: person, 18: 'dob', 19: first },
  PV1: { 7: person, 8: person, 9: person, 17: person },
  ORC: { 10: person, 11: person, 12: person, 14: 'phone' },
  OBR: { 16: person, 17: 'phone' },
  STF: { 3: person, 6: 'dob', 10: 'phone', 11: first },
};

function hl7Cells(text: string): readonly Named[] {
  if (!text.includes('MSH|') && !text.includes('PID|')) return [];
  return between(text, whole(text), '\r\n').flatMap((segment) => {
    const [kind, ...fields] = between(text, segment, '|');
    const layout = kind === undefined ? undefined : hl7[shown(text, kind)];
    if (layout === undefined) return [];
    return fields.flatMap((field, i) => {
      const name = layout[i + 1];
      if (name === undefined) return [];
      return between(text, field, '^~&').map((part): Named => ({ ...part, name }));
    });
  });
}

const x12: Layout = {
  N3: { 1: first, 2: first },
  DMG: { 2: 'dob' },
};
const dials = new Set(['TE', 'CP', 'HP', 'WP', 'FX', 'AP', 'BN', 'NP']);

function x12Of(text: string, fields: readonly Field[]): readonly Named[] {
  const says = (at: number): string => shown(text, fields[at] ?? { start: 0, end: 0 });
  const kind = says(0).trim();
  const isPerson = kind === 'NM1' && says(2) === '1';
  return fields.flatMap((field, at): readonly Named[] => {
    const known = x12[kind]?.[at];
    if (known !== undefined) return [{ ...field, name: known }];
    if (isPerson && at > 2 && at < 6) return [{ ...field, name: person }];
    if (kind === 'PER' && at === 2) return [{ ...field, name: written }];
    if (kind === 'PER' && at > 3 && dials.has(says(at - 1))) return [{ ...field, name: 'phone' }];
    return [];
  });
}

/** Its head says what parts elements and segments. */
function x12Cells(text: string): readonly Named[] {
  if (!/^\s{0,8}ISA[^A-Za-z0-9\s]/.test(text)) return [];
  const sign = text.charAt(text.indexOf('ISA') + 3);
  return between(text, whole(text), '~\n').flatMap((segment) => x12Of(text, between(text, segment, sign)));
}

const edifact: Layout = {
  NAD: { 4: 'recipient', 5: first },
  CTA: { 2: written },
};
/** How it is signed that a sign is text. */
const released = /\?[+:'?]/g;

function edifactCells(text: string): readonly Named[] {
  if (!/(?:UNB|UNH|UNA)[+:]/.test(text)) return [];
  const plain = text.replace(released, '__');
  return between(plain, whole(plain), "'\n").flatMap((segment) => {
    const fields = between(plain, segment, '+');
    const kind = shown(plain, fields[0] ?? segment).trim();
    return fields.flatMap((field, at): readonly Named[] => {
      const parts = between(plain, field, ':');
      const [value = field, kindOf = field, ...rest] = parts;
      const says = shown(plain, kindOf);
      if (kind === 'COM' && /^(?:TE|FX|AL|AM)$/.test(says)) return [{ ...value, name: 'phone' }];
      if (kind === 'DTM' && shown(plain, value) === '329') return [{ ...kindOf, name: 'dob' }];
      const name = edifact[kind]?.[at];
      if (name === undefined) return [];
      return kind === 'CTA'
        ? [kindOf, ...rest].map((part) => ({ ...part, name }))
        : parts.map((part) => ({ ...part, name }));
    });
  });
}

/** Of a line of a card, by the word it begins with. */
const card: Readonly<Record<string, string>> = {
  N: person,
  FN: written,
  NICKNAME: person,
  BDAY: 'dob',
  TEL: 'phone',
  ADR: first,
};
const property =
  /(?<![^\n])(?:[a-z0-9]{1,20}\.)?(N|FN|NICKNAME|BDAY|TEL|ADR)(?:;[^:\n]{1,120})?:([^\r\n]{2,200})/gi;

function cardCells(text: string): readonly Named[] {
  if (!text.includes('BEGIN:VCARD')) return [];
  return [...text.matchAll(property)].flatMap(({ 0: all, 1: kind = '', 2: value = '', index }) => {
    const end = index + all.length;
    const name = card[kind.toUpperCase()] ?? '';
    const isScheme = /^tel:/i.test(value);
    const start = end - value.length + (isScheme ? 4 : 0);
    return between(text, { start, end }, ';').map((part) => ({ ...part, name }));
  });
}

const entry = /(?<![^\n])(cn|sn|displayName|gecos|commonName|surname|givenName|gn): ([^\r\n]{2,80})/gi;
/** Of people alone: a directory holds machines as well. */
function directoryCells(text: string): readonly Named[] {
  if (!/(?<![^\n])objectClass: (?:inetOrg|organizational)?person/i.test(text)) return [];
  return [...text.matchAll(entry)].map(({ 0: all, 2: value = '', index }) => {
    const end = index + all.length;
    return { start: end - value.length, end, name: written };
  });
}

const traveller =
  /(?<![^\n])\s{0,6}\d{1,2}\.(?:\d)?([A-Z][A-Z' -]{1,40})\/([A-Z][A-Z' -]{1,40}?)(?: ?(?:MR|MRS|MS|MISS|MSTR|CHD|INF|DR))?(?=\s|\(|$)/g;
const document =
  /\bDOCS [A-Z0-9]{2} [A-Z]{2}\d[ /][A-Z]{1,2}\/[A-Z]{0,3}\/([A-Z0-9]{5,15})\/[A-Z]{0,3}\/([0-9A-Z-]{0,12})\/[A-Z]{0,2}\/[0-9A-Z-]{0,12}\/([A-Z' -]{1,40})(?:\/([A-Z' -]{1,40}))?/g;

/** What a pattern caught, each group under its name. */
function caught(text: string, pattern: RegExp, names: readonly string[]): readonly Named[] {
  return [...text.matchAll(pattern)].flatMap((found) => {
    let at = found.index;
    return names.flatMap((name, i) => {
      const value = found[i + 1];
      if (value === undefined || value === '') return [];
      const start = text.indexOf(value, at);
      at = start + value.length;
      return [{ start, end: at, name }];
    });
  });
}
function flightCells(text: string): readonly Named[] {
  const named = /\d\.\d?[A-Z' -]{2,41}\/[A-Z]/.test(text) ? caught(text, traveller, [person, person]) : [];
  const papers = text.includes('DOCS ') ? caught(text, document, ['passport', 'dob', person, person]) : [];
  return [...named, ...papers];
}

const isTelling = ({ start, end }: Named): boolean => end - start > 1;

export const messageCells = (text: string): readonly Named[] =>
  [hl7Cells, x12Cells, edifactCells, swiftCells, cardCells, directoryCells, flightCells]
    .flatMap((cells) => cells(text))
    .filter(isTelling);
