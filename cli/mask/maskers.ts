/** Puts the officer of `aegis mask` together, by hands that `main.ts` makes. It makes no kernel, and nothing of it outlives the process. */

import { renderProblems } from '../../actors/law/law.js';
import type { Engine } from '../../actors/messages.js';
import { createEngine } from '../../actors/officers/engine.js';
import { createMasker, type Masker, type MaskerMeans, masksIn } from '../../actors/outside/masker.js';
import type { Clock, PiiEngine, Secrets } from '../../actors/powers.js';
import type { EngineConfig } from '../../src/config/engine.js';
import type { Doors } from '../shell/doors.js';

export interface MaskerHands extends Pick<MaskerMeans, 'digestFor' | 'reader'> {
  readonly doors: Pick<Doors, 'enact' | 'readFile' | 'digest'>;
  /** The policy where none is named. */
  readonly policy: string;
  readonly engine: (config: EngineConfig) => PiiEngine;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** The engine that a configuration names, asked without a kernel; or why there is none. */
function engineIn(file: string, { doors, engine, secrets, clock }: MaskerHands): Engine | string {
  const enactment = doors.enact(file, false, 'with-secrets');
  if ('problems' in enactment) return renderProblems(enactment.problems);
  const { config, engineSecret } = enactment.enacted.configuration;
  if (config.engine === undefined) return `${file} names no engine: write one under \`pii-engine\``;
  return createEngine({
    ...{ engine: engine(config.engine), clock, within: config.engine.within },
    ...(engineSecret === undefined
      ? {}
      : { token: () => secrets.resolve(engineSecret).catch(() => undefined) }),
  });
}

/** With the masks of a policy file, and what it says of an engine that is not available. */
export function maskerFor(
  asked: { readonly policy: string | undefined; readonly engine: string | undefined },
  hands: MaskerHands,
): Masker | string {
  const { doors, digestFor, reader } = hands;
  const path = asked.policy ?? hands.policy;
  const found = doors.readFile(path);
  if (!('text' in found)) return `${path} ${found.why}`;
  const masks = masksIn(found.text, doors.digest);
  if (masks === undefined) return `${path} is not a policy: aegis check says what is wrong`;
  const engine = asked.engine === undefined ? undefined : engineIn(asked.engine, hands);
  if (typeof engine === 'string') return engine;
  return createMasker({ ...masks, digestFor, reader, ...(engine === undefined ? {} : { engine }) });
}
