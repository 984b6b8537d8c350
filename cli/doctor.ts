/** `aegis doctor`: what is wrong, and what to do about it. It mends nothing itself. */
import {
  aboutChains,
  aboutClient,
  aboutNode,
  aboutProblems,
  aboutState,
  aboutSystems,
  aboutWarnings,
  type Finding,
  type Patient,
  well,
} from './doctor/checkup.js';
import { type Args, configPath, type Doors, flag, isSet, type Verb } from './shell/doors.js';

const help = `aegis doctor [--config aegis.yaml] [--client FILE] [--dev] [--json]

Looks at everything that a start needs and says what is wrong and how to mend it: Node, the
configuration with its secrets, the state directory, every chain of the journal, and each system,
which is started once and asked for its tools. Nothing is changed and no tool is called.

  --client FILE   the configuration of your client: does it start this kernel, and does it reach
                  anything past it?
  --dev           secrets may come from the environment
  --json          one JSON object: {ok, findings: [{about, is, says, do}]}
Exit codes: 0 nothing is wrong, 1 something is, 2 the call is wrong.`;

const marks = { well: 'ok   ', look: 'look ', wrong: 'WRONG' } as const;

const inWords = ({ about, is, says, do: remedy }: Finding): string => {
  const lines = says.split('\n').join('\n      ');
  return `${marks[is]} ${about}: ${lines}${remedy === '' ? '' : `\n      do: ${remedy}`}`;
};

async function findingsOf(args: Args, doors: Doors, tell: (finding: Finding) => void): Promise<void> {
  tell(aboutNode(process.versions.node));
  const config = configPath(args);
  const enacted = aboutProblems(doors, config, isSet(args, 'dev'));
  if ('about' in enacted) {
    tell(enacted);
    return;
  }
  const { registry, policy } = enacted.law;
  tell(
    well(
      'configuration',
      `${registry.tools.size} tools, ${policy.rules.length} rules, role ${enacted.configuration.config.role}`,
    ),
  );
  const patient: Patient = { doors, config, dev: isSet(args, 'dev'), enacted };
  const client = flag(args, 'client');
  const first = [
    ...aboutWarnings(patient),
    ...aboutState(patient),
    ...(client === undefined ? [] : aboutClient(client, patient)),
  ];
  for (const finding of first) tell(finding);
  for (const finding of await aboutChains(patient)) tell(finding);
  for (const finding of await aboutSystems(patient)) tell(finding);
}

export const doctor: Verb = {
  name: 'doctor',
  about: 'say what is wrong with a set-up, and how to mend it',
  help,
  async run(args, doors) {
    const findings: Finding[] = [];
    const isJson = isSet(args, 'json');
    await findingsOf(args, doors, (finding) => {
      findings.push(finding);
      if (!isJson) doors.out(inWords(finding));
    });
    const ok = findings.every(({ is }) => is !== 'wrong');
    if (isJson) doors.out(JSON.stringify({ ok, findings }));
    else doors.out(ok ? 'nothing is wrong' : `${findings.filter(({ is }) => is === 'wrong').length} to mend`);
    return ok ? 0 : 1;
  },
};
