/** From the start of a process to its first list of tools: Aegis, with its system started and read, beside the proxy of SDK parts. */
import { makePlace } from './place.js';
import { connect, type Way } from './wire/agent.js';
import { aegis, plain } from './wire.js';
import { median, rounded } from './yardstick.js';

export interface StartFigures {
  readonly aegis_ms: number;
  readonly sdk_proxy_ms: number;
  readonly over_sdk_proxy: number;
}

async function once(way: Way): Promise<number> {
  const start = performance.now();
  const agent = await connect(way);
  await agent.list();
  const took = performance.now() - start;
  await agent.leave();
  return took;
}

/** In turns, so that what else the machine does falls on both. */
export async function measureStart(rounds: number): Promise<StartFigures> {
  const place = makePlace();
  const seen: { readonly ours: number; readonly theirs: number }[] = [];
  try {
    for (let round = 0; round < rounds; round += 1)
      seen.push({
        theirs: await once(plain('sdk-proxy', 'sdk-proxy.js')),
        ours: await once(aegis('aegis', place)),
      });
  } finally {
    place.remove();
  }
  return {
    aegis_ms: rounded(median(seen.map(({ ours }) => ours)), 0),
    sdk_proxy_ms: rounded(median(seen.map(({ theirs }) => theirs)), 0),
    over_sdk_proxy: rounded(median(seen.map(({ ours, theirs }) => ours / theirs))),
  };
}
