// A thread that says its own number to whatever it is asked, tells nothing of what it is warmed up with, and ends or hangs where the question says so.
import { parentPort, threadId } from 'node:worker_threads';

const told = [];
parentPort.on('message', ({ id, question }) => {
  if (question === 'hang') for (;;);
  if (question === 'end') process.exit(1);
  told.push(question);
  parentPort.postMessage({ id, answer: { thread: threadId, told: [...told] } });
});
parentPort.postMessage({ ready: true });
