/** Whether a kernel that serves may be looked at, and the console that shows it. A console that cannot be opened is told of; the kernel serves without it. */

import { type Console, createConsole } from '../../actors/inspection/console.js';
import type { Inspector } from '../../actors/inspection/inspector.js';
import { startTelemetry } from '../../actors/inspection/telemetry.js';
import type { Kernel } from '../../actors/kernel/assembly.js';
import type { Enacted } from '../../actors/law/law.js';
import type { Clock } from '../../actors/powers.js';
import type { ConsoleServer } from '../../actors/powers-console.js';
import { type Args, configPath, type Doors, flag, isSet } from '../shell/doors.js';

/** The port to be looked at by, 0 for one that is free; undefined when nobody may; a text when the option is wrong. */
export function windowPort(args: Args, { configuration }: Enacted): number | undefined | string {
  const asked = flag(args, 'inspect-port');
  if (asked !== undefined) {
    const isPort = /^\d{1,5}$/.test(asked) && Number(asked) <= 65_535;
    return isPort ? Number(asked) : '--inspect-port is a whole number up to 65535';
  }
  return (
    configuration.config.inspect?.port ??
    (isSet(args, 'inspect') || isSet(args, 'inspect-ws') ? 0 : undefined)
  );
}

export interface Watched {
  readonly kernel: Kernel;
  readonly inspector: Inspector;
  readonly enacted: Enacted;
  readonly clock: Clock;
  /** Undefined: no port, for a kernel whose traces are handed on alone. */
  readonly port: number | undefined;
}

interface Opening {
  readonly console: Console;
  readonly config: Enacted['configuration']['config'];
  readonly chain: string;
}

async function openPort(
  { console, config, chain }: Opening,
  { port, args }: { readonly port: number; readonly args: Args },
  doors: Doors,
): Promise<ConsoleServer | undefined> {
  try {
    const opened = await doors.openConsole({
      note: { state: config.state, chain },
      port,
      face: console.face,
      hasSockets: isSet(args, 'inspect-ws') || config.inspect?.ws === true,
    });
    // INVARIANT: the agent's host reads this, so that it says neither the token nor an address that opens.
    doors.err(
      `aegis: the console is open on 127.0.0.1; to see it: aegis inspect --config ${configPath(args)}`,
    );
    return opened;
  } catch (problem) {
    doors.err(
      `aegis: warning: no console: ${problem instanceof Error ? problem.message : 'it cannot be opened'}`,
    );
    return undefined;
  }
}

/** What shows a kernel while it serves; closed after it. */
export interface Window {
  close(): Promise<void>;
}

export async function openWindow(watched: Watched, args: Args, doors: Doors): Promise<Window> {
  const { kernel, inspector, enacted, clock, port } = watched;
  const { law, texts, configuration } = enacted;
  const { config } = configuration;
  const { role, telemetry } = config;
  const { version, digest } = doors;
  const { chain } = kernel.status();
  const examiner = doors.examiner();
  const console = createConsole({ inspector, kernel, law, texts, role, version, clock, examiner });
  const server =
    port === undefined ? undefined : await openPort({ console, config, chain }, { port, args }, doors);
  const handing =
    telemetry === undefined
      ? undefined
      : startTelemetry({
          ...{ inspector, clock, digest, collector: doors.collector(telemetry.otlp) },
          ...{ origin: { version, chain }, trip: console.trip, metrics: console.metrics },
        });
  return {
    close: async () => {
      await server?.close();
      await handing?.close();
    },
  };
}
