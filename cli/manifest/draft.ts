/** `aegis manifest draft`: runs a command, and writes down what it lists with every tool closed. It refuses to overwrite a file. */
import { draftFrom, isFailed, renderProblems } from '../../actors/outside/manifests.js';
import { writeNew } from '../files/whole.js';
import { type Args, type Doors, type ExitCode, flag, isSet, listed } from '../shell/doors.js';

type Variables = Readonly<Record<string, string>>;

function variablesOf(args: Args): Variables | string {
  const variables: Record<string, string> = {};
  for (const text of listed(args, 'env')) {
    const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]{0,127})=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) return '--env is NAME=VALUE';
    variables[name] = value;
  }
  return variables;
}

function asked(args: Args) {
  const [, ...argv] = args.positionals;
  const env = variablesOf(args);
  if (argv.length === 0) return 'name the command that starts the server, after `--`';
  return typeof env === 'string' ? env : { argv, env, cwd: process.cwd(), system: flag(args, 'system') };
}

/** One that holds a secret is for its owner alone. */
function hand(
  args: Args,
  doors: Doors,
  { text, isSecret }: { readonly text: string; readonly isSecret: boolean },
): ExitCode {
  const out = flag(args, 'out');
  if (out === undefined) {
    doors.out(text.trimEnd());
    return 0;
  }
  const why = writeNew(out, text, isSecret ? 0o600 : 0o666);
  if (why === undefined) return 0;
  doors.err(`aegis manifest draft: ${out} is not written: ${why}`);
  return 2;
}

export async function draft(args: Args, doors: Doors): Promise<ExitCode> {
  const request = asked(args);
  if (typeof request === 'string') {
    doors.err(`aegis manifest draft: ${request}; see aegis manifest --help`);
    return 2;
  }
  doors.err(`aegis manifest draft: running ${JSON.stringify(request.argv)} to ask it for its tools`);
  const answer = await draftFrom(doors.survey(false), request);
  if (isFailed(answer)) {
    doors.err(`aegis manifest draft: ${answer.failed}`);
    return 3;
  }
  if ('problems' in answer) {
    doors.err(`aegis manifest draft: the draft would not load:\n${renderProblems(answer.problems)}`);
    return 2;
  }
  for (const note of answer.notes) doors.err(`note: ${note}`);
  doors.err(`${answer.tools} tools, none of them open to agents`);
  return isSet(args, 'json')
    ? hand(args, doors, {
        ...answer,
        text: JSON.stringify({ tools: answer.tools, notes: answer.notes, manifest: answer.text }),
      })
    : hand(args, doors, answer);
}
