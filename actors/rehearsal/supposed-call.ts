/** A call that nobody has made: how it would be decided now, and the nearest change by which it would be allowed. It is rehearsed, and nothing of it is executed. */
import { printable } from '../../src/audit/printable.js';
import { isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import { everyReceipt } from '../../src/explore/witnesses.js';
import type { Judged } from '../../src/trial/judged.js';
import type { Law } from '../trip/trip.js';
import { type RehearsalMeans, rehearse } from './rehearsal.js';
import type { Earned } from './rehearsed-receipts.js';
import { loadCatalogued } from './trial-structures.js';

export interface SupposedCall {
  readonly tool: string;
  readonly args: JsonObject;
  /** In place of the configuration's. */
  readonly role?: string;
}

export interface Supposition {
  readonly judged: Judged;
  /** Receipts that would let it pass, the fewest first; empty where none is missing or none would help. */
  readonly receipts: readonly Pick<Earned, 'dataset' | 'kind'>[];
  /** Roles that may make this call with the same receipts. */
  readonly roles: readonly string[];
}

const form = 'it is {"tool": …, "args": {…}, "role": …}';

/** The call, or why the text is none. A name that is not known is refused: what was meant by it would be judged without it. */
export function callIn(text: string): SupposedCall | string {
  let value: Json;
  try {
    // `as`: JSON.parse gives JSON.
    value = JSON.parse(text) as Json;
  } catch {
    return `is not JSON; ${form}`;
  }
  if (!isObject(value)) return `holds no call; ${form}`;
  const odd = Object.keys(value).find((name) => !['tool', 'args', 'role'].includes(name));
  if (odd !== undefined) return `has an unknown key \`${printable(odd)}\`; ${form}`;
  const [tool, args, role] = [own(value, 'tool'), own(value, 'args') ?? {}, own(value, 'role')];
  if (typeof tool !== 'string') return `names no \`tool\`; ${form}`;
  if (!isObject(args)) return `has \`args\` that are no object; ${form}`;
  if (role !== undefined && typeof role !== 'string') return `has a \`role\` that is no text; ${form}`;
  return role === undefined ? { tool, args } : { tool, args, role };
}

export async function supposeCall(
  means: RehearsalMeans,
  law: Law,
  { tool, args, role }: Required<SupposedCall>,
): Promise<Supposition> {
  await loadCatalogued(means, law);
  const at = means.clock.now();
  const judge = (as: string, receipts: readonly Earned[]): Promise<Judged> =>
    rehearse(means, law, { role: as, tool, args, at, session: {}, receipts, doubts: [] });
  const allowed = async (as: string, receipts: readonly Earned[]): Promise<boolean> =>
    (await judge(as, receipts)).verdict === 'allowed';
  const judged = await judge(role, []);
  if (judged.verdict === 'allowed') return { judged, receipts: [], roles: [] };
  const roles: string[] = [];
  for (const one of law.policy.roles) if (one !== role && (await allowed(one, []))) roles.push(one);
  let receipts = everyReceipt(law.catalog);
  if (!(await allowed(role, receipts))) return { judged, receipts: [], roles };
  // What the call does without is left away, one after the other: none of those that stay is too many.
  for (const one of receipts) {
    const fewer = receipts.filter((other) => other !== one);
    if (await allowed(role, fewer)) receipts = fewer;
  }
  return { judged, receipts: receipts.map(({ dataset, kind }) => ({ dataset, kind })), roles };
}
