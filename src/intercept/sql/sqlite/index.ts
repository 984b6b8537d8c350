/** The SQLite dialect: everything that reads it, by one front door. */
export { gate } from './engine/gate.js';
export type { EngineColumn, EngineEvent, EngineTrace, Structure, StructureObject } from './engine/trace.js';
export { isSchemaName, type Replay, replayOf } from './schema/replay.js';
export { columnsOfQuery, engineLine, keysIn, objectsIn } from './schema/script.js';
export { readText } from './text.js';
export { fold, tokenize } from './tokens/token.js';
