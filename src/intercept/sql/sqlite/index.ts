/** The SQLite dialect: everything that reads it, by one front door. */
export { gate } from './gate.js';
export { readSqlite } from './read.js';
export { isSchemaName, type Replay, replayOf } from './replay.js';
export { columnsOfQuery, engineLine, keysIn, objectsIn } from './script.js';
export { innerText } from './statement.js';
export { fold, tokenize } from './token.js';
export type { EngineColumn, EngineEvent, EngineTrace, Structure, StructureObject } from './trace.js';
