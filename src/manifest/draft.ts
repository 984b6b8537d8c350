/** A manifest drafted from what a live server lists: every tool closed, every guess a comment. It hands no word of the server to an agent. */
import { toolName } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { Digest } from '../digest.js';
import { createScrubber } from '../egress/net/scrub.js';
import { escaped } from '../yaml/escaped.js';
import { plainKey, quoted } from '../yaml/quoted.js';
import { draftArgument } from './draft-argument.js';
import { commandWords, type DraftedLaunch, launchLines, launchNotes } from './draft-launch.js';
import { type DraftedSecret, draftedSecrets, secretArguments, secretsIn } from './draft-secrets.js';
import { readsOnly, rowsAt, writes } from './guess.js';
import { skeleton } from './look-alike.js';
import { byName, formatPin, pinOf } from './pin.js';

export interface DraftInput extends DraftedLaunch {
  readonly system: string;
  readonly listed: readonly JsonObject[];
}

export interface Draft {
  readonly text: string;
  /** How many tools stand in it. */
  readonly tools: number;
  /** For whoever ran the command. */
  readonly notes: readonly string[];
  readonly secrets: readonly DraftedSecret[];
  /** A secret stands in the command, and so in the text. */
  readonly isSecret: boolean;
}

const head = [
  "# Drafted from a live server by `aegis manifest draft`. No tool here is open to agents: each is the kernel's own until somebody",
  '# has read it, said what it can do and what its arguments are, described it in words of their own and set `audience: agent`.',
  '# Guesses are comments, with their evidence. What the server says of itself is quoted escaped, and is evidence of nothing.',
  'version: 1',
];

const everything = '[read, insert, update, delete, create, alter, drop, truncate]';

/** `getFileInfo` and `get.file-info` as `get_file_info`; the live name stays in `remote`. */
const keyOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[./_]+/g, '_')
    .replace(/^_|_$/g, '');

const textOf = (live: JsonObject): string => {
  const value = own(live, 'description');
  return typeof value === 'string' ? value : '';
};

const objectOf = (value: Json | undefined): JsonObject =>
  value !== undefined && isObject(value) ? value : {};

function argumentLines(live: JsonObject): { readonly lines: readonly string[]; readonly isSql: boolean } {
  const input = objectOf(own(live, 'inputSchema'));
  const required = own(input, 'required') ?? [];
  const drafted = Object.entries(objectOf(own(input, 'properties'))).map(([name, schema]) =>
    draftArgument({
      ...{ name, schema, about: textOf(live) },
      isRequired: isArray(required) && required.includes(name),
    }),
  );
  const lines = drafted.flatMap((one) => one.lines);
  const isEmpty = lines.every((line) => line.startsWith('#'));
  return {
    lines: isEmpty ? lines : ['arguments:', ...lines.map((line) => `  ${line}`)],
    isSql: drafted.some((one) => one.isSql),
  };
}

function guesses(key: string, live: JsonObject): readonly string[] {
  const reads = readsOnly(key, live);
  const wrote = writes(key, live);
  const rows = rowsAt(live);
  return [
    ...(reads === undefined
      ? []
      : [`# guess: it only reads (${reads}). If you have seen that it does, write can: read`]),
    ...(wrote === undefined ? [] : [`# guess: it writes (${wrote})`]),
    ...(rows === undefined
      ? []
      : [
          `# guess: rows under ${rows} (its output schema). If so, write result: { rows: objects, rows-at: $.${rows} }`,
        ]),
  ];
}

interface DraftedTool {
  readonly lines: readonly string[];
  readonly isSql: boolean;
  readonly key?: string;
}

const leftOut = (name: string, why: string): DraftedTool => ({
  lines: [`  # left out: "${escaped(name, 80)}" (${why})`],
  isSql: false,
});

interface Candidate {
  readonly system: string;
  readonly name: string;
  readonly live: readonly JsonObject[];
}

function draftTool({ system, name, live }: Candidate, taken: Map<string, string>, digest: Hash): DraftedTool {
  const key = keyOf(name);
  const [first, second] = live;
  if (!/^[A-Za-z0-9_./-]{1,128}$/.test(name) || toolName(system, key) === undefined)
    return leftOut(name, 'a tool name is ASCII letters, digits, `_`, `-`, 64 characters with its system');
  if (first === undefined || second !== undefined) return leftOut(name, 'the server lists it more than once');
  const pin = pinOf(first, digest);
  if (pin === undefined) return leftOut(name, 'its definition is too deep or too large');
  const other = taken.get(skeleton(key));
  if (other !== undefined) return leftOut(name, `it looks like \`${other}\``);
  taken.set(skeleton(key), key);
  const described = textOf(first);
  const { lines, isSql } = argumentLines(first);
  const inner = [
    ...(described === '' ? [] : [`# the server says: "${escaped(described, 300)}"`]),
    ...guesses(key, first),
    ...(key === name ? [] : [`remote: ${quoted(name)}`]),
    'audience: kernel',
    `can: ${everything}`,
    `description: Nobody has said yet what ${key} is for.`,
    ...lines,
    `pin: "${formatPin(pin)}"`,
  ];
  return { lines: [`  ${plainKey(key)}:`, ...inner.map((line) => `    ${line}`)], isSql, key };
}
type Hash = Pick<Digest, 'sha256'>;

const sqlNote =
  '# Some argument looks like SQL. Where the engine is not SQLite its statements cannot be read yet: leave such a tool closed.';

export function draftManifest(input: DraftInput, digest: Hash): Draft {
  const { system, listed, argv } = input;
  const taken = new Map<string, string>();
  const tools = [...byName(listed)].map(([name, live]) => draftTool({ system, name, live }, taken, digest));
  const isSql = tools.some((one) => one.isSql);
  const scrub = createScrubber(secretsIn(input));
  const lines = [
    ...head,
    `system: ${system} # the first part of every tool's name`,
    `# started as: ${commandWords(argv)}`,
    ...(isSql ? [sqlNote, 'dialect: sqlite'] : []),
    ...launchLines(input),
    '',
    ...(taken.size === 0 ? ['tools: {}'] : ['tools:']),
    ...tools.flatMap((one) => one.lines),
  ];
  return {
    // INVARIANT: a server may say what it was lent; what it says stands in comments alone.
    text: `${lines.map((line) => (/^ *#/.test(line) ? scrub(line).text : line)).join('\n')}\n`,
    tools: taken.size,
    notes: launchNotes(input),
    secrets: draftedSecrets(input),
    isSecret: secretArguments(input).length > 0,
  };
}
