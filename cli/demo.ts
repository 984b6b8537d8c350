/** `aegis demo`: the same careless agent twice, without the invariants and with them. It fails when one claim does not hold. */
import { type Args, flag, isSet, type Verb } from './shell/doors.js';

const help = `aegis demo [--json] [--keep DIR] [--postgres FILE]

Seeds a small lake with customers and a planted instruction, lets a scripted agent clean it over
real stdio, once with a policy that allows everything and once with the default one, and prints
what happened in each. Nothing outside a temporary directory is touched.

  --json           one JSON object with every claim and its facts
  --keep DIR       keep the databases, the bucket and the journals there
  --postgres FILE  on a real server: FILE is yours alone and holds postgresql://LOGIN:PASSWORD@HOST/DATABASE.
                   It makes the schemas bronze, silver, gold and protected there, refuses where one is,
                   and drops them at the end; with --keep those of the second run stay
Exit codes: 0 every claim holds, 1 one does not.`;

const passed = (args: Args): readonly string[] => [
  ...(isSet(args, 'json') ? ['--json'] : []),
  ...['keep', 'postgres'].flatMap((name) => {
    const value = flag(args, name);
    return value === undefined ? [] : [`--${name}=${value}`];
  }),
];

export const demo: Verb = {
  name: 'demo',
  about: 'watch an agent be stopped, with the log to prove it',
  help,
  run: async (args, doors) =>
    (await doors.run('examples/before-after/main.js', passed(args))) === 0 ? 0 : 1,
};
