/** The SQLite dialect: everything that reads it, by one front door. */
export { type Gate, gate } from './gate.js';
export type { Reading } from './known.js';
export { readSqlite } from './read.js';
export { isSchemaName, type Replay, replayOf } from './replay.js';
export { innerText } from './statement.js';
export { fold, type Token, tokenize } from './token.js';
export type { EngineColumn, EngineEvent, EngineTrace, Structure, StructureObject } from './trace.js';
