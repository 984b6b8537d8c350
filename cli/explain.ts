/** `aegis explain`: one decision in words, from the journal, by the policy that was in force when it was made. */
import { configOf, type Entry, entriesOf, printable } from '../actors/auditor.js';
import type { Enacted } from '../actors/law.js';
import { callIn } from '../actors/supposed-call.js';
import type { WhatIf } from '../actors/what-if.js';
import {
  type Args,
  configPath,
  configured,
  type Doors,
  type ExitCode,
  flag,
  isSet,
  type Verb,
} from './doors.js';
import { explainCall } from './explain-call.js';
import { suppose, supposedWords } from './what-if.js';

const help = `aegis explain <decision> [--config aegis.yaml] [--what-if policy.yaml] [--json]
aegis explain <call.json> [--config aegis.yaml] [--json]

What was asked, what it would have done, which rules spoke, what was decided and what came of it.
The decision id is in every denial and in every entry. The policies named are the ones that were in
force then; they are kept by digest in the state directory.
A file that ends in .json holds a call that nobody has made, {"tool": …, "args": {…}, "role": …}: how it
would be decided now, and the nearest change by which it would be allowed. Nothing is executed.
  --what-if FILE  the recorded call judged again under this policy alone; where the journal does not hold
                  what the policy asks, that is said in place of an answer
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

/** A text that was in force then, as the `config` entry names it and the state directory has kept it. */
interface Kept {
  readonly file: string;
  readonly digest: string;
  readonly text: string | undefined;
}

function keptPolicies(doors: Doors, state: string, config: Entry | undefined): readonly Kept[] {
  const files = config?.body.files;
  if (!Array.isArray(files)) return [];
  return files.flatMap((one: unknown): Kept[] => {
    // `as`: each field is checked before it is used.
    const { kind, file, digest } = one as Readonly<Record<string, unknown>>;
    if (kind !== 'policy' || typeof file !== 'string' || typeof digest !== 'string') return [];
    return [{ file, digest, text: doors.kept(state, digest) }];
  });
}

/** Lines of a rule as it was written at most; a longer one is cut. */
const mostLines = 8;

/** The rule's own lines in the text of then, from its id to the next entry of its list. */
function written({ file, text }: Kept, rule: string): readonly string[] {
  const lines = (text ?? '').split('\n');
  const start = lines.findIndex((line) => new RegExp(`^\\s*- (?:\\{ *)?id: ${rule}\\b`).test(line));
  if (start < 0) return [];
  const rest = lines.slice(start + 1, start + mostLines);
  const end = rest.findIndex((line) => /^\s*(?:- |[a-z-]+:\s*(?:#.*)?$|$)/.test(line));
  return [
    `    as ${file} had it then:`,
    ...[lines[start] ?? '', ...rest.slice(0, end < 0 ? undefined : end)].map((line) => `    ${line}`),
  ];
}

/** Ids of the rules that decided, without the invariant they stand in. */
const rulesOf = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(
    entries
      .map((entry) => entry.body.rule)
      .filter((rule) => typeof rule === 'string')
      .map((rule) => rule.slice(rule.lastIndexOf('/') + 1))
      .filter((rule) => /^[a-z][a-z0-9-]*$/.test(rule)),
  ),
];

interface Answer extends Found {
  readonly decision: string;
  readonly policies: readonly Kept[];
  /** The policy's digest then; undefined when the call died before it. */
  readonly policy: string | undefined;
  readonly isSame: boolean;
}

function inJson({ decision, entries, policies, policy, isSame }: Answer, supposed?: WhatIf): string {
  const kept = policies.map(({ file, digest, text }) => ({ file, digest, is_kept: text !== undefined }));
  return JSON.stringify({
    decision,
    entries,
    policy: policy ?? null,
    policy_is_current: isSame,
    policies: kept,
    ...(supposed === undefined ? {} : { what_if: supposed }),
  });
}

function inText({ entries, policies, policy, isSame }: Answer): string {
  const rules = rulesOf(entries);
  const lines = [
    ...entries.flatMap(inWords),
    ...policies.flatMap((kept) => rules.flatMap((rule) => written(kept, rule))),
    ...(policy === undefined
      ? []
      : [isSame ? 'decided by the policy that is in force now' : `decided by an earlier policy, ${policy}`]),
    ...(isSame ? [] : policies.map(({ file, digest }) => `    ${file}, kept as config/${digest}`)),
  ];
  return lines.join('\n');
}

async function explainFrom(
  doors: Doors,
  places: Places,
  asked: { readonly decision: string; readonly current: string },
): Promise<Answer | undefined> {
  const found = await find(doors, places, asked.decision);
  if (found.entries.length === 0) return undefined;
  const digests = found.entries.map((entry) => entry.body.policy);
  const policy = digests.find((one) => typeof one === 'string');
  const policies = keptPolicies(doors, places.state, found.config);
  return { ...found, decision: asked.decision, policies, policy, isSame: policy === asked.current };
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
  await explainCall(doors, enacted, { call, isJson: isSet(args, 'json') });
  return 0;
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
    const { configuration, law } = enacted;
    const answer = await explainFrom(doors, configuration.config, { decision, current: law.policy.digest });
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
