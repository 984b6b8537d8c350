/** Which calls of a configuration an exploration lets meet: those that some order could allow, by the law that is in force. What no receipt would help is left out, and counted. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import { everyReceipt, type Witness, witnesses } from '../../src/explore/witnesses.js';
import { type RehearsalMeans, rehearse } from '../rehearsal/rehearsal.js';
import { loadCatalogued } from '../rehearsal/trial-structures.js';
import type { Law } from '../trip/trip.js';

export interface ExploredCall extends Witness {
  /** Unique among the calls of a configuration: the tool and what it is given. */
  readonly id: string;
  /** Read, written or named, sorted. */
  readonly datasets: readonly string[];
  readonly writes: readonly string[];
  readonly carries: boolean;
}

export interface Calls {
  readonly calls: readonly ExploredCall[];
  /** Calls that no order allows. */
  readonly denied: readonly Witness[];
}

const listIn = (body: Json | undefined, name: string): readonly Json[] => {
  const list = body !== undefined && isObject(body) ? own(body, name) : undefined;
  return list !== undefined && isArray(list) ? list : [];
};

const textIn = (value: Json, name: string): readonly string[] => {
  const text = isObject(value) ? own(value, name) : undefined;
  return typeof text === 'string' ? [text] : [];
};

const idOf = ({ tool, args }: Witness): string => `${tool} ${JSON.stringify(args)}`;

function callOf(witness: Witness, body: JsonObject): ExploredCall {
  const effects = own(body, 'effects');
  const writes = listIn(effects, 'writes');
  const written = writes.flatMap((one) => textIn(one, 'dataset'));
  const named = listIn(body, 'capabilities').flatMap((one) =>
    typeof one === 'string' ? one.split(' ').slice(1) : [],
  );
  const sources = writes.flatMap((one) => listIn(one, 'sources')).filter((one) => typeof one === 'string');
  const all = [
    ...named,
    ...written,
    ...sources,
    ...listIn(effects, 'reads').flatMap((one) => textIn(one, 'dataset')),
  ];
  return {
    ...witness,
    id: idOf(witness),
    datasets: [...new Set(all)].sort(),
    writes: [...new Set(written)].sort(),
    carries: own(body, 'carried') !== undefined,
  };
}

/** A Monday at noon, UTC. */
const at = 1_767_614_400_000;

const sceneOf = (law: Law, role: string, witness: Witness): Parameters<typeof rehearse>[2] => ({
  ...{ ...witness, role, at, session: {}, doubts: [] },
  receipts: everyReceipt(law.catalog),
});

/** A call that somebody has written, with the datasets that it names; it may be one that no order allows. */
export async function writtenCall(
  means: RehearsalMeans,
  { law, role }: { readonly law: Law; readonly role: string },
  witness: Witness,
): Promise<ExploredCall> {
  const { audit } = await rehearse(means, law, sceneOf(law, role, witness));
  return callOf(witness, audit.body);
}

/** The first of them that is allowed. */
export async function allowedOf(
  means: RehearsalMeans,
  { law, role }: { readonly law: Law; readonly role: string },
  some: readonly Witness[],
): Promise<ExploredCall | undefined> {
  for (const witness of some) {
    const { verdict, audit } = await rehearse(means, law, sceneOf(law, role, witness));
    if (verdict === 'allowed') return callOf(witness, audit.body);
  }
  return undefined;
}

export async function callsOf(means: RehearsalMeans, law: Law, role: string): Promise<Calls> {
  await loadCatalogued(means, law);
  const calls: ExploredCall[] = [];
  const denied: Witness[] = [];
  for (const witness of witnesses(law.registry, law.catalog)) {
    const { verdict, audit } = await rehearse(means, law, sceneOf(law, role, witness));
    if (verdict === 'allowed') calls.push(callOf(witness, audit.body));
    else denied.push(witness);
  }
  return { calls, denied };
}
