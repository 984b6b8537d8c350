/** `aegis explain`: one decision in words, from the journal, by the policy that was in force when it was made. */

import type { Enacted } from '../actors/law/law.js';
import { configOf, type Entry, entriesOf, printable } from '../actors/outside/auditor.js';
import { callIn } from '../actors/rehearsal/supposed-call.js';
import { type WayOut, wayOut } from '../actors/rehearsal/way-out.js';
import type { WhatIf } from '../actors/rehearsal/what-if.js';
import { explainCall } from './explain/call.js';
import { changeLines } from './explain/changes.js';
import { type Kept, keptPolicies, rulesOf, written } from './explain/rule-then.js';
import { suppose, supposedWords } from './explain/what-if.js';
import {
  type Args,
  configPath,
  configured,
  type Doors,
  type ExitCode,
  flag,
  isSet,
  type Verb,
} from './shell/doors.js';

const help = `aegis explain <decision> [--config aegis.yaml] [--what-if policy.yaml] [--json]
aegis explain <call.json> [--config aegis.yaml] [--what-if policy.yaml] [--json]

What was asked, what it would have done, which rules spoke, what was decided and what came of it; of a
denial the nearest change that would help, by the policy that is in force now.
The decision id is in every denial and in every entry. The policies named are the ones that were in
force then; they are kept by digest in the state directory.
A file that ends in .json holds a call that nobody has made, {"tool": …, "args": {…}, "role": …}: how it
would be decided now, and the nearest change by which it would be allowed. Nothing is executed.
  --what-if FILE  the call judged again under this policy alone; where the journal does not hold what the
                  policy asks of a recorded one, that is said in place of an answer
Exit codes: 0 found, 1 no such decision, 2 the call or the configuration is wrong.`;

const say = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(say).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, one]) => !(Array.isArray(one) && one.length === 0) && one !== '')
      .map(([name, one]) => `${name} ${say(one)}`)
      .join(', ');
  return printable(String(value));
};

const shown = [
  'tool',
  'role',
  'parent',
  'capabilities',
  'carried',
  'effects',
  'code',
  'phase',
  'rule',
  'because',
  'facts',
  'rules',
  'obligations',
  'reserved',
  'receipts',
  'verdict',
  'executed',
  'denial',
  'rows',
  'masked',
  'clear',
  'spent',
  'minted',
  'truncated',
];

/** Whoever wrote the line chose the number: not every number is a time. */
const timeOf = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : 'at no time');

const inWords = ({ seq, chain, type, at, decision, body }: Entry): readonly string[] => [
  printable(`${chain} ${seq} ${type} ${timeOf(at)} ${decision}`),
  ...shown
    .filter((name) => body[name] !== undefined)
    .map((name) => `    ${name.padEnd(13)}${say(body[name])}`),
];

interface Found {
  readonly entries: readonly Entry[];
  /** The configuration of the start that decided. */
  readonly config: Entry | undefined;
}

async function find(doors: Doors, { state, heads }: Places, decision: string): Promise<Found> {
  const entries: Entry[] = [];
  let config: Entry | undefined;
  for (const chain of await doors.chains(state, heads)) {
    const own = await entriesOf(chain.lines(), decision);
    const [first] = own;
    if (first !== undefined) config ??= await configOf(chain.lines(), first.boot);
    entries.push(...own);
  }
  return { entries, config };
}

interface Places {
  readonly state: string;
  readonly heads?: string;
}

interface Answer extends Found {
  readonly decision: string;
  readonly policies: readonly Kept[];
  /** The policy's digest then; undefined when the call died before it. */
  readonly policy: string | undefined;
  readonly isSame: boolean;
  /** Undefined when nothing was denied. */
  readonly way: WayOut | undefined;
}

function inJson({ decision, entries, policies, policy, isSame, way }: Answer, supposed?: WhatIf): string {
  const kept = policies.map(({ file, digest, text }) => ({ file, digest, is_kept: text !== undefined }));
  return JSON.stringify({
    decision,
    entries,
    policy: policy ?? null,
    policy_is_current: isSame,
    policies: kept,
    way_out: way ?? null,
    ...(supposed === undefined ? {} : { what_if: supposed }),
  });
}

function inText({ entries, policies, policy, isSame, way }: Answer): string {
  const rules = rulesOf(entries);
  const lines = [
    ...entries.flatMap(inWords),
    ...policies.flatMap((kept) => rules.flatMap((rule) => written(kept, rule))),
    ...(policy === undefined
      ? []
      : [isSame ? 'decided by the policy that is in force now' : `decided by an earlier policy, ${policy}`]),
    ...(isSame ? [] : policies.map(({ file, digest }) => `    ${file}, kept as config/${digest}`)),
    ...(way === undefined
      ? []
      : changeLines({ ...way, receipts: [], roles: { may: 'with a grant for this', names: way.roles } })),
  ];
  return lines.join('\n');
}

async function explainFrom(
  doors: Doors,
  places: Places,
  asked: { readonly decision: string; readonly enacted: Enacted },
): Promise<Answer | undefined> {
  const found = await find(doors, places, asked.decision);
  if (found.entries.length === 0) return undefined;
  const digests = found.entries.map((entry) => entry.body.policy);
  const policy = digests.find((one) => typeof one === 'string');
  const policies = keptPolicies(doors, places.state, found.config);
  const denied = found.entries.find(({ type }) => type === 'deny');
  const way = denied === undefined ? undefined : wayOut(asked.enacted, denied, doors.digest);
  const isSame = policy === asked.enacted.law.policy.digest;
  return { ...found, decision: asked.decision, policies, policy, isSame, way };
}

async function explainFile(
  doors: Doors,
  enacted: Enacted,
  { path, args }: { readonly path: string; readonly args: Args },
): Promise<ExitCode> {
  const found = doors.readFile(path);
  const call = 'text' in found ? callIn(found.text) : found.why;
  if (typeof call === 'string') {
    doors.err(`aegis explain: \`${path}\` ${call}`);
    return 2;
  }
  const policy = flag(args, 'what-if');
  return explainCall(doors, enacted, { call, policy, config: configPath(args), isJson: isSet(args, 'json') });
}

export const explain: Verb = {
  name: 'explain',
  about: 'why a call was decided as it was',
  help,
  async run(args, doors) {
    const [decision] = args.positionals;
    if (decision === undefined) {
      doors.err(`aegis explain: name a decision\n\n${help}`);
      return 2;
    }
    const enacted = configured(doors, args, 'explain');
    if (enacted === undefined) return 2;
    if (decision.endsWith('.json')) return explainFile(doors, enacted, { path: decision, args });
    const answer = await explainFrom(doors, enacted.configuration.config, { decision, enacted });
    if (answer === undefined) {
      doors.err(
        `aegis explain: no entry has the decision \`${decision}\`; write the whole id, as a denial or audit tail --json shows it`,
      );
      return 1;
    }
    const policy = flag(args, 'what-if');
    const asked = { config: configPath(args), policy: policy ?? '', entries: answer.entries };
    const supposed = policy === undefined ? undefined : await suppose(doors, asked);
    if (supposed !== undefined && 'problems' in supposed) {
      doors.err(supposed.problems);
      return 2;
    }
    if (isSet(args, 'json')) doors.out(inJson(answer, supposed));
    else
      doors.out(
        [inText(answer), ...(supposed === undefined ? [] : [supposedWords(policy ?? '', supposed)])].join(
          '\n',
        ),
      );
    return 0;
  },
};
