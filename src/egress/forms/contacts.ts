/** Finds who is told of in passing: a birth in brackets behind a name, the fields of a line that holds an address, telephones behind one letter. It refuses numbers as short as a price, and firms' mailboxes. */

import { fullName, isName } from '../detect/names/form.js';
import { hint } from '../detect/words/hint.js';
import type { HintedCell } from './pairs.js';

const birth = `[([] ?(?:b\\.|born|n[ée]e?|geb\\.?|nat[oa]|nacid[oa]|f\\.|født|född|ur\\.|nar\\.|DOB:?|D\\.O\\.B\\.:?|\\*|р\\.) ?(?:on |am |le |il |el |dnia )?((?=[^()\\[\\]]{0,20}\\d)[\\p{L}\\p{N}][\\p{L}\\p{N} .,/-]{4,22}[\\p{L}\\p{N}])(?=[)\\],;])`;
const born = new RegExp(`(?:(?<![\\p{L}\\p{N}])(${fullName}),? ?)?${birth}`, 'gu');
/** A name may stand before it, or none: looked for alone, as most texts have no bracket of that kind. */
const mayBeBorn = new RegExp(birth, 'u');

function bornCells(text: string): readonly HintedCell[] {
  if (!mayBeBorn.test(text)) return [];
  return [...text.matchAll(born)].flatMap(({ 0: all, 1: who, 2: day = '', index }): readonly HintedCell[] => {
    const end = index + all.length;
    const date = { start: end - day.length, end, hint: hint.birth };
    return who === undefined || !isName(who)
      ? [date]
      : [{ start: index, end: index + who.length, hint: hint.name }, date];
  });
}

const lettered = /(?<![\p{L}\p{N}.])[TMPFCHW][.:] ?([+(]?\d[\d ().\-/]{6,20}\d)(?![\p{L}\p{N}])/gu;
const number = /^[+(]?\d[\d ().\-/]{6,20}\d$/;
const dated = /^(?:19|20)\d\d[-/. ]\d|^\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d/;
/** In groups or with a sign before it, as it is dialled. */
const beginsNumber = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x28;
const isDialled = (one: string): boolean =>
  beginsNumber(one.charCodeAt(0)) &&
  number.test(one) &&
  one.replace(/\D/g, '').length >= 9 &&
  /^[+(0]|\d[ ().-]{1,2}\d/.test(one) &&
  !dated.test(one) &&
  !/^(?:\d{1,3}\.){3}\d{1,3}$|^\d+\.\d+$/.test(one);

function letteredCells(text: string): readonly HintedCell[] {
  return [...text.matchAll(lettered)].flatMap(({ 0: all, 1: shown = '', index }) => {
    const end = index + all.length;
    return isDialled(shown) ? [{ start: end - shown.length, end, hint: hint.phone }] : [];
  });
}

const address = /^([\p{L}\p{N}._%+-]{1,64})@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u;
const mailboxOf = (shown: string): string | undefined =>
  shown.includes('@') ? address.exec(shown)?.[1] : undefined;
const ofFirm =
  /^(?:info|sales|support|orders?|hello|contact|help|helpdesk|billing|accounts?|office|admin|team|press|careers|jobs|no-?reply|service|kontakt|mail|shop|store|news|legal|privacy|security|abuse|webmaster|postmaster)$/i;
/** A bracket that encloses the beginning of a number parts nothing. What is blank before it belongs to no field. */
const parting = /(?:[·•|;<>]|,(?= )| [–-] |\((?!\d)|(?<!\(\d{1,5})\))\s*/g;
/** What stands before the name. */
const introduces =
  /^(?:poc|contact|contacto|contatto|kontakt|contact person|ansprechpartner(?:in)?|attn|owner)[.:]?$/i;
const most = 8;
const nameAlone = new RegExp(`^${fullName}$`, 'u');

interface Field {
  readonly start: number;
  readonly shown: string;
}
function fieldsOf(line: string, at: number): readonly Field[] {
  const fields: Field[] = [];
  let from = 0;
  const take = (end: number): void => {
    const raw = line.slice(from, end);
    const shown = raw.trim();
    fields.push({ start: at + from + raw.length - raw.trimStart().length, shown });
  };
  for (const { 0: sign, index } of line.matchAll(parting)) {
    take(index);
    from = index + sign.length;
  }
  take(line.length);
  return fields;
}

/** Of a line that is an address and little else. */
function lineCells(line: string, at: number): readonly HintedCell[] {
  const fields = fieldsOf(line, at);
  if (fields.length < 2 || fields.length > most) return [];
  const mail = fields.map(({ shown }) => mailboxOf(shown)).find((one) => one !== undefined);
  if (mail === undefined) return [];
  const isTheirs = fields.length > 2 && !ofFirm.test(mail);
  return fields.flatMap(({ start, shown }, i): readonly HintedCell[] => {
    const end = start + shown.length;
    if (isDialled(shown)) return [{ start, end, hint: hint.phone }];
    const isFirst = i === 0 || (i === 1 && introduces.test(fields[0]?.shown ?? ''));
    const isWho = isTheirs && isFirst && nameAlone.test(shown) && isName(shown);
    return isWho ? [{ start, end, hint: hint.someone }] : [];
  });
}

function linedCells(text: string): readonly HintedCell[] {
  const cells: HintedCell[] = [];
  for (let at = text.indexOf('@'); at >= 0; ) {
    const from = text.lastIndexOf('\n', at) + 1;
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    if (end - from <= 240) cells.push(...lineCells(text.slice(from, end), from));
    at = text.indexOf('@', end);
  }
  return cells;
}

export const contactCells = (text: string): readonly HintedCell[] => [
  ...bornCells(text),
  ...letteredCells(text),
  ...linedCells(text),
];
