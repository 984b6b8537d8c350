/** Reads what a downstream says: answers, notifications and requests. It refuses every request but `ping`, and a child that talks nonsense. */
import type { ReadMessage } from '../../../src/call/message.js';
import type { Line } from '../../../src/call/strict-json.js';
import { type Asking, createAsking, wire } from './asking.js';
import type { Heard } from './line-reading.js';

export interface ConversationEvents {
  readonly read: ReadMessage;
  readonly write: (text: string) => void;
  readonly toolsChanged: () => void;
  /** How many lines meant nothing so far. */
  readonly junk?: (count: number) => void;
  /** It asked for something; only `ping` is answered. */
  readonly refused?: (method: string) => void;
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
  receive(line: Line): void;
  /** What was read of a line elsewhere. */
  hear(heard: Heard): void;
  /** Counts a line that meant nothing. */
  junk(): void;
  tally(): Tally;
}

const QUARANTINE = 1_000;

export function createConversation(on: ConversationEvents): Conversation {
  const asking = createAsking(on.write);
  const tally = { junk: 0, notifications: 0, refused: 0 };

  const junk = (): void => {
    tally.junk++;
    on.junk?.(tally.junk);
    if (tally.junk === QUARANTINE + 1) on.quarantine();
  };
  const asked = (method: string, id: string | number): void => {
    if (method === 'ping') {
      on.write(wire({ id, result: {} }));
      return;
    }
    tally.refused++;
    on.refused?.(method);
    on.write(wire({ id, error: { code: -32601, message: 'method not found' } }));
  };
  const notified = (method: string): void => {
    tally.notifications++;
    if (method === 'notifications/tools/list_changed') on.toolsChanged();
  };
  const hear = ({ message, large }: Heard): void => {
    if ('flaw' in message) {
      // Whoever waits for it is told; whose it was may not be known, and then the call ends at its deadline.
      asking.lost(message.id, { fault: 'protocol', flaw: message.flaw.flaw });
      junk();
    } else if (message.kind === 'notification') notified(message.method);
    else if (message.kind === 'request') asked(message.method, message.id);
    else if (!asking.answered(message.message, large)) junk();
  };
  const receive = (line: Line): void => hear({ message: on.read(line) });
  const tell = (method: string): void => on.write(wire({ method }));
  return { ...asking, tell, receive, hear, junk, tally: () => ({ ...tally }) };
}
