/** Reads what a child prints beside the protocol, always, so that it never blocks. It refuses to tell more than fifty lines a second. */
import type { Readable } from 'node:stream';
import { plainLine } from '../log.js';
import { createFramer } from './framing.js';

const LINE_CAP = 64 * 1024;
const SHOWN = 500;
const RATE = 50;

export function drainStderr(stderr: Readable, tell: (line: string) => void): void {
  let told = 0;
  let second = 0;
  const one = (text: string): void => {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== second) told = 0;
    second = now;
    told++;
    if (told <= RATE) tell(plainLine(text, SHOWN));
    else if (told === RATE + 1) tell('(more lines were dropped)');
  };
  const framer = createFramer(LINE_CAP, {
    line: one,
    refused: (why, head) => one(why === 'oversize' ? head : '(a line that is not UTF-8)'),
  });
  stderr.on('data', framer.push);
}
