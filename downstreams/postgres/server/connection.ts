// The door of the driver: one connection that speaks the extended protocol alone, with every value as the server prints it. It refuses an answer past its bound.
import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { refuse } from '../../tool.js';
import type { Bound } from '../engine.js';
import type { Address } from './address.js';
import { rethrow, rethrowLogin } from './failure.js';
import type { Cell } from './rows.js';

/** What one answer may bring over the wire. */
const MAX_BYTES = 64 * 1024 * 1024;
const CONNECT_WITHIN = 10_000;

export type Answer = {
  readonly columns: readonly string[];
  /** Types by their numbers, which are fixed for those that are built in. */
  readonly types: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  readonly changed: number;
  /** The first word of what the server says it did. */
  readonly command: string;
};
export type Connection = {
  ask(sql: string, bound?: readonly Bound[]): Promise<Answer>;
  /** Whether the program is kept running for it. */
  keep(isKept: boolean): void;
  /** For good; what the server still runs for it ends when it finds out. */
  destroy(): void;
  readonly isOpen: () => boolean;
};

const asPrinted = { getTypeParser: () => (text: string) => text };

const configOf = (address: Address, socket: Socket): ClientConfig => ({
  host: address.host,
  port: address.port,
  user: address.user,
  password: address.password,
  database: address.database,
  ssl: address.ssl,
  application_name: 'aegis',
  client_encoding: 'UTF8',
  connectionTimeoutMillis: CONNECT_WITHIN,
  keepAlive: true,
  stream: () => socket,
  // The parser given is for text; nothing here asks for the binary format.
  types: asPrinted as ClientConfig['types'],
});

/** The driver types a result of arrays as `any[][]`: each cell is a text or null, by the parser above. */
type Printed = {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowCount: number | null;
  readonly command: string;
};

export async function connect(address: Address): Promise<Connection> {
  const socket = new Socket();
  const client = new Client(configOf(address, socket));
  let open = true;
  let allowed = 0;
  let why: string | undefined;
  const destroy = (reason?: string): void => {
    open = false;
    why ??= reason;
    socket.destroy();
  };
  client.on('error', () => destroy());
  client.on('end', () => destroy());
  socket.on('data', () => {
    if (allowed > 0 && socket.bytesRead > allowed) destroy('result-too-large');
  });
  try {
    await client.connect();
  } catch (thrown) {
    destroy();
    return rethrowLogin(thrown);
  }
  return {
    async ask(text, values = []) {
      allowed = socket.bytesRead + MAX_BYTES;
      try {
        // INVARIANT: extended, so that the server takes one statement and no more.
        const query = { text, values: [...values], rowMode: 'array', queryMode: 'extended' };
        const { fields, rows, rowCount, command }: Printed = await client.query(query);
        const types = fields.map(({ dataTypeID }) => dataTypeID);
        return { columns: fields.map(({ name }) => name), types, rows, changed: rowCount ?? 0, command };
      } catch (thrown) {
        return why === undefined ? rethrow(thrown) : refuse(why);
      }
    },
    keep: (isKept) => void (isKept ? socket.ref() : socket.unref()),
    destroy: () => destroy(),
    isOpen: () => open,
  };
}
