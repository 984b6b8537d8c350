/** The face the agent sees: the tools policy could ever allow, the words on what it may do, and one way to call. */

import { shownTool } from '../../src/audit/bodies.js';
import { errorFor } from '../../src/call/flaw.js';
import type { JsonObject } from '../../src/call/json.js';
import { createMessageReader } from '../../src/call/message.js';
import { agentRules } from '../../src/call/strict-rules.js';
import { listing } from '../../src/manifest/listing.js';
import { couldEverAllow } from '../../src/policy/could-ever.js';
import { readsLike } from '../../src/policy/prose.js';
import type { NorthFace } from '../powers.js';
import type { Requests } from '../trip/requests.js';
import type { Law } from '../trip/trip.js';

export interface FaceInput {
  readonly law: Law;
  readonly role: string;
  readonly version: string;
  readonly requests: Requests;
  readonly refused: (what: string) => void;
  readonly connected: (client: string, version: string) => void;
}

/** Characters of instructions at most; they are in the model's context for the whole session. */
const mostInstructions = 800;

export function createFace(input: FaceInput): NorthFace {
  const { law, role } = input;
  const tools: readonly JsonObject[] = [...law.registry.tools.values()]
    .filter(
      (tool) => tool.audience === 'agent' && couldEverAllow(law.policy, { role, tool, catalog: law.catalog }),
    )
    .map(listing);
  const words = readsLike(law.policy, role);
  return {
    name: 'aegis',
    version: input.version,
    instructions: () =>
      words.length <= mostInstructions ? words : `${words.slice(0, mostInstructions - 1)}…`,
    listTools: () => tools,
    callTool: ({ tool, args, signal }) => input.requests.fromAgent(tool, args, signal),
    reader: () => createMessageReader(agentRules),
    errorFor,
    refused: (what) => input.refused(shownTool(what.replaceAll('/', '_'))),
    connected: input.connected,
  };
}
