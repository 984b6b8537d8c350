/** Reads what a downstream says: answers, notifications and requests. It refuses every request but `ping`, and a child that talks nonsense. */
import type { JsonObject } from '../../src/call/json.js';
import { type Asking, createAsking, wire } from './asking.js';
import { asObject } from './raw-result.js';

export interface ConversationEvents {
  readonly write: (text: string) => void;
  readonly toolsChanged: () => void;
  /** How many lines meant nothing so far. */
  readonly junk?: (count: number) => void;
  /** More than 1,000 lines meant nothing. */
  readonly quarantine: () => void;
}

/** What was dropped. */
export interface Tally {
  readonly junk: number;
  readonly notifications: number;
  readonly refused: number;
}

export interface Conversation extends Asking {
  tell(method: string): void;
  receive(line: string): void;
  /** Counts a line that meant nothing. */
  junk(): void;
  tally(): Tally;
}

const QUARANTINE = 1_000;
const isId = (id: unknown): id is string | number => typeof id === 'string' || typeof id === 'number';

function parse(line: string): JsonObject | undefined {
  try {
    const message = asObject(JSON.parse(line));
    return message?.jsonrpc === '2.0' ? message : undefined;
  } catch {
    return undefined;
  }
}

export function createConversation(on: ConversationEvents): Conversation {
  const asking = createAsking(on.write);
  const tally = { junk: 0, notifications: 0, refused: 0 };

  const junk = (): void => {
    on.junk?.(++tally.junk);
    if (tally.junk === QUARANTINE + 1) on.quarantine();
  };
  const asked = (method: string, id: string | number): void => {
    if (method === 'ping') {
      on.write(wire({ id, result: {} }));
      return;
    }
    tally.refused++;
    on.write(wire({ id, error: { code: -32601, message: 'method not found' } }));
  };
  const notified = (method: string): void => {
    tally.notifications++;
    if (method === 'notifications/tools/list_changed') on.toolsChanged();
  };
  const receive = (line: string): void => {
    const message = parse(line);
    if (message === undefined) junk();
    else if (typeof message.method !== 'string') {
      if (!asking.answered(message)) junk();
    } else if (message.id === undefined) notified(message.method);
    else if (isId(message.id)) asked(message.method, message.id);
    else junk();
  };
  const tell = (method: string): void => on.write(wire({ method }));
  return { ...asking, tell, receive, junk, tally: () => ({ ...tally }) };
}
