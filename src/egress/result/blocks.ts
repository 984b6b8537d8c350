/** The content blocks of a result: text leaves masked, a picture or a sound as the manifest says, everything else as a note. It refuses what it cannot read. */
import { isObject, type Json, type JsonObject, own } from '../../call/json.js';
import { parseJson } from '../net/walk/parse.js';
import { top, type Walk } from '../net/walk/place.js';
import type { ContentBlock } from '../released.js';
import { type LeafTerms, maskLeaves, maskLooseText } from './leaves.js';
import { noteFor, showMedia } from './media.js';

export interface Structured {
  readonly raw: string;
  readonly masked: string;
}

const place = { ...top, pointer: '/content/*', depth: 1 };

function maskBlockText(text: string, structured: Structured | undefined, terms: LeafTerms): string {
  const parsed = parseJson(text);
  if (parsed === undefined) return maskLooseText(text, place, terms);
  const plain = JSON.stringify(parsed);
  if (structured !== undefined && plain === structured.raw)
    return structured.masked === structured.raw && plain === text ? text : structured.masked;
  if (!isObject(parsed) || terms.patterns.length === 0) return maskLooseText(text, place, terms);
  const masked = JSON.stringify(maskLeaves(parsed, terms));
  return masked === plain && plain === text ? text : masked;
}

const mediaIn = (type: string, block: JsonObject, terms: LeafTerms): ContentBlock => {
  const bytes = own(block, type === 'blob' ? type : 'data') ?? null;
  return showMedia({ type, bytes, mimeType: own(block, 'mimeType') }, place, terms);
};

function maskResource(block: JsonObject, structured: Structured | undefined, terms: LeafTerms): ContentBlock {
  const resource = own(block, 'resource');
  if (resource === undefined || !isObject(resource))
    return noteFor({ type: 'resource', bytes: block }, 'unknown type', terms.cells.digest);
  const text = own(resource, 'text');
  return typeof text === 'string'
    ? { type: 'text', text: maskBlockText(text, structured, terms) }
    : mediaIn('blob', resource, terms);
}

export function maskBlock(block: Json, structured: Structured | undefined, terms: LeafTerms): ContentBlock {
  const { digest } = terms.cells;
  if (!isObject(block)) return noteFor({ type: 'block', bytes: block }, 'unknown type', digest);
  const type = own(block, 'type');
  const text = own(block, 'text');
  if (type === 'text' && typeof text === 'string')
    return { type: 'text', text: maskBlockText(text, structured, terms) };
  if (type === 'resource') return maskResource(block, structured, terms);
  if (type === 'image' || type === 'audio') return mediaIn(type, block, terms);
  return type === 'resource_link'
    ? noteFor({ type, bytes: block }, 'link', digest)
    : noteFor({ type: 'block', bytes: block }, 'unknown type', digest);
}

const border = 64;

/** A value of which each text holds a part: as far as the end of one and the beginning of the next. */
export function maskBetween(blocks: readonly ContentBlock[], walk: Walk): readonly ContentBlock[] {
  const shown = [...blocks];
  for (let i = 0; i + 1 < shown.length; i += 1) {
    const [one, other] = [shown[i], shown[i + 1]];
    if (one?.type !== 'text' || other?.type !== 'text') continue;
    const [tail, head] = [one.text.slice(-border), other.text.slice(0, border)];
    const found = walk.net.across([tail, head], 0);
    if (found === undefined) continue;
    for (const hit of found.hits) walk.tally.add(place.pointer, hit);
    shown[i] = { ...one, text: one.text.slice(0, one.text.length - tail.length) + (found.parts[0] ?? '') };
    shown[i + 1] = { ...other, text: (found.parts[1] ?? '') + other.text.slice(head.length) };
  }
  return shown;
}
