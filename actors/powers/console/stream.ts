/** One reader of the events: it is given as much as it takes. One that does not read is cut, and nobody waits for it. */
import type { ServerResponse } from 'node:http';
import type { EventSource, ShownEvent } from '../../powers-console.js';

/** Events that are written out at once, milliseconds between two looks, between two signs of life, and until a reader that takes nothing is cut. */
const batch = 256;
const pace = 100;
const heartbeat = 15_000;
const patience = 10_000;

const written = ({ index, event }: ShownEvent): string => {
  const id = index === undefined ? '' : `id: ${index}\n`;
  return `${id}event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
};

const after = (shown: readonly ShownEvent[], from: number): number =>
  shown.reduce((next, { index, event }) => {
    if (index !== undefined) return index + 1;
    return event.kind === 'gap' ? event.to : next;
  }, from);

/** Writes as long as the other side takes it. */
function takerOf(response: ServerResponse, onRoom: () => void) {
  let stalled: NodeJS.Timeout | undefined;
  const rest = (): void => {
    clearTimeout(stalled);
    stalled = undefined;
  };
  response.on('drain', () => {
    rest();
    onRoom();
  });
  return {
    isFull: () => stalled !== undefined,
    rest,
    write: (text: string): void => {
      if (!response.write(text)) stalled ??= setTimeout(() => response.destroy(), patience);
    },
  };
}

/** `from`: the index of the first event that is wanted. The answer ends it. */
export function streamTo(response: ServerResponse, events: EventSource, from: number): () => void {
  let [next, isOver] = [from, false];
  let soon: NodeJS.Timeout | undefined;
  const wake = (): void => {
    if (!taker.isFull() && !isOver) soon ??= setTimeout(pump, pace);
  };
  const taker = takerOf(response, wake);
  const pump = (): void => {
    soon = undefined;
    if (taker.isFull() || isOver) return;
    const shown = events.since(next, batch);
    next = after(shown, next);
    if (shown.length > 0) taker.write(shown.map(written).join(''));
    if (next < events.next()) wake();
  };
  const leave = events.follow(wake);
  const alive = setInterval(() => {
    if (!taker.isFull()) taker.write(': still here\n\n');
  }, heartbeat);
  taker.write(`event: hello\ndata: ${JSON.stringify({ next })}\n\n`);
  wake();
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    leave();
    clearInterval(alive);
    clearTimeout(soon);
    taker.rest();
    response.destroy();
  };
  response.on('close', end);
  return end;
}
