#!/usr/bin/env node
/** The program `aegis`: picks the verb, makes the hands, and is the only file that ends the process. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enactKept } from '../actors/law/kept-law.js';
import { type Enacted, enact } from '../actors/law/law.js';
import { presidioWire } from '../actors/officers/engine.js';
import { printableLines } from '../actors/outside/auditor.js';
import {
  createAbort,
  createCollector,
  createConfigFiles,
  createExaminer,
  createJournal,
  createLog,
  createMasking,
  createNorth,
  createPresidio,
  createReader,
  createSandbox,
  createSecrets,
  createSpawner,
  createTrail,
  expectShortLives,
  fleetingDigests,
  linesOf,
  nodeChance,
  nodeClock,
  openConsole,
  openKeys,
  openStore,
  plainDigest,
  secretProblem,
} from '../actors/powers/index.js';
import type { PiiEngine, Powers } from '../actors/powers.js';
import type { EngineConfig } from '../src/config/engine.js';
import { audit } from './audit.js';
import { catalog } from './catalog.js';
import { check } from './check.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { explain } from './explain.js';
import { explore } from './explore.js';
import { chainsOf, keptText, signatureCheck } from './files/archive.js';
import { init } from './init.js';
import { consolesOf, openAddress } from './inspect/consoles.js';
import { inspect } from './inspect.js';
import { manifest } from './manifest.js';
import { maskerFor } from './mask/maskers.js';
import { mask } from './mask.js';
import { serve } from './serve.js';
import type { Args, Doors, Verb } from './shell/doors.js';
import { createInterrupts } from './shell/interrupts.js';
import { linesIn, rawOut } from './shell/lines.js';
import { options } from './shell/options.js';
import { runProgram } from './shell/program.js';
import { surplus } from './shell/usage.js';
import { sql } from './sql.js';
import { status } from './status.js';
import { test } from './test.js';
import { trace } from './trace.js';

const verbs: readonly Verb[] = [
  init,
  doctor,
  serve,
  demo,
  check,
  test,
  explain,
  explore,
  status,
  inspect,
  trace,
  audit,
  manifest,
  catalog,
  sql,
  mask,
];

const help = `aegis: a compliance kernel between an AI agent and the systems that hold data

${verbs.map((verb) => `  aegis ${verb.name.padEnd(9)} ${verb.about}`).join('\n')}

aegis <verb> --help says more about each. Start with: aegis demo`;

const files = createConfigFiles();
const interrupts = createInterrupts((signal, then) => void process.on(signal, then));
// `as`: package.json is ours, and a package without a version cannot be installed.
const { version } = JSON.parse(readFileSync(join(files.packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};

const engineHand = ({ address, terms }: EngineConfig): PiiEngine =>
  createPresidio({ address, wire: presidioWire(terms) });

async function powersFor({ configuration }: Enacted, dev: boolean): Promise<Powers> {
  expectShortLives();
  const { state, heads = join(state, 'heads'), engine } = configuration.config;
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const boot = nodeChance.id();
  const keys = openKeys(state);
  return {
    clock: nodeClock,
    chance: nodeChance,
    digest: keys.digestFor(boot),
    signer: keys.signer,
    journal: createJournal({ state, heads, boot }),
    store: openStore(state),
    secrets: createSecrets({ dev, env: process.env }),
    spawner: createSpawner({ name: 'aegis', version }),
    reader: createReader(),
    ...(engine === undefined ? {} : { engine: engineHand(engine) }),
    masking: createMasking({ tokenKeys: keys.tokenKeysFor(boot) }),
    log: createLog(process.stderr),
    abort: createAbort,
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Installed, it is called by its name; from a clone, by its file. */
const programWords = (path = ''): string => (path.endsWith('.js') ? `node ${path}` : 'aegis');

const doors: Doors = {
  out: (text) => void process.stdout.write(`${printableLines(text)}\n`),
  err: (text) => void process.stderr.write(`${printableLines(text)}\n`),
  version,
  program: programWords(process.argv[1]),
  packageRoot: files.packageRoot,
  digest: plainDigest,
  enact: (config, dev, looks) =>
    enact(files.resolve(process.cwd(), config), {
      files,
      digest: plainDigest,
      dev,
      today: dayOf(nodeClock.now()),
      ...(looks === undefined ? {} : { lookAt: (ref) => secretProblem(ref, process.env) }),
    }),
  powers: powersFor,
  readFile: files.read,
  survey: (dev) => ({
    digest: plainDigest,
    secrets: createSecrets({ dev, env: process.env }),
    spawner: createSpawner({ name: 'aegis', version }),
    said: (line) => createLog(process.stderr).line('info', line),
  }),
  masker: (policy, engine) =>
    maskerFor(
      { policy, engine },
      {
        ...{ doors, policy: join(files.packageRoot, 'policies', 'default.yaml'), engine: engineHand },
        ...{ digestFor: fleetingDigests(), reader: () => createReader(), clock: nodeClock },
        secrets: createSecrets({ dev: false, env: {} }),
      },
    ),
  lines: linesIn,
  raw: rawOut,
  rehearsal: () => {
    // A test says what the law says, however busy the machine is.
    const reader = createReader({ deadline: 30_000, voteWithin: 30_000 });
    const means = { files, digest: plainDigest, clock: nodeClock, chance: nodeChance, reader };
    return { means, close: () => reader.close() };
  },
  north: () => createNorth(process.stdin, process.stdout),
  reader: () => createReader(),
  abort: createAbort,
  sandboxes: {
    sandbox: (sample) => createSandbox({ sample, name: 'aegis', version, packageRoot: files.packageRoot }),
    trail: createTrail,
  },
  input: () => linesOf(process.stdin),
  chains: chainsOf,
  verifySignature: signatureCheck,
  kept: keptText,
  openConsole: (terms) => openConsole({ ...terms, pages: join(files.packageRoot, 'dist', 'console') }),
  examiner: () => createExaminer(),
  collector: (endpoint) => createCollector({ endpoint }),
  consoles: consolesOf,
  openAddress,
  enactKept: (texts, at) =>
    Math.abs(at) > 8.64e15 ? undefined : enactKept(texts, { files, digest: plainDigest, today: dayOf(at) }),
  now: () => nodeClock.now(),
  isTerminal: process.stdout.isTTY === true,
  onStop: (then) => {
    process.once('SIGTERM', then);
    process.once('SIGINT', then);
  },
  onInterrupt: interrupts.onInterrupt,
  run: (program, args) => runProgram(join(files.packageRoot, 'dist', program), args, interrupts),
};

function read(rest: readonly string[]): Args | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      allowPositionals: true,
      options,
    });
    return { flags: values, positionals };
  } catch (problem) {
    return problem instanceof Error ? problem.message : 'the call cannot be read';
  }
}

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  const verb = verbs.find((one) => one.name === name);
  if (name === '--version') doors.out(version);
  else if (name === undefined || name === '--help' || name === '-h' || name === 'help') doors.out(help);
  else if (verb === undefined) {
    doors.err(`aegis: no verb \`${name}\`\n\n${help}`);
    return 2;
  } else {
    const args = read(rest);
    if (typeof args === 'string') {
      doors.err(`aegis ${name}: ${args}\n\n${verb.help}`);
      return 2;
    }
    const wrong = surplus(verb, args);
    if (args.flags.help === true) doors.out(verb.help);
    else if (wrong !== undefined) {
      doors.err(`aegis ${name}: ${wrong}\n\n${verb.help}`);
      return 2;
    } else {
      // Whoever reads the results has gone, as `head` does: it ends as SIGPIPE ends a program. A kernel hears of it on its own wire.
      if (verb !== serve) process.stdout.on('error', () => process.exit(141));
      return verb.run(args, doors);
    }
  }
  return 0;
}

main().then(
  (code) => process.exit(interrupts.code() ?? code),
  (problem: unknown) => {
    doors.err(`aegis: failed: ${problem instanceof Error ? problem.message : 'unknown problem'}`);
    process.exit(interrupts.code() ?? 3);
  },
);
