/** From policy files to one Policy. Files compose by deny-overrides; all problems are told at once, each with its place. */
import type { Digest } from '../digest.js';
import type { Grant } from '../rules/capability/grant.js';
import { ruleKinds } from '../rules/index.js';
import type { RuleKind } from '../rules/rule.js';
import { compileMask, lastResort } from '../rules/transform/mask.js';
import { fitTo, type Problem, readYaml } from '../yaml/document.js';
import type { Path, YamlDocument } from '../yaml/problem.js';
import { createTeller, type Teller } from '../yaml/teller.js';
import { compileCondition } from './cel.js';
import { type CompiledRule, createPolicy } from './decide.js';
import { type PolicyForm, policyForm } from './form.js';
import type { MaskRule } from './obligation.js';
import type { Policy } from './policy.js';

export interface PolicyText {
  readonly file: string;
  readonly text: string;
}

export type CompiledPolicy = { readonly policy: Policy } | { readonly problems: readonly Problem[] };

interface Gathering {
  readonly grants: Grant[];
  readonly rules: CompiledRule[];
  readonly masks: MaskRule[];
  readonly ids: Map<string, string>;
}

interface Section {
  readonly form: Pick<PolicyForm, 'forbid' | 'limit' | 'require' | 'mask'>;
  readonly path: Path;
  readonly invariant: string;
  readonly because: string;
}

interface Reading {
  readonly file: string;
  readonly document: YamlDocument;
  readonly tell: Teller;
  readonly into: Gathering;
}

/** The line of the condition that the problem is in, with a caret under it. */
const caret = (text: string, at: number): string => {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', start);
  return `${text.slice(start, end < 0 ? undefined : end)}\n    ${' '.repeat(Math.max(0, at - start))}^`;
};

function claim(reading: Reading, id: string, path: Path): void {
  const first = reading.into.ids.get(id);
  if (first !== undefined)
    reading.tell.value(
      [...path, 'id'],
      `the id \`${id}\` is taken`,
      `it is in ${first}; give this one another name`,
    );
  else reading.into.ids.set(id, reading.file);
}

interface Written<C> {
  readonly kind: RuleKind<C>;
  readonly config: C & { readonly id: string };
  readonly path: Path;
  readonly section: Section;
}

function readRule<C>(reading: Reading, { kind, config, path, section }: Written<C>): void {
  claim(reading, config.id, path);
  const { key, text } = kind.condition(config);
  const compiled = compileCondition(text);
  if ('problem' in compiled) {
    const { message, help, at } = compiled.problem;
    reading.tell.value([...path, key], `${message}\n    ${caret(text, at)}`, help);
    return;
  }
  const { condition } = compiled;
  reading.into.rules.push({
    id: config.id,
    kind: kind.kind,
    phase: kind.phase,
    invariant: section.invariant,
    because: section.because,
    weigh: (facts, bindings) => kind.weigh({ config, id: config.id, condition, facts, bindings }),
  });
}

function readSection(reading: Reading, section: Section): void {
  const { form, path } = section;
  const [forbid, limit, require] = ruleKinds;
  for (const [at, config] of form.forbid.entries())
    readRule(reading, { kind: forbid, config, path: [...path, 'forbid', at], section });
  for (const [at, config] of form.limit.entries())
    readRule(reading, { kind: limit, config, path: [...path, 'limit', at], section });
  for (const [at, config] of form.require.entries())
    readRule(reading, { kind: require, config, path: [...path, 'require', at], section });
  reading.into.masks.push(...form.mask.map(compileMask));
}

function readFile({ file, text }: PolicyText, into: Gathering): readonly Problem[] {
  const document = readYaml(text, file);
  const fitted = fitTo(policyForm, document, file);
  if ('problems' in fitted) return fitted.problems;
  const tell = createTeller(document, file);
  const reading = { file, document, tell, into };
  const form = fitted.value;
  for (const [name, invariant] of Object.entries(form.invariants))
    readSection(reading, {
      form: invariant,
      path: ['invariants', name],
      invariant: name,
      because: invariant.because,
    });
  readSection(reading, { form, path: [], invariant: '', because: form.about ?? '' });
  form.grant.forEach((grant, at) => {
    claim(reading, grant.id, ['grant', at]);
    into.grants.push(grant);
  });
  return tell.problems;
}

/** Two masks for one class: the stricter stays, so that no file can loosen another. `pass` is the loosest. */
const strictness = ['drop', 'redact', 'token', 'year', 'domain', 'last4', 'pass'];
function strictest(masks: readonly MaskRule[]): readonly MaskRule[] {
  const byClass = new Map<string, MaskRule>();
  for (const mask of masks) {
    const other = byClass.get(mask.class);
    if (other === undefined || strictness.indexOf(mask.operator) < strictness.indexOf(other.operator))
      byClass.set(mask.class, mask);
  }
  return [...byClass.values(), ...(byClass.has('*') ? [] : [lastResort])];
}

export function compilePolicy(texts: readonly PolicyText[], digest: Pick<Digest, 'sha256'>): CompiledPolicy {
  const into: Gathering = { grants: [], rules: [], masks: [], ids: new Map() };
  const problems = texts.flatMap((text) => readFile(text, into));
  if (problems.length > 0) return { problems };
  const whole = digest.sha256(texts.map(({ text }) => text).join('\u0000'));
  return {
    policy: createPolicy({
      digest: whole,
      grants: into.grants,
      rules: into.rules,
      masks: strictest(into.masks),
    }),
  };
}
