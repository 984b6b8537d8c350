/** From a path to the law in force: configuration, manifests, catalog and policies, or every problem of all of them at once. */

import type { Digest } from '../../src/digest.js';
import type { SourceFile } from '../../src/manifest/compile.js';
import { unpinnedWarnings } from '../../src/manifest/pinned.js';
import { bootPolicy } from '../../src/native/boot-policy.js';
import { compilePolicy } from '../../src/policy/compile.js';
import type { Policy } from '../../src/policy/policy.js';
import { inOrder, type Problem, renderProblems } from '../../src/yaml/document.js';
import type { ConfigText } from '../kernel/boot.js';
import type { GateSize } from '../trip/admission.js';
import type { Law } from '../trip/trip.js';
import { type Configuration, type LoadOptions, loadConfiguration } from './configuration.js';
import { warningsOf } from './warnings.js';

export interface Enacted {
  readonly law: Law;
  readonly bootPolicy: Policy;
  readonly configuration: Configuration;
  readonly limits: GateSize;
  readonly texts: readonly ConfigText[];
  /** What is allowed but looks wrong: shown by `check` and at start. */
  readonly warnings: readonly string[];
}

export type Enactment =
  | { readonly enacted: Enacted }
  | { readonly problems: readonly Problem[]; readonly warnings: readonly string[] };

const defaultLimits: GateSize = { inFlight: 64, perSession: 64, waiting: 256 };

const kept =
  (kind: ConfigText['kind'], digest: Pick<Digest, 'sha256'>) =>
  ({ file, text }: SourceFile): ConfigText => ({ kind, file, text, digest: digest.sha256(text) });

const ownPolicy = (digest: Pick<Digest, 'sha256'>): Policy => {
  const compiled = compilePolicy([{ file: 'boot', text: bootPolicy }], digest);
  // The text is ours and a test compiles it; a kernel that cannot read its own law must not start.
  if ('problems' in compiled) throw new Error(renderProblems(compiled.problems));
  return compiled.policy;
};

const noEngine = {
  message: 'a policy says `pii-engine: deny` and no engine is named',
  help: 'name one under `pii-engine`, or take the line out of the policy',
};

export function enact(path: string, options: LoadOptions): Enactment {
  const { digest } = options;
  const loaded = loadConfiguration(path, options);
  const { configuration, names, role } = loaded;
  const compiled = compilePolicy(loaded.policyTexts, digest, names);
  const { grants } = 'policy' in compiled ? compiled.policy : compiled;
  const warnings = [
    ...warningsOf({ grants, role, datasets: names?.datasets }),
    ...unpinnedWarnings(configuration?.registry.manifests ?? []),
  ];
  if (configuration === undefined || 'problems' in compiled) {
    const problems = inOrder([...loaded.problems, ...('problems' in compiled ? compiled.problems : [])]);
    return { problems, warnings };
  }
  const { registry, catalog, config, configText } = configuration;
  // INVARIANT: a policy that withholds what no engine has seen is not served where nobody names one.
  if (compiled.policy.engine === 'deny' && config.engine === undefined)
    return { problems: [{ file: configText.file, line: 1, column: 1, ...noEngine }], warnings };
  const texts = [
    kept('config', digest)(configuration.configText),
    ...configuration.manifestTexts.map(kept('manifest', digest)),
    ...configuration.policyTexts.map(kept('policy', digest)),
  ];
  return {
    enacted: {
      law: { registry, catalog, policy: compiled.policy },
      bootPolicy: ownPolicy(digest),
      configuration,
      limits: { ...defaultLimits, ...config.limits },
      texts,
      warnings,
    },
  };
}

export { renderProblems };
