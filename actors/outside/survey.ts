/** Starts a system outside of a kernel, for a person who looks at it: asks what it is to be asked, and ends it. No agent is near. */
import { createMessageReader } from '../../src/call/message.js';
import { systemRules } from '../../src/call/strict-rules.js';
import type { Digest } from '../../src/digest.js';
import { createScrubber } from '../../src/egress/net/scrub.js';
import type { Launch } from '../../src/manifest/manifest.js';
import type { Link, Secrets, Spawner } from '../powers.js';

export interface Survey {
  readonly spawner: Spawner;
  readonly secrets: Pick<Secrets, 'resolve'>;
  readonly digest: Pick<Digest, 'sha256'>;
  /** What the server prints, scrubbed of the secrets it was lent. */
  readonly said: (line: string) => void;
}

const closeWithin = 1_000;

async function lent({ secrets }: Survey, launch: Launch): Promise<Readonly<Record<string, string>>> {
  const values: Record<string, string> = {};
  for (const [name, ref] of Object.entries(launch.secrets)) values[name] = await secrets.resolve(ref);
  return values;
}

/** Rejects as the spawner, the secrets or `ask` do. `given` are secrets that the system holds without having been lent them. */
export async function whileLive<A>(
  survey: Survey,
  { launch, given = [] }: { readonly launch: Launch; readonly given?: readonly string[] },
  ask: (link: Link) => Promise<A>,
): Promise<A> {
  const values = await lent(survey, launch);
  const scrub = createScrubber([...Object.values(values), ...given]);
  const link = await survey.spawner.connect(
    launch,
    { ...launch.env, ...values },
    {
      read: createMessageReader(systemRules),
      exit: () => undefined,
      stderr: (line) => survey.said(scrub(line).text),
      toolsChanged: () => undefined,
    },
  );
  try {
    return await ask(link);
  } finally {
    await link.close(closeWithin);
  }
}
