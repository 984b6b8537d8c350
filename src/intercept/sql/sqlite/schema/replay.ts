/** CREATE texts of a live schema, made fit to be replayed under their schema's name. What is not a plain CREATE is refused. */

import { statementsOf } from '../engine/gate.js';
import { joinedByName } from '../engine/known.js';
import type { Computed, StructureObject, Trigger } from '../engine/trace.js';
import { pastGroup, splitAt, unites } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token, tokenize } from '../tokens/token.js';
import { madeIn } from './made.js';
import { triggerIn } from './trigger.js';

const kinds = ['table', 'view', 'index', 'trigger'] as const;

export interface Replay {
  readonly schema: string;
  readonly name: string;
  readonly kind: StructureObject['kind'];
  readonly sql: string;
  readonly unites: boolean;
  readonly joinsBy: readonly string[];
  /** For a view: every name in its text. */
  readonly names: readonly string[];
  /** For a view: the names of which each of its columns could be made. */
  readonly made: StructureObject['made'];
  /** For a table: its text holds a rule about values that the engine's own lists do not tell. */
  readonly hasRules: boolean;
  /** For a table: its text says what becomes of a row that collides. */
  readonly leavesOut: boolean;
  /** That it takes the place of the row that was there. */
  readonly replaces: boolean;
  /** For a table: its computed columns. */
  readonly computed: readonly Computed[];
  /** For a trigger: what sets it off and what it does, where its text could be taken apart. */
  readonly trigger: Trigger | undefined;
}

const schemaName = /^[a-z_][a-z0-9_]*$/;
export const isSchemaName = (name: string): boolean => schemaName.test(name) && name !== 'temp';

/** Index of the object's name, past CREATE, UNIQUE, the kind and IF NOT EXISTS; -1 when it is another statement. */
function nameAt(tokens: readonly Token[]): number {
  let at = isWord(tokens[0], 'create') ? 1 : -1;
  if (at < 0) return at;
  if (isWord(tokens[at], 'unique')) at += 1;
  if (!isWord(tokens[at], ...kinds)) return -1;
  at += 1;
  return isWord(tokens[at], 'if') && isWord(tokens[at + 1], 'not') ? at + 3 : at;
}

const kindOf = (tokens: readonly Token[]): StructureObject['kind'] | undefined =>
  kinds.find((kind) => isWord(tokens[1], kind) || (isWord(tokens[1], 'unique') && isWord(tokens[2], kind)));

const namesIn = (tokens: readonly Token[]): readonly string[] => [
  ...new Set(tokens.filter((token) => token.kind !== 'op').map((token) => fold(token.name))),
];

/** `c AS (…)`, `c text GENERATED ALWAYS AS (…) STORED`. Which of the names are columns the table knows. */
function computedIn(tokens: readonly Token[]): readonly Computed[] {
  const open = tokens.findIndex((token) => token.depth === 0 && isOp(token, '('));
  const list = open < 0 ? [] : tokens.slice(open + 1, pastGroup(tokens, open) - 1);
  return splitAt(list, ',').flatMap((part): readonly Computed[] => {
    const as = part.findIndex((token, at) => isWord(token, 'as') && isOp(part[at + 1], '('));
    const [head] = part;
    if (head === undefined || as < 0) return [];
    return [{ column: fold(head.name), names: namesIn(part.slice(as + 2, pastGroup(part, as + 1))) }];
  });
}

/** The statement with its object's name qualified; undefined when it cannot be replayed, and then the object stays unseen. */
export function replayOf(source: {
  readonly schema: string;
  readonly name: string;
  readonly sql: string;
}): Replay | undefined {
  const schema = fold(source.schema);
  const tokens = tokenize(source.sql);
  const at = nameAt(tokens);
  const name = tokens[at];
  const kind = kindOf(tokens);
  if (!isSchemaName(schema) || name === undefined || kind === undefined) return undefined;
  if (tokens.some((token) => token.kind === 'illegal')) return undefined;
  // A trigger's body holds semicolons; nothing else may.
  if (kind !== 'trigger' && statementsOf(tokens).length !== 1) return undefined;
  const qualified = isOp(tokens[at + 1], '.');
  if (qualified && fold(name.name) !== schema) return undefined;
  const object = qualified ? tokens[at + 2] : name;
  if (object === undefined || fold(object.name) !== fold(source.name)) return undefined;
  const prefix = qualified ? '' : `"${schema}".`;
  return {
    schema,
    name: fold(source.name),
    kind,
    sql: source.sql.slice(0, name.start) + prefix + source.sql.slice(name.start),
    unites: kind === 'view' && unites(tokens),
    joinsBy: kind === 'view' ? joinedByName(tokens) : [],
    names: kind === 'view' ? namesIn(tokens) : [],
    made: kind === 'view' ? madeIn(tokens) : [],
    leavesOut: tokens.some((token) => isWord(token, 'conflict')),
    replaces: tokens.some((token, at) => isWord(token, 'conflict') && isWord(tokens[at + 1], 'replace')),
    computed: kind === 'table' ? computedIn(tokens) : [],
    trigger:
      kind === 'trigger'
        ? triggerIn(tokens.slice(qualified ? at + 3 : at + 1), `${schema}.${fold(source.name)}`)
        : undefined,
    hasRules: tokens.some((token) => isWord(token, 'check', 'strict')),
  };
}
