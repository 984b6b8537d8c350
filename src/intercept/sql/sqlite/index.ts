/** The SQLite dialect: everything that reads it, by one front door. */
export { gate } from './gate.js';
export { isSchemaName, type Replay, replayOf } from './replay.js';
export { columnsOfQuery, engineLine, keysIn, objectsIn } from './script.js';
export { readText } from './text.js';
export { fold, tokenize } from './token.js';
export type { EngineColumn, EngineEvent, EngineTrace, Structure, StructureObject } from './trace.js';
