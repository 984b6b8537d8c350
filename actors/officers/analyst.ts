/** Has opaque arguments read, off the main thread, and answers every question. A reading that fails is opaque; nothing it says is ever silence. */
import { createActor, fromCallback } from 'xstate';
import type { Catalog } from '../../src/catalog/catalog.js';
import { type Effects, isEffects, opaque } from '../../src/intercept/effects.js';
import type { Desk } from '../desk.js';
import type { AnalystMessage, Failed } from '../messages.js';
import { type OfficerWatch, startOfficer } from '../observer.js';
import { catalogWire, type Reader } from '../powers.js';

export interface AnalystInput {
  readonly reader: Reader;
  readonly desk: Desk;
  readonly catalog: Catalog;
  readonly observed?: OfficerWatch;
}

type ReadMessage = Extract<AnalystMessage, { type: 'analyst.read' }>;
type LoadMessage = Extract<AnalystMessage, { type: 'analyst.load' }>;

async function read({ reader }: AnalystInput, { request }: ReadMessage): Promise<Effects> {
  try {
    const effects: unknown = await reader.read(request);
    return isEffects(effects) ? effects : opaque('the reader failed');
  } catch {
    return opaque('the reader failed');
  }
}

async function load(
  { reader, catalog }: AnalystInput,
  { system, schema }: LoadMessage,
): Promise<{ readonly loaded: true } | Failed> {
  try {
    await reader.load(system, schema, catalogWire(catalog));
    return { loaded: true };
  } catch (thrown) {
    return { failed: thrown instanceof Error ? thrown.message : 'the schema could not be loaded' };
  }
}

/** A throw in here would kill the actor, so each question has its own promise, which cannot reject. */
const analystLogic = fromCallback<AnalystMessage, AnalystInput>(({ receive, input }) => {
  receive((message) => {
    input.observed?.took(message.type);
    const { desk } = input;
    switch (message.type) {
      case 'analyst.read':
        void read(input, message).then((effects) => desk.answer(message.ticket, effects));
        return;
      case 'analyst.load':
        void load(input, message).then((answer) => desk.answer(message.ticket, answer));
        return;
    }
  });
});

/** The officer, at work. */
export const createAnalyst = (input: AnalystInput) =>
  startOfficer(createActor(analystLogic, { input }), input.observed);
