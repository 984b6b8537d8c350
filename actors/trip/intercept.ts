/** The intercept stage: what a call's arguments would do, as the readers say. What no reader has answered for is refused; it is never taken for harmless. */

import { withLapsed } from '../../src/catalog/vouched.js';
import { depositedIn } from '../../src/intercept/deposited.js';
import { type Effects, opaque } from '../../src/intercept/effects.js';
import { combine, interceptPlain, isPlaced, unreadable } from '../../src/intercept/index.js';
import type { Tool } from '../../src/manifest/manifest.js';
import { capabilitiesOf } from '../../src/policy/capabilities.js';
import { unanswered, unreadRefusal } from '../../src/policy/unread.js';
import { withSealed } from '../../src/policy/unseal.js';
import type { Overlaid } from '../cells/overlay.js';
import type { AnalystMessage } from '../messages.js';
import type { ReadRequest } from '../powers.js';
import { on, type Step, wait } from '../request.js';
import { spentBy } from './spending.js';
import { askOfficer, officerDeadline, refuse, type Trip } from './trip.js';
import { sealsBound } from './unsealing.js';

const statementArgument = (trip: Trip): string | undefined =>
  trip.tool?.arguments.find((argument) => argument.readsAs.startsWith('sql/'))?.name;

/** Only what names data has a class that could have been carried. */
const namesData = (trip: Trip, tool: Tool): boolean =>
  statementArgument(trip) !== undefined || isPlaced(tool);

const intercepted = (trip: Trip, effects: Effects): Step => {
  trip.effects = { ...effects, egress: withLapsed(effects.egress, trip.catalog, trip.call.at) };
  if (trip.tool !== undefined) trip.capabilities = capabilitiesOf(effects, trip.tool);
  return on;
};

/** What names no data is read at once where no budget is to be looked at; data has the classes that the overlay says, and a statement goes to the analyst as well. */
export function intercept(trip: Trip): Step {
  const { tool, call } = trip;
  if (tool === undefined) return refuse(trip, { code: 'defect', phase: 'intercept' });
  if (namesData(trip, tool) || trip.world.law.policy.budgets.length > 0) return wait;
  return intercepted(trip, interceptPlain(tool, call.arguments, trip.catalog));
}

export async function awaitIntercept(trip: Trip): Promise<Step> {
  const spent = await spentBy(trip);
  if (spent === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'intercept',
      facts: ['the budgets could not be read'],
    });
  trip.spent = spent;
  const { tool, call } = trip;
  if (tool !== undefined && !namesData(trip, tool))
    return intercepted(trip, interceptPlain(tool, call.arguments, trip.catalog));
  const overlaid = await trip.world.officers.overlay.current();
  if (overlaid === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'intercept',
      facts: ['the classes of the data could not be read'],
    });
  trip.catalog = overlaid.catalog;
  if (tool !== undefined && statementArgument(trip) === undefined)
    return intercepted(trip, await withDeposit(trip, interceptPlain(tool, call.arguments, trip.catalog)));
  return readStatement(trip, overlaid);
}

/** What is known of the object that is read, by the catalog of now. */
async function withDeposit({ catalog, call, world }: Trip, effects: Effects): Promise<Effects> {
  const { shows } = effects;
  const target = [...catalog.datasets.values()].find(({ name }) => name === shows?.dataset);
  if (shows === undefined || target === undefined) return effects;
  const kept = await world.officers.deposits.of(shows);
  const deposit = kept === undefined ? undefined : depositedIn(kept, catalog, { target, at: call.at });
  return deposit === undefined ? effects : { ...effects, deposit };
}

/** What has changed since is read first: the structure of before would have a statement refused for what is so no longer. It waits no longer than for an officer. */
async function within({ world }: Trip, reading: Promise<void> | undefined): Promise<void> {
  if (reading === undefined) return;
  let stop = (): void => undefined;
  const late = new Promise<void>((go) => {
    stop = world.clock.after(officerDeadline, go);
  });
  await Promise.race([reading, late]);
  stop();
}

/** What is not understood may be of a table that somebody else has made since: that is looked up once, and the statement is read again. */
async function readBy(trip: Trip, request: ReadRequest): Promise<Effects | undefined> {
  const { analyst, structureDoubted } = trip.world.officers;
  const ask = (): Promise<Effects | undefined> =>
    askOfficer<Effects, AnalystMessage>(trip, analyst, (ticket) => ({
      type: 'analyst.read',
      ticket,
      request,
    }));
  const read = await ask();
  const isKnown = read === undefined || read.opaque.length === 0;
  const again =
    isKnown || unreadRefusal(read, request.system) !== undefined
      ? undefined
      : structureDoubted(request.system);
  if (again === undefined) return read;
  await within(trip, again);
  return ask();
}

async function readStatement(trip: Trip, { wire, catalog }: Overlaid): Promise<Step> {
  const { tool, call, world } = trip;
  const name = statementArgument(trip);
  const text = name === undefined ? undefined : call.arguments[name];
  const dialect = tool?.arguments.find((argument) => argument.name === name)?.readsAs.slice('sql/'.length);
  if (tool === undefined || typeof text !== 'string' || dialect === undefined)
    return refuse(trip, {
      code: 'not-understood',
      phase: 'intercept',
      facts: ['the statement is not a text'],
    });
  const sealed = await sealsBound(trip, tool);
  if (sealed === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'intercept',
      facts: ['what is sealed could not be looked up'],
    });
  trip.sealed = sealed;
  const why = unreadable(tool, world.law.registry);
  if (why !== undefined) return intercepted(trip, opaque(why));
  await within(trip, world.officers.structureUnderWay(tool.system));
  const request = { system: tool.system, dialect, text, ...(wire === undefined ? {} : { overlay: wire }) };
  const read = await readBy(trip, request);
  const unread = read === undefined ? unanswered : unreadRefusal(read, tool.system);
  if (read === undefined || unread !== undefined) return refuse(trip, unread ?? unanswered);
  return intercepted(trip, withSealed(combine(read, interceptPlain(tool, call.arguments, catalog)), sealed));
}
