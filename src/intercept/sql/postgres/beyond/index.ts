/** Statements about something else than rows and structure, by the tags of the grammar. What is not here is not understood. */
import type { JsonObject } from '../../../../call/json.js';
import type { Desk } from '../desk/ink.js';
import type { Told } from '../desk/record.js';
import { copy } from './copying.js';
import { defineFunction } from './defining.js';
import {
  composite,
  domain,
  enumeration,
  range,
  schema,
  sequence,
  sequenceAltered,
  statistics,
  valueAdded,
} from './making.js';
import {
  checkpoint,
  close,
  deallocate,
  declare,
  discard,
  listen,
  notify,
  prepare,
  set,
  show,
  transaction,
  unlisten,
} from './session.js';
import { lockTables } from './tables.js';
import { cluster, comment, refresh, reindex, vacuum } from './upkeep.js';

/** INVARIANT: each of them adds to `control`, so that the law beneath every policy denies it. */
export const controls: Readonly<Record<string, (desk: Desk, body: JsonObject) => Told>> = {
  TransactionStmt: transaction,
  VariableSetStmt: set,
  VariableShowStmt: show,
  DiscardStmt: discard,
  NotifyStmt: notify,
  ListenStmt: listen,
  UnlistenStmt: unlisten,
  PrepareStmt: prepare,
  DeallocateStmt: deallocate,
  DeclareCursorStmt: declare,
  ClosePortalStmt: close,
  CheckPointStmt: checkpoint,
  LockStmt: lockTables,
  CopyStmt: copy,
  VacuumStmt: vacuum,
  ReindexStmt: reindex,
  ClusterStmt: cluster,
  CommentStmt: comment,
  RefreshMatViewStmt: refresh,
  CreateSchemaStmt: schema,
  CreateEnumStmt: enumeration,
  CompositeTypeStmt: composite,
  CreateRangeStmt: range,
  CreateDomainStmt: domain,
  AlterEnumStmt: valueAdded,
  CreateSeqStmt: sequence,
  AlterSeqStmt: sequenceAltered,
  CreateStatsStmt: statistics,
  CreateFunctionStmt: defineFunction,
};
