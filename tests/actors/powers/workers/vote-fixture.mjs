// A second reader that says what its name asks for: `drop` for every text, or nothing at all when the text holds `stuck`.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, text }) => {
  if (text.includes('stuck')) for (;;);
  parentPort.postMessage({ id, vote: { kinds: ['drop'], conditions: [false] } });
});
parentPort.postMessage({ ready: true });
