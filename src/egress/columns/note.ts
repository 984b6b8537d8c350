/** What a result says of its own masks: where, which class, what is left of the value and what that is good for. It refuses to say anything of a value, its length and its number included. */
import type { MaskNote, Obligation } from '../../policy/obligation.js';
import { type EngineFault, engineFaults } from '../net/engine/engine.js';
import { operators } from '../operators/index.js';
import type { Finding, ToolResult } from '../released.js';
import { average } from './averages.js';

/** A column's name as it is shown, or a pointer. */
export interface MaskedPlace {
  readonly at: string;
  readonly class: string;
  readonly operator: string;
}

const mostPlaces = 64;
const mostSaid = 12;

const shownBy = (operator: string): string =>
  operator === average
    ? 'the sum or average, where the count beside it is at least what policy asks'
    : (operators.find(({ kind }) => kind === operator)?.shows ?? 'nothing, as it could not be read safely');

/** Of a result without rows. */
export const placesOf = (findings: readonly Finding[]): readonly MaskedPlace[] =>
  findings.map(({ pointer, class: columnClass, operator }) => ({
    ...{ at: pointer === '' ? '/' : pointer, class: columnClass, operator },
  }));

const once = (places: readonly MaskedPlace[]): readonly MaskedPlace[] => [
  ...new Map(places.map((one) => [JSON.stringify(one), one])).values(),
];

function words(places: readonly MaskedPlace[]): string {
  const said = places.slice(0, mostSaid).map((one) => `${one.at} (${one.class}) by ${one.operator}`);
  const rest = places.length > mostSaid ? `, and ${places.length - mostSaid} more places` : '';
  const kinds = [...new Set(places.map(({ operator }) => operator))];
  const legend = kinds.map((operator) => `${operator} leaves ${shownBy(operator)}`);
  const what = kinds.includes('seal') ? 'Anything else of these' : 'A mask';
  return `Masked: ${said.join('; ')}${rest}. ${legend.join('; ')}. ${what} that is sent back is denied: choose rows by their key.`;
}

/** What a result has to say beside what it says. */
export interface Told {
  readonly places: readonly MaskedPlace[];
  /** Why the engine was not asked that policy would rather have asked. */
  readonly without?: EngineFault | undefined;
}

const alone = (why: EngineFault): string =>
  `The engine that looks for personal values was not available (${engineFaults[why]}): this was masked by the built-in detectors alone.`;

/** INVARIANT: behind what the result says, never in it: its structure and its first block are what they were. */
export function withNote(result: ToolResult, told: Told, note: MaskNote): ToolResult {
  const { without } = told;
  const places = once(told.places);
  if (note === 'none' || (places.length === 0 && without === undefined)) return result;
  const said = [
    ...(places.length === 0 ? [] : [words(places)]),
    ...(without === undefined ? [] : [alone(without)]),
  ];
  const masked = places.slice(0, mostPlaces).map((one) => ({ ...one, leaves: shownBy(one.operator) }));
  const content =
    note === 'text' ? [...result.content, { type: 'text' as const, text: said.join(' ') }] : result.content;
  return {
    ...{ ...result, content },
    ...(places.length === 0 ? {} : { masked }),
    ...(without === undefined ? {} : { without: engineFaults[without] }),
  };
}

export const noteOf = (obligations: readonly Obligation[]): MaskNote =>
  obligations.flatMap((one) => (one.kind === 'mask' ? [one.note ?? 'text'] : []))[0] ?? 'none';
