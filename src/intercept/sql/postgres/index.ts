/** The PostgreSQL dialect: everything that reads its tree, by one front door. It holds no parser. */

export { readPostgres } from './read.js';
export { structureOf } from './schema/structure.js';
export { pgProblem } from './tree/gate.js';
