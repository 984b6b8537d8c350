/** `aegis serve`: the kernel as a stdio MCP server. stdout belongs to the protocol; what is said to the operator goes to stderr. */

import { createInspector } from '../actors/inspection/inspector.js';
import { createKernel, type Kernel } from '../actors/kernel/assembly.js';
import type { KernelInput } from '../actors/kernel/staff.js';
import { type Enacted, renderProblems } from '../actors/law/law.js';
import type { JournalStart, Powers } from '../actors/powers.js';
import { openWindow, type Window, windowPort } from './inspect/window.js';
import { configPath, type Doors, type ExitCode, isSet, type Verb } from './shell/doors.js';

const help = `aegis serve [--config aegis.yaml] [--dev] [--inspect] [--inspect-port PORT] [--inspect-ws]

Serves the agent over stdio until its side closes, or SIGTERM or SIGINT. Everything the agent
asks is decided by the policies that the configuration names, and recorded before it is answered.

  --config FILE   the configuration (default: aegis.yaml in this directory)
  --dev           allows secrets from the environment; recorded in the journal
  --inspect       opens the console on 127.0.0.1 for who can read the state directory: see aegis inspect
  --inspect-port  the same, on this port
  --inspect-ws    the same, and an inspector of Stately's may attach: see aegis inspect --ws

What is asked for here can stand in the configuration: inspect: { port: PORT, ws: true }. --dev cannot: it is said anew at each start.
An MCP client starts it with the entry that aegis init prints: {"command": …, "args": ["serve", "--config", …]}
Exit codes: 0 stopped in order, 2 the configuration is wrong, 3 the kernel could not start or sealed itself.`;

interface Opened {
  readonly powers: Powers;
  readonly start: JournalStart;
}

/** Everything that can fail before the kernel exists: the state directory, its keys, its journal. */
async function open(enacted: Enacted, dev: boolean, doors: Doors): Promise<Opened | undefined> {
  try {
    const powers = await doors.powers(enacted, dev);
    return { powers, start: await powers.journal.open() };
  } catch (problem) {
    doors.err(
      `aegis: cannot open the state directory: ${problem instanceof Error ? problem.message : 'unknown problem'}`,
    );
    return undefined;
  }
}

/** From boot to the end of the agent's side. */
async function attend(
  kernel: Kernel,
  doors: Doors,
  look: () => Promise<Window | undefined>,
): Promise<ExitCode> {
  const booted = await kernel.boot();
  if (!booted.ok) {
    doors.err(`aegis: cannot start: ${booted.problem}`);
    await kernel.stop();
    return 3;
  }
  if (booted.recovered > 0)
    doors.err(
      `aegis: ${booted.recovered} call(s) of kernels that died have no outcome; each has a recovery entry`,
    );
  const window = await look();
  const north = doors.north();
  doors.onStop(() => void north.close());
  await north.serve(kernel.face);
  const wasSealed = kernel.status().state === 'sealed';
  await kernel.stop();
  await window?.close();
  // What was answered while the kernel drained has to leave before the process does.
  await north.close();
  return wasSealed ? 3 : 0;
}

const engineTerms = ({ configuration: { config, engineSecret } }: Enacted): KernelInput['engine'] =>
  config.engine === undefined
    ? undefined
    : { within: config.engine.within, ...(engineSecret === undefined ? {} : { secret: engineSecret }) };

export const serve: Verb = {
  name: 'serve',
  about: 'serve an agent over stdio',
  help,
  async run(args, doors) {
    const dev = isSet(args, 'dev');
    const enactment = doors.enact(configPath(args), dev, 'with-secrets');
    if ('problems' in enactment) {
      doors.err(renderProblems(enactment.problems));
      return 2;
    }
    const { enacted } = enactment;
    for (const warning of enacted.warnings) doors.err(`aegis: warning: ${warning}`);
    if (dev)
      doors.err(
        'aegis: warning: --dev lets secrets come from the environment, which whoever starts the kernel can read',
      );
    const port = windowPort(args, enacted);
    if (typeof port === 'string') {
      doors.err(`aegis serve: ${port}`);
      return 2;
    }
    const opened = await open(enacted, dev, doors);
    if (opened === undefined) return 3;
    const { clock } = opened.powers;
    const { role, telemetry } = enacted.configuration.config;
    const engine = engineTerms(enacted);
    const isWatched = port !== undefined || telemetry !== undefined;
    const inspector = isWatched ? createInspector({ clock }) : undefined;
    const { law, bootPolicy, limits, texts } = enacted;
    const kernel = createKernel({
      ...{ ...opened, law, bootPolicy, limits, texts, dev, role, version: doors.version },
      ...(engine === undefined ? {} : { engine }),
      ...(inspector === undefined ? {} : { observer: inspector.observer }),
    });
    return attend(kernel, doors, async () =>
      inspector === undefined
        ? undefined
        : openWindow({ kernel, inspector, enacted, clock, port }, args, doors),
    );
  },
};
