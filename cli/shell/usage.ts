/** Holds a call of a verb against what the verb's own help says it takes. A word or an option that the help does not name is refused, never passed over. */
import type { Args, Verb } from './doors.js';

/** The lines of a help that show how the verb is called. */
const usages = ({ name, help }: Verb): readonly string[] =>
  help
    .split('\n')
    .filter((line) => line === `aegis ${name}` || line.startsWith(`aegis ${name} `))
    .map((line) => line.slice(`aegis ${name}`.length));

/** What stands in such a line beside options: `verify`, `<decision>`, `[directory]`. */
const wordsOf = (usage: string): readonly string[] =>
  usage
    .replace(/\[-[^\]]*\]/g, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('-'));

/** What is wrong with the call; undefined when the verb takes all of it. */
export function surplus(verb: Verb, { positionals, flags }: Args): string | undefined {
  // A command of somebody else's is as long as it is: `...` says so.
  const takesMore = usages(verb).some((usage) => usage.endsWith(' ...'));
  const most = takesMore
    ? positionals.length
    : Math.max(0, ...usages(verb).map((usage) => wordsOf(usage).length));
  const word = positionals[most];
  if (word !== undefined) return `\`${word}\` is one word too many`;
  const strange = Object.keys(flags).find((name) => name !== 'help' && !verb.help.includes(`--${name}`));
  return strange === undefined ? undefined : `there is no option \`--${strange}\` here`;
}

/** A verb of which the first word says what it does. */
export const kindOf =
  (name: string, kinds: Readonly<Record<string, Verb['run']>>, help: string): Verb['run'] =>
  async (args, doors) => {
    const [what = ''] = args.positionals;
    const kind = Object.hasOwn(kinds, what) ? kinds[what] : undefined;
    if (kind !== undefined) return kind(args, doors);
    const words = Object.keys(kinds).map((word) => `\`${word}\``);
    doors.err(`aegis ${name}: say ${words.slice(0, -1).join(', ')} or ${words.at(-1)}\n\n${help}`);
    return 2;
  };
