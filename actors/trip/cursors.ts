/** Cursors: opaque ids for the next page of one decision's result. Bound to the session; at most 256 are kept. */
import type { JsonObject } from '../../src/call/json.js';

export interface Page {
  readonly tool: string;
  readonly args: JsonObject;
  readonly offset: number;
}

export interface Cursors {
  /** A cursor for a page that may come to be. */
  fresh(): string;
  keep(cursor: string, page: Page): void;
  /** Undefined for a cursor that this session was not given, for another tool, or long ago. */
  find(cursor: string, tool: string): Page | undefined;
}

const most = 256;

export function createCursors(nextId: () => string): Cursors {
  const pages = new Map<string, Page>();
  return {
    fresh: nextId,
    keep(cursor, page) {
      pages.set(cursor, page);
      const oldest = pages.keys().next().value;
      if (pages.size > most && oldest !== undefined) pages.delete(oldest);
    },
    find(cursor, tool) {
      const page = pages.get(cursor);
      return page?.tool === tool ? page : undefined;
    },
  };
}
