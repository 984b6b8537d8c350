// Lends connections to a server, wiped between two calls; refuses more at once than the address allows, and waits instead.
import type { Address } from './address.js';
import { type Connection, connect } from './connection.js';

export type Lending = { borrow(): Promise<Connection>; giveBack(connection: Connection): Promise<void> };

/** Nothing of one call is there for the next: not a plan, a setting, a temporary table, a lock or a listener. */
async function wipe(connection: Connection): Promise<void> {
  try {
    if (connection.isOpen()) await connection.ask('DISCARD ALL');
  } catch {
    connection.destroy();
  }
}

export function createLending(address: Address, most: number): Lending {
  const idle: Connection[] = [];
  const waiting: (() => void)[] = [];
  let out = 0;
  const release = (): void => {
    out -= 1;
    waiting.shift()?.();
  };
  return {
    async borrow() {
      while (out >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      out += 1;
      try {
        let found = idle.pop();
        while (found !== undefined && !found.isOpen()) found = idle.pop();
        const lent = found ?? (await connect(address));
        lent.keep(true);
        return lent;
      } catch (thrown) {
        release();
        throw thrown;
      }
    },
    async giveBack(connection) {
      await wipe(connection);
      // An idle connection keeps no program running whose input has ended.
      connection.keep(false);
      if (connection.isOpen()) idle.push(connection);
      release();
    },
  };
}
