// A second reader that objects to every text when it is asked, or says nothing at all when the text holds `stuck`.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ prepare, id, text, effects }) => {
  if (prepare !== undefined) return parentPort.postMessage({ ready: prepare });
  if (text.includes('stuck')) for (;;);
  if (effects === undefined) return;
  parentPort.postMessage({
    id,
    said: 'disagreed',
    effects: { ...effects, opaque: [...effects.opaque, 'second reader disagrees'] },
  });
});
