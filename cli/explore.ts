/** `aegis explore`: every order in which the calls of a configuration can meet, walked over the kernel's own code. But for `--run` it starts no system and executes no call. */
import { basename, dirname, resolve } from 'node:path';

import { callsOf } from '../actors/explored/calls.js';
import { createExplorer } from '../actors/explored/combinations.js';
import { askedInTour, questionersOf } from '../actors/explored/questioners.js';
import { isKnown, reach, unmasked } from '../actors/explored/questions.js';
import { type Script, scriptText } from '../actors/explored/scripted.js';
import { type Choice, combinations, tour, type Walk } from '../actors/explored/tour.js';
import type { Enacted } from '../actors/law/law.js';
import { runFile } from './explore/run.js';
import {
  leftOut,
  reachScript,
  reachWords,
  tourScript,
  tourWords,
  unmaskedWords,
  walkJson,
} from './explore/words.js';
import { writeAll } from './files/new.js';
import { type Args, configured, type Doors, type ExitCode, flag, isSet, type Verb } from './shell/doors.js';

const help = `aegis explore [--config aegis.yaml] [--pairs] [--triples] [--tools A,B,C] [--upsets] [--kernels two] [--out FILE] [--json]
aegis explore --reach TIER|DATASET [--without RECEIPT|RULE] [--config aegis.yaml] [--out FILE] [--json]
aegis explore --unmasked CLASS [--config aegis.yaml] [--json]
aegis explore --run FILE [--config aegis.yaml] [--json]

Lets the calls of the configuration that change something meet in every order, two and three at a time,
and questions about a class where a budget bounds them:
the kernel's own requests, plans, mint and ledger, over hands that answer in each order once. In every
step the promises of docs/explore.md must hold; the first that does not is shown with a shortest way.

  --pairs           every two calls        --triples   validation, promotion and write of the same data
  --tools A,B,C     calls of these tools alone, one of each
  --upsets          with each of: somebody writes past the kernel, one call is cancelled, one waits past
                    its deadlines, the kernel dies and starts again, starts again under another policy,
                    its journal takes nothing any more
  --kernels two     each call has a kernel and a session of its own, on one state
  --reach WHAT      can a call come to write WHAT (gold, silver.orders, gold.*)? Yes with the way, or no
  --without NAME    … without a live receipt of that kind, or without that rule having had its say?
  --unmasked CLASS  as what does a class (pii.email, pii.*) leave, by every tool that reads it?
  --out FILE        writes the way that is shown, as a script; it overwrites nothing
  --run FILE        takes a real kernel along a script, in a sandbox: our own programs on invented rows, real
                    SQLite, none of your systems and none of your state. It tells what each step came to, and
                    whether the promise is broken there too
Exit codes: 0 all holds or the answer is no, 1 a promise is broken or the answer is yes, 2 the call or the
configuration is wrong, 3 the kernel of a sandbox could not be taken along.`;

interface Session {
  readonly args: Args;
  readonly doors: Doors;
  readonly enacted: Enacted;
}

const refuse = (doors: Doors, why: string): 2 => {
  doors.err(`aegis explore: ${why}`);
  return 2;
};

/** False when the file could not be written; why has been said. */
function keep({ args, doors }: Pick<Session, 'args' | 'doors'>, script: Script | undefined): boolean {
  const file = flag(args, 'out');
  if (file === undefined || script === undefined) return true;
  try {
    writeAll(dirname(resolve(file)), [{ path: basename(file), text: `${scriptText(script)}\n` }]);
    return true;
  } catch {
    refuse(doors, `\`${file}\` cannot be written: it is there already, or nothing can be made there`);
    return false;
  }
}

const choiceOf = (args: Args): Choice => {
  const [pairs, triples] = [isSet(args, 'pairs'), isSet(args, 'triples')];
  return {
    size: pairs === triples ? 'both' : pairs ? 'pairs' : 'triples',
    tools: (flag(args, 'tools') ?? '').split(',').filter((name) => name !== ''),
    isUpset: isSet(args, 'upsets'),
    kernels: flag(args, 'kernels') === 'two' ? 'two' : 'one',
  };
};

/** What policy tests are run with is what an exploration is walked with. */
function explorerOf({ rehearsal, abort }: Doors) {
  const { means, close } = rehearsal();
  return { means: { ...means, abort }, close };
}

const isBroken = ({ explored }: Walk): boolean => explored.broken.length > 0 || !explored.isWhole;

async function walkAll({ args, doors, enacted }: Session): Promise<ExitCode> {
  const { law, configuration } = enacted;
  const { role } = configuration.config;
  const { means, close } = explorerOf(doors);
  const explorer = createExplorer(means, law, role);
  const begun = means.clock.monotonic();
  const choice = choiceOf(args);
  try {
    const { calls, denied } = await callsOf(means, law, role);
    const strange = choice.tools.find((name) => !calls.some(({ tool }) => tool === name));
    if (strange !== undefined)
      return refuse(doors, `no call of \`${strange}\` changes anything that ${role} may change`);
    const walks: Walk[] = [];
    const asker = { law, role };
    const asked =
      choice.tools.length > 0 ? [] : askedInTour(asker, await questionersOf(means, asker), choice);
    for await (const walk of tour(explorer, [...combinations(calls, choice), ...asked])) {
      walks.push(walk);
      if (isBroken(walk)) break;
    }
    const time = means.clock.monotonic() - begun;
    doors.out(
      isSet(args, 'json')
        ? JSON.stringify({
            ok: !walks.some(isBroken),
            calls: calls.map(({ id }) => id),
            denied: denied.length,
            walks: walks.map(walkJson),
            milliseconds: Math.round(time),
          })
        : tourWords({ walks, calls, denied, time }),
    );
    if (!keep({ args, doors }, tourScript(walks))) return 2;
    return walks.some(isBroken) ? 1 : 0;
  } finally {
    explorer.close();
    await close();
  }
}

async function askReach({ args, doors, enacted }: Session, what: string): Promise<ExitCode> {
  const { law, configuration } = enacted;
  const question = { reach: what, without: flag(args, 'without') ?? '' };
  if (!isKnown(law, question.without))
    return refuse(doors, `\`${question.without}\` is neither a kind of receipt nor a rule here`);
  const { means, close } = explorerOf(doors);
  const explorer = createExplorer(means, law, configuration.config.role);
  try {
    const { calls } = await callsOf(means, law, configuration.config.role);
    const answer = await reach(explorer, { law, calls }, question);
    const { found, states, isWhole } = answer;
    const [sought] = found?.explored.broken ?? [];
    doors.out(
      isSet(args, 'json')
        ? JSON.stringify({
            answer: found !== undefined ? 'yes' : isWhole ? 'no' : 'unknown',
            why: sought?.why ?? null,
            calls: found?.calls.map(({ id }) => id) ?? [],
            way: found?.explored.way ?? [],
            states,
            left_out: leftOut,
          })
        : reachWords(question, answer),
    );
    if (!keep({ args, doors }, reachScript(question, answer))) return 2;
    return found === undefined && isWhole ? 0 : 1;
  } finally {
    explorer.close();
    await close();
  }
}

async function askUnmasked({ args, doors, enacted }: Session, name: string): Promise<ExitCode> {
  const { law, configuration } = enacted;
  const { means, close } = explorerOf(doors);
  try {
    const answer = await unmasked(means, law, { role: configuration.config.role, class: name });
    if (answer.judged === 0) return refuse(doors, `no dataset holds \`${name}\`, or no tool reads it`);
    const asItIs = answer.shown.filter(({ as }) => as === 'clear' || as === 'pass');
    doors.out(
      isSet(args, 'json')
        ? JSON.stringify({ answer: asItIs.length > 0 ? 'yes' : 'no', ...answer, left_out: leftOut })
        : unmaskedWords(name, answer),
    );
    return asItIs.length > 0 ? 1 : 0;
  } finally {
    await close();
  }
}

export const explore: Verb = {
  name: 'explore',
  about: 'every order in which calls can meet, and what a policy can come to',
  help,
  async run(args, doors) {
    const enacted = configured(doors, args, 'explore');
    if (enacted === undefined) return 2;
    const session = { args, doors, enacted };
    const [what, name, file] = [flag(args, 'reach'), flag(args, 'unmasked'), flag(args, 'run')];
    const asked = [what, name, file].filter((one) => one !== undefined);
    if (asked.length > 1) return refuse(doors, 'ask one thing at a time');
    if (file !== undefined) return runFile(session, file);
    if (what !== undefined) return askReach(session, what);
    return name === undefined ? walkAll(session) : askUnmasked(session, name);
  },
};
