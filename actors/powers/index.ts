/** The hands, for whoever composes a kernel: one maker a port. */
export { createAbort } from './abort.js';
export { holderOf } from './chain-lock.js';
export { listChains, readLines } from './chains.js';
export { nodeChance } from './chance.js';
export { nodeClock } from './clock.js';
export { createConfigFiles } from './config.js';
export { expectShortLives } from './heap.js';
export { createJournal } from './journal.js';
export { fleetingDigests, openKeys, plainDigest } from './keys.js';
export { linesOf } from './lines.js';
export { createLog } from './log.js';
export { createNorth } from './north.js';
export { createReader } from './reader.js';
export { createSecrets, secretProblem } from './secrets.js';
export { createSpawner } from './south.js';
export { openStore } from './store/sqlite.js';
