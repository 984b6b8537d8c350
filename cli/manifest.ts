/** `aegis manifest`: drafts a manifest from a live server, pins one, and shows what has drifted. It starts the server; it calls none of its tools. */

import { draft } from './manifest/draft.js';
import { diff, pin } from './manifest/pins.js';
import type { Verb } from './shell/doors.js';
import { kindOf } from './shell/usage.js';

const help = `aegis manifest draft [--out FILE] [--system NAME] [--env K=V] [--json] -- <command> ...
aegis manifest pin  <file> [--write] [--config aegis.yaml] [--dev] [--json]
aegis manifest diff <file> [--config aegis.yaml] [--dev] [--json]

draft  starts the command, lists its tools and prints a manifest for it. Every tool in it is closed to
       agents; guesses are comments with their evidence; what the server says of itself is quoted,
       escaped, in comments only. The command is run with nothing in its environment but what --env gives.
pin    starts the system that the manifest describes and shows which pins would be new or other. With
       --write they are put into the file, and nothing else in it changes: you accept what is live now.
diff   shows where the live tools differ from what was pinned: which part, what stands there now, and
       which arguments the manifest and the tool do not have in common.

A pin is a digest of a tool's name, description, schemas and annotations. A kernel compares the pins at
start and whenever a system says that its tools have changed; a tool that has drifted is denied.

  --out FILE      write there instead of to stdout; a file that is there is left alone
  --system NAME   the name of the system (default: guessed from the command)
  --env K=V       a variable for the server; may be given several times
  --write         pin: write the pins into the file
  --config FILE   whose directory {config} stands for (default: aegis.yaml here, else the manifest's own)
  --dev           pin, diff: allow secrets from the environment
Exit codes: 0 done and nothing differs, 1 something differs (pin --write: a tool could not be pinned),
2 the call or the manifest is wrong, 3 the server could not be started or did not list its tools.`;

export const manifest: Verb = {
  name: 'manifest',
  about: 'draft a manifest from a live server, pin its tools, see what has drifted',
  help,
  run: kindOf('manifest', { draft, pin, diff }, help),
};
