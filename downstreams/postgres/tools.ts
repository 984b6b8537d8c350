// Every tool of this downstream, over a store that somebody has opened; opens none and speaks no protocol.
import { memoryShelf, type OpenShelf } from '../spool.js';
import type { Tool } from '../tool.js';
import type { Store } from './engine.js';
import { type Connections, storeOf } from './sqlite/connection.js';
import { copyTools } from './tools/copy.js';
import { executeTools } from './tools/execute.js';
import { loadTools } from './tools/load.js';
import { queryTools } from './tools/query.js';
import { readTools } from './tools/read.js';
import { schemaTools } from './tools/schema.js';
import { validationTools } from './tools/validation.js';

export type { Tool } from '../tool.js';
export { answer } from '../tool.js';
export type { Connections as Store } from './sqlite/connection.js';
export type { Connection } from './sqlite/driver.js';

const families = [queryTools, executeTools, schemaTools, validationTools, copyTools];

/** `open`: where rows lie that come or go in parts. */
export const toolsOver = (store: Store, open: OpenShelf): readonly Tool[] => [
  ...families.flatMap((family) => family(store)),
  ...readTools(store, open),
  ...loadTools(store, open),
];

/** Over two connections to SQLite, wherever that runs. */
export const tableTools = (connections: Connections): readonly Tool[] =>
  toolsOver(storeOf(connections), memoryShelf);
