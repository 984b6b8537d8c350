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

/** What has changed since is read first: the structure of before would have it refused for what is so no longer. It waits no longer than for an officer. */
async function structureKnown({ world }: Trip, system: string): Promise<void> {
  const reading = world.officers.structureUnderWay(system);
  if (reading === undefined) return;
  let stop = (): void => undefined;
  const late = new Promise<void>((go) => {
    stop = world.clock.after(officerDeadline, go);
  });
  await Promise.race([reading, late]);
  stop();
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
  await structureKnown(trip, tool.system);
  const read = await askOfficer<Effects, Parameters<typeof world.officers.analyst.send>[0]>(
    trip,
    world.officers.analyst,
    (ticket) => ({
      type: 'analyst.read',
      ticket,
      request: { system: tool.system, dialect, text, ...(wire === undefined ? {} : { overlay: wire }) },
    }),
  );
  const unread = read === undefined ? unanswered : unreadRefusal(read, tool.system);
  if (read === undefined || unread !== undefined) return refuse(trip, unread ?? unanswered);
  return intercepted(trip, withSealed(combine(read, interceptPlain(tool, call.arguments, catalog)), sealed));
}
