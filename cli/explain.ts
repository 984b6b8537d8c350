/** `aegis explain`: one decision in words, from the journal, by the policy that was in force when it was made. */
import { type Entry, entriesOf } from '../actors/auditor.js';
import { configPath, type Doors, isSet, type Verb } from './doors.js';

const help = `aegis explain <decision> [--config aegis.yaml] [--json]

What was asked, what it would have done, which rules spoke, what was decided and what came of it.
The decision id is in every denial and in every entry. The policies named are the ones that were in
force then; they are kept by digest in the state directory.
Exit codes: 0 found, 1 no such decision, 2 the call or the configuration is wrong.`;

const say = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(say).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, one]) => !(Array.isArray(one) && one.length === 0) && one !== '')
      .map(([name, one]) => `${name} ${say(one)}`)
      .join(', ');
  return String(value);
};

const shown = [
  'tool',
  'role',
  'parent',
  'capabilities',
  'effects',
  'code',
  'phase',
  'rule',
  'because',
  'facts',
  'rules',
  'obligations',
  'receipts',
  'verdict',
  'executed',
  'denial',
  'rows',
  'masked',
  'minted',
  'truncated',
];

const inWords = ({ seq, chain, type, at, decision, body }: Entry): readonly string[] => [
  `${chain} ${seq} ${type} ${new Date(at).toISOString()} ${decision}`,
  ...shown
    .filter((name) => body[name] !== undefined)
    .map((name) => `    ${name.padEnd(13)}${say(body[name])}`),
];

async function find(
  doors: Doors,
  state: string,
  heads: string | undefined,
  decision: string,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (const chain of await doors.chains(state, heads))
    found.push(...(await entriesOf(chain.lines(), decision)));
  return found;
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
    const enactment = doors.enact(configPath(args), true);
    if ('problems' in enactment) {
      doors.err(
        `aegis explain: the configuration has problems; run aegis check --config ${configPath(args)}`,
      );
      return 2;
    }
    const { config } = enactment.enacted.configuration;
    const entries = await find(doors, config.state, config.heads, decision);
    if (entries.length === 0) {
      doors.err(`aegis explain: no entry has the decision \`${decision}\``);
      return 1;
    }
    const policy = entries.map((entry) => entry.body['policy']).find((one) => typeof one === 'string');
    const isSame = policy === enactment.enacted.law.policy.digest;
    if (isSet(args, 'json'))
      doors.out(JSON.stringify({ decision, entries, policy: policy ?? null, policy_is_current: isSame }));
    else {
      doors.out(entries.flatMap(inWords).join('\n'));
      if (policy !== undefined)
        doors.out(
          isSame
            ? 'decided by the policy that is in force now'
            : `decided by an earlier policy, ${String(policy)}`,
        );
    }
    return 0;
  },
};
