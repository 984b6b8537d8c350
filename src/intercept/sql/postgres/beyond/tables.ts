/** LOCK TABLE: which tables it would hold, and how. To be held is to be reached: each counts as read, without a column. */
import { type JsonObject, own } from '../../../../call/json.js';
import { strengths } from '../../effects.js';
import type { Desk } from '../desk/ink.js';
import type { Told } from '../desk/record.js';
import { bodyOf, list } from '../tree/tree.js';
import { hold } from '../values/locking.js';
import { look } from '../values/reaching.js';

/** By the engine's own numbers, from 1. */
const ofTables = strengths.slice(4);

export function lockTables(desk: Desk, body: JsonObject): Told {
  const mode = own(body, 'mode');
  const strength = typeof mode === 'number' ? ofTables[mode - 1] : undefined;
  desk.ink.control.add('lock');
  for (const node of list(body, 'relations')) {
    const range = bodyOf(node, 'RangeVar') ?? {};
    hold(desk, range, strength);
    look(desk, range);
  }
  return { kind: 'unknown', columns: [] };
}
