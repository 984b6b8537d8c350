/** A relay by hand: parses each line, gives the request an id of its own, gives the answer its old one back. It looks at nothing else. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Message, onLines } from './lines.js';

const child = spawn(process.execPath, [fileURLToPath(new URL('./fixture.js', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const asked = new Map<number, number | string>();
let next = 1;

onLines(process.stdin, (message: Message) => {
  if (message.id !== undefined) {
    asked.set(next, message.id);
    message.id = next;
    next += 1;
  }
  child.stdin.write(`${JSON.stringify(message)}\n`);
});
onLines(child.stdout, (message: Message) => {
  const id = asked.get(Number(message.id));
  if (id === undefined) return;
  asked.delete(Number(message.id));
  message.id = id;
  process.stdout.write(`${JSON.stringify(message)}\n`);
});
process.stdin.on('end', () => {
  child.stdin.end();
  process.exit(0);
});
