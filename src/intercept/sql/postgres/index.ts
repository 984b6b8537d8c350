/** The PostgreSQL dialect: everything that reads its tree, by one front door. It holds no parser. */
export { pgProblem } from './gate.js';
export { readPostgres } from './read.js';
export { structureOf } from './structure.js';
