/** `aegis check`: reads everything `serve` would read and says what is wrong, all of it, with its place. It starts nothing. */
import { renderProblems } from '../actors/law.js';
import { configPath, isSet, type Verb } from './doors.js';

const help = `aegis check [--config aegis.yaml] [--dev] [--json]

Reads the configuration, manifests, catalog and policies as \`serve\` would, type-checks every
condition, and prints each problem as file:line:column. Nothing is started.

  --json          one JSON object: {ok, problems, warnings, role, tools, datasets, rules,
                  policy, catalog}; with problems only the first two
Exit codes: 0 all is well, 2 there are problems.`;

export const check: Verb = {
  name: 'check',
  about: 'read the configuration and say what is wrong',
  help,
  async run(args, doors) {
    const enactment = doors.enact(configPath(args), isSet(args, 'dev'));
    const isJson = isSet(args, 'json');
    if ('problems' in enactment) {
      if (isJson) doors.out(JSON.stringify({ ok: false, problems: enactment.problems }));
      else doors.err(renderProblems(enactment.problems));
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
      rules: law.policy.rules.length,
      policy: law.policy.digest,
      catalog: law.catalog.version,
    };
    if (isJson) doors.out(JSON.stringify(facts));
    else {
      doors.out(
        `${facts.tools} tools, ${facts.datasets} datasets, ${facts.rules} rules, role ${facts.role}: no problems`,
      );
      for (const warning of warnings) doors.err(`warning: ${warning}`);
    }
    return 0;
  },
};
