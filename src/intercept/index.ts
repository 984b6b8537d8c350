/** Readers of opaque arguments, by one front door. */
export { validateArguments } from './arguments.js';
export { combine } from './combine.js';
export { keyProblem } from './object-key.js';
export { interceptPlain, isPlaced } from './plain.js';
export { unreadable } from './unreadable.js';
