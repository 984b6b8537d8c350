/** Transactions, settings, cursors, prepared statements and messages: what a statement would do to its session. What was prepared before it is not known. */
import { type JsonObject, own } from '../../../../call/json.js';
import { type Desk, doubt, emptyEnv } from '../desk/ink.js';
import { checkType } from '../desk/listed.js';
import type { Told } from '../desk/record.js';
import { literal } from '../desk/value.js';
import { bodyOf, list, text } from '../tree/tree.js';
import { settings } from '../tree/words.js';

const told = (kind = 'unknown'): Told => ({ kind, columns: [] });

const ofTransactions: Readonly<Record<string, string>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback',
};

/** What was prepared for two phases is another session's. */
export function transaction(desk: Desk, body: JsonObject): Told {
  const verb = ofTransactions[text(body, 'kind')];
  desk.ink.control.add(verb ?? 'transaction');
  if (verb === undefined) doubt(desk, 'control statement');
  return told('transaction');
}

export function set(desk: Desk, body: JsonObject): Told {
  desk.ink.control.add(/RESET/.test(text(body, 'kind')) ? 'reset' : 'set');
  return told();
}

/** Of most settings the value is an operator's: where files lie, who may come in. */
export function show(desk: Desk, body: JsonObject): Told {
  const name = text(body, 'name');
  desk.ink.control.add('show');
  if (!settings.has(name)) doubt(desk, 'a setting that is not on the list');
  return { kind: 'select', columns: [{ name: settings.has(name) ? name : '_', value: literal }] };
}

/** All that the session has made for itself goes with it. */
export function discard(desk: Desk, body: JsonObject): Told {
  desk.ink.control.add('discard');
  if (text(body, 'target') === 'DISCARD_ALL' || text(body, 'target') === 'DISCARD_TEMP')
    desk.ink.dropped.add('schema:temp');
  return told();
}

const speaks =
  (verb: string) =>
  ({ ink }: Desk): Told => {
    ink.control.add(verb);
    ink.network.add(verb);
    return told();
  };
export const notify = speaks('notify');
export const listen = speaks('listen');
export const unlisten = speaks('unlisten');

const only =
  (verb: string) =>
  ({ ink }: Desk): Told => {
    ink.control.add(verb);
    return told();
  };
export const deallocate = only('deallocate');
export const close = only('close');
export const checkpoint = only('checkpoint');

/** It will be run, or may be. */
const readies =
  (verb: string) =>
  (desk: Desk, body: JsonObject): Told => {
    desk.ink.control.add(verb);
    for (const node of list(body, 'argtypes')) checkType(desk, bodyOf(node, 'TypeName'));
    return { ...told(), columns: desk.query(desk, own(body, 'query'), emptyEnv) };
  };
export const prepare = readies('prepare');
export const declare = readies('declare');
