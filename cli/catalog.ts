/** `aegis catalog`: drafts the catalog of a live system, and shows where it and the manifest differ. It prints names and counts, never a value. */

import { resolve } from 'node:path';
import {
  type Difference,
  differencesOf,
  draftOf,
  isFailed,
  isPressing,
  type Looked,
  lookAtCatalog,
} from '../actors/outside/cataloguing.js';
import { writeNew } from './files/whole.js';
import { placesOf } from './manifest/pins.js';
import { type Args, type Doors, type ExitCode, flag, isSet, type Verb } from './shell/doors.js';
import { kindOf } from './shell/usage.js';

const help = `aegis catalog draft <manifest> [--out FILE] [--no-sample] [--config aegis.yaml] [--dev] [--json]
aegis catalog diff  <manifest> [--no-sample] [--config aegis.yaml] [--dev] [--json]

Both start the system that the manifest describes, ask it for its tables and, unless told otherwise, for
a sample of their values, and end it. Values are looked at in this process and are neither printed nor
kept; protected datasets are not sampled.

draft  prints a catalog for the manifest: every table, its tier where its schema says it, a class for
       each column with what speaks for it. No column is clear until somebody writes so: one that
       nothing speaks for is pii.unknown, and leaves the kernel redacted.
diff   shows what is live and not declared, declared and not live, without a class, or declared clear
       over values that look personal.

  --out FILE      draft: write there instead of to stdout; a file that is there is left alone
  --no-sample     go by names and comments alone
  --config FILE   whose directory {config} stands for (default: aegis.yaml here, else the manifest's own)
  --dev           allow secrets from the environment
  --json          one JSON object
Exit codes: 0 done, and for diff nothing but columns without a class is told, 1 diff: something differs,
2 the call or the manifest is wrong, 3 the system could not be started or did not tell its tables.`;

const wordFor = (difference: Difference): string => {
  switch (difference.what) {
    case 'new-dataset':
      return `a ${difference.kind} that is not declared: every call on it is denied. aegis catalog draft writes it down`;
    case 'gone-dataset':
      return 'is declared, and the system has no such table';
    case 'new-column':
      return `column ${difference.column} is not declared: it is masked as pii.unknown (the guess is ${difference.guess})`;
    case 'gone-column':
      return `column ${difference.column} is declared, and the table has none of that name`;
    case 'unclassified':
      return `column ${difference.column} has no class of its own (the guess is ${difference.guess})`;
    case 'looks-personal':
      return `column ${difference.column} is declared clear, and ${difference.values} of ${difference.of} sampled values have the form of ${difference.class}`;
  }
};

async function look(args: Args, doors: Doors): Promise<Looked | ExitCode> {
  const [what, named] = args.positionals;
  const say = (text: string): void => doors.err(`aegis catalog ${what}: ${text}`);
  if (named === undefined) {
    say('name one manifest; see aegis catalog --help');
    return 2;
  }
  const found = doors.readFile(resolve(named));
  if ('why' in found) {
    say(`\`${named}\` ${found.why}`);
    return 2;
  }
  const looked = await lookAtCatalog(doors.survey(isSet(args, 'dev')), {
    source: { file: named, text: found.text },
    context: { ...placesOf(args, doors, resolve(named)), today: new Date().toISOString().slice(0, 10) },
    signal: doors.abort().signal,
    isSampled: !isSet(args, 'no-sample'),
  });
  if (isFailed(looked)) {
    say(looked.failed);
    return 3;
  }
  for (const note of looked.notes) doors.err(`note: ${note}`);
  return looked;
}

async function draft(args: Args, doors: Doors): Promise<ExitCode> {
  const looked = await look(args, doors);
  if (typeof looked === 'number') return looked;
  const { text, datasets, notes } = draftOf(looked);
  for (const note of notes) doors.err(`note: ${note}`);
  doors.err(`${datasets} datasets, no column of them clear`);
  const shown = isSet(args, 'json')
    ? `${JSON.stringify({ system: looked.system, datasets, notes: [...looked.notes, ...notes], catalog: text })}\n`
    : text;
  const out = flag(args, 'out');
  if (out === undefined) doors.out(shown.trimEnd());
  const why = out === undefined ? undefined : writeNew(out, shown);
  if (why === undefined) return 0;
  doors.err(`aegis catalog draft: ${out} is not written: ${why}`);
  return 2;
}

async function diff(args: Args, doors: Doors): Promise<ExitCode> {
  if (flag(args, 'out') !== undefined) {
    doors.err('aegis catalog diff: --out goes with draft');
    return 2;
  }
  const looked = await look(args, doors);
  if (typeof looked === 'number') return looked;
  const differences = differencesOf(looked);
  const ok = !differences.some(isPressing);
  if (isSet(args, 'json'))
    doors.out(JSON.stringify({ ok, system: looked.system, differences, notes: looked.notes }));
  else {
    for (const one of differences) doors.out(`${one.dataset}: ${wordFor(one)}`);
    doors.out(
      `${looked.tables.length} tables of ${looked.system} looked at, ${differences.length} differences`,
    );
  }
  return ok ? 0 : 1;
}

export const catalog: Verb = {
  name: 'catalog',
  about: 'draft the catalog of a live system, see what is new or without a class',
  help,
  run: kindOf('catalog', { draft, diff }, help),
};
