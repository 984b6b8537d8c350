/** The thread on which a policy is examined: one question, one answer. An examination that throws ends the thread. */
import { parentPort } from 'node:worker_threads';
import { type Examined, examine } from '../../../src/inspection/examined.js';
import { registryOf } from '../../../src/manifest/registry.js';
import type { Examination } from '../../powers-console.js';

parentPort?.on('message', ({ id, question }: { readonly id: number; readonly question: Examination }) => {
  const { manifests, ...subject } = question;
  const answer: Examined = examine({ ...subject, registry: registryOf(manifests) });
  parentPort?.postMessage({ id, answer });
});
parentPort?.postMessage({ ready: true });
