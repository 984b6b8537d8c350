/** Seals on their way in: looked up by class before the call is judged, opened for the downstream when all is decided. It refuses to open what the Permit does not name. */
import type { Json, JsonObject } from '../../src/call/json.js';
import { holdsMask } from '../../src/egress/net/mask-returned.js';
import { isSeal } from '../../src/egress/operators/mask-form.js';
import type { Sealed } from '../../src/egress/operators/sealed.js';
import { sentAs } from '../../src/intercept/form.js';
import { parametersIn } from '../../src/intercept/parameters.js';
import type { Tool } from '../../src/manifest/manifest.js';
import type { SealedPlace } from '../../src/policy/obligation.js';
import type { Permit } from '../../src/policy/permit.js';
import { formOf } from '../../src/policy/unseal.js';
import type { StrongboxMessage } from '../messages.js';
import { askOfficer, type Trip } from './trip.js';

const ask = <A extends object>(trip: Trip, build: (ticket: number) => StrongboxMessage) =>
  askOfficer<A, StrongboxMessage>(trip, trip.world.officers.strongbox, build);

/** Numbers of what is bound, and of each that is a seal its class; undefined when nobody could say. */
export async function sealsBound(trip: Trip, tool: Tool): Promise<ReadonlyMap<number, string> | undefined> {
  const { values = [] } = parametersIn(tool, trip.call.arguments) ?? {};
  const found = values.flatMap((seal, at) => (isSeal(seal) ? [{ seal, number: at + 1 }] : []));
  // INVARIANT: what a plan binds was not shown to the agent, and is opened for nobody.
  if (found.length === 0 || tool.audience !== 'agent' || trip.call.parent !== undefined) return new Map();
  const { session } = trip.call.principal;
  const seals = found.map(({ seal }) => seal);
  const told = await ask<{ readonly classes: readonly string[] }>(trip, (ticket) => ({
    ...{ type: 'strongbox.tell', ticket, session, seals },
  }));
  return told === undefined
    ? undefined
    : new Map(found.map(({ number }, at) => [number, told.classes[at] ?? '']));
}

export function sealedPlaces({ tool, call, sealed, effects }: Trip): readonly SealedPlace[] {
  const name = tool === undefined ? undefined : parametersIn(tool, call.arguments)?.name;
  return name === undefined
    ? []
    : [...sealed].map(([number, of]) => {
        const form = formOf(effects, number);
        const place = { number, pointer: `/${name}/${number - 1}`, class: of };
        return form === undefined ? place : { ...place, form };
      });
}

/** Where our masks come back, but for the seals that are bound: those have been judged. */
export function masksSent(trip: Trip, tool: Tool): readonly string[] {
  // What a plan writes is what was released to it: masked on the way out of its system, and not the agent's words.
  if (tool.audience !== 'agent') return [];
  const sealed = new Set(sealedPlaces(trip).map(({ pointer }) => pointer));
  return holdsMask(trip.call.arguments).filter((pointer) => !sealed.has(pointer));
}

/** The arguments as they are sent, with what the Permit unseals in its place; undefined when it is not held any more. */
export async function opened(trip: Trip, permit: Permit, args: JsonObject): Promise<JsonObject | undefined> {
  const places = permit.obligations.flatMap((one) => (one.kind === 'unseal' ? one.places : []));
  const bound = places.length === 0 ? undefined : parametersIn(permit.tool, args);
  if (bound === undefined) return places.length === 0 ? args : undefined;
  const { session } = permit.call.principal;
  const seals = places.map(({ number }) => bound.values[number - 1]).filter(isSeal);
  if (seals.length !== places.length) return undefined;
  const answer = await ask<{ readonly values: readonly Sealed['value'][] }>(trip, (ticket) => ({
    ...{ type: 'strongbox.open', ticket, session, seals },
  }));
  if (answer === undefined) return undefined;
  const values: Json[] = [...bound.values];
  for (const [at, { number, form }] of places.entries()) {
    const value = answer.values[at];
    values[number - 1] = value === undefined ? null : sentAs(form, value);
  }
  return { ...args, [bound.name]: values };
}
