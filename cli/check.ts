/** `aegis check`: reads everything `serve` would read and says what is wrong, all of it, with its place. It starts nothing. */
import { renderProblems } from '../actors/law/law.js';
import { configPath, isSet, type Verb } from './shell/doors.js';

const help = `aegis check [--config aegis.yaml] [--dev] [--json]

Reads the configuration, manifests, catalog and policies as \`serve\` would, type-checks every
condition, and prints all problems of all files at once, each as file:line:column. Nothing is started:
a secret's file is looked at, a program that prints one is not run.

  --json          one JSON object: {ok, problems, warnings, role, tools, datasets, grants,
                  rules, masks, budgets, policy, catalog}; with problems only the first three
Exit codes: 0 all is well, 2 there are problems.`;

/** The kernel's own last resort is written in no policy. */
const isWritten = ({ id }: { readonly id: string }): boolean => !id.startsWith('kernel:');

const decides = (facts: {
  readonly grants: number;
  readonly rules: number;
  readonly masks: number;
  readonly budgets: number;
}): string => `${facts.grants} grants, ${facts.rules} rules, ${facts.masks} masks, ${facts.budgets} budgets`;

const warned = (warning: string): string => `warning: ${warning}`;

export const check: Verb = {
  name: 'check',
  about: 'read the configuration and say what is wrong',
  help,
  async run(args, doors) {
    const enactment = doors.enact(configPath(args), isSet(args, 'dev'), 'with-secrets');
    const isJson = isSet(args, 'json');
    if ('problems' in enactment) {
      const { problems, warnings } = enactment;
      if (isJson) doors.out(JSON.stringify({ ok: false, problems, warnings }));
      else for (const text of [renderProblems(problems), ...warnings.map(warned)]) doors.err(text);
      return 2;
    }
    const { law, warnings, configuration } = enactment.enacted;
    const facts = {
      ok: true,
      problems: [],
      warnings,
      role: configuration.config.role,
      tools: law.registry.tools.size,
      datasets: law.catalog.datasets.size,
      grants: law.policy.grants.length,
      rules: law.policy.rules.length,
      masks: law.policy.masks.filter(isWritten).length,
      budgets: law.policy.budgets.flat().length,
      policy: law.policy.digest,
      catalog: law.catalog.version,
    };
    if (isJson) doors.out(JSON.stringify(facts));
    else {
      doors.out(
        `${facts.tools} tools, ${facts.datasets} datasets, ${decides(facts)}, role ${facts.role}: no problems`,
      );
      for (const warning of warnings) doors.err(warned(warning));
    }
    return 0;
  },
};
