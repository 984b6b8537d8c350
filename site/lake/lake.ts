/** The other side: the shipped table downstream's own tools, over SQLite in memory. It knows nothing of the kernel, its policy or its masks. */
import type { JsonObject, RawResult } from '../../actors/index.js';
import { answer, tableTools } from '../../downstreams/postgres/tools.js';
import { schemas } from '../../examples/before-after/tables.js';
import { openMemoryStore } from './memory-store.js';
import type { Sqlite } from './wasm.js';

/** How much of a table there is: looked at past the kernel, as the reader of the page may. */
export interface Stock {
  readonly table: string;
  readonly rows: number;
}

export interface Lake {
  listTools(): Promise<readonly JsonObject[]>;
  call(tool: string, args: JsonObject): Promise<RawResult>;
  stock(): Promise<readonly Stock[]>;
}

const quiet = (): void => undefined;

export function fillLake(sqlite: Sqlite): Lake {
  const store = openMemoryStore(sqlite, Object.keys(schemas));
  for (const [schema, tables] of Object.entries(schemas))
    for (const { name, columns, rows } of tables) {
      store.writer.prepare(`CREATE TABLE ${schema}.${name} (${columns})`).run();
      const [first] = rows;
      if (first === undefined) continue;
      const places = first.map(() => '?').join(', ');
      const insert = store.writer.prepare(`INSERT INTO ${schema}.${name} VALUES (${places})`);
      for (const row of rows) insert.run(...row);
    }
  const tools = tableTools(store);
  return {
    // `as`: what a tool lists is plain JSON.
    listTools: async () => tools.map(({ listed }) => structuredClone(listed) as unknown as JsonObject),
    call: async (name, args) => {
      const tool = tools.find(({ listed }) => listed.name === name);
      // `as`: the answer of a tool is plain JSON, and goes through its text as it would on a wire.
      const said = JSON.parse(JSON.stringify(await answer(tool, args, quiet))) as RawResult;
      return { ...said, isError: said.isError === true };
    },
    stock: async () => {
      const found = store.tables();
      return found.map((table) => ({ table, rows: store.count(table) }));
    },
  };
}
