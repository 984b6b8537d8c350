/** From policy files to one Policy. Files compose by deny-overrides; all problems are told at once, each with its place. */

import type { BudgetRule } from '../budget/budget.js';
import type { Digest } from '../digest.js';
import type { Grant } from '../rules/capability/grant.js';
import { compileBudget } from '../rules/execute/budget.js';
import { ruleKinds } from '../rules/index.js';
import type { RuleKind } from '../rules/rule.js';
import { compileMask } from '../rules/transform/mask.js';
import { fitPartly, inOrder, type Problem, readYaml } from '../yaml/document.js';
import type { Path } from '../yaml/problem.js';
import { averageProblems, type WrittenAverage } from './averages.js';
import { strangeName } from './cel-words.js';
import { conditionProblems, readCondition, type Source } from './conditions.js';
import { type CompiledRule, createPolicy, type PolicyParts } from './decide.js';
import { type Disclosure, strictest } from './disclosure.js';
import { type PolicyForm, policyForm } from './form.js';
import type { FlowChoice } from './ground.js';
import { composeMasks } from './masks.js';
import { type EngineChoice, engineChoices, leastNote, type MaskNote, type MaskRule } from './obligation.js';
import type { Policy } from './policy.js';
import { type DeclaredNames, type NameSets, nameSets } from './vocabulary.js';

export interface PolicyText {
  readonly file: string;
  readonly text: string;
}

export type CompiledPolicy =
  | { readonly policy: Policy }
  /** With what is granted as far as it could be read: for what is to be warned of in the same run. */
  | { readonly problems: readonly Problem[]; readonly grants: readonly Grant[] };

/** A policy cannot do without its version. */
const standIns = { version: 1 };

interface Gathering {
  readonly grants: Grant[];
  readonly rules: CompiledRule[];
  /** The masks of each section, apart: one section does not loosen another. */
  readonly masks: (readonly MaskRule[])[];
  /** Those of them that let an average stand: whether they may can be told when all files are read. */
  readonly averages: WrittenAverage[];
  /** The budgets of each section, apart, for the same reason. */
  readonly budgets: (readonly BudgetRule[])[];
  /** Where each id was first written. */
  readonly ids: Map<string, string>;
  readonly problems: Problem[];
  /** What each file says of classified flows; one that denies is enough. */
  readonly flows: FlowChoice[];
  readonly disclosures: Disclosure[];
  readonly notes: MaskNote[];
  readonly engines: EngineChoice[];
}

interface Section {
  readonly form: Pick<PolicyForm, 'forbid' | 'limit' | 'require' | 'budget' | 'mask'>;
  readonly path: Path;
  readonly invariant: string;
  readonly because: string;
}

interface Reading {
  readonly source: Source;
  readonly into: Gathering;
}

function claim({ source, into }: Reading, id: string, path: Path): void {
  const { file, document } = source;
  const place = document.at([...path, 'id']);
  const first = into.ids.get(id);
  if (first === undefined) into.ids.set(id, `${file}:${place.line}`);
  else
    into.problems.push({
      file,
      ...place,
      message: `the id \`${id}\` is taken`,
      help: `it is in ${first}; give this one another name`,
    });
}

interface Written<C> {
  readonly kind: RuleKind<C>;
  readonly config: C & { readonly id: string; readonly because?: string | undefined };
  readonly path: Path;
  readonly section: Section;
}

function readRule<C>(reading: Reading, { kind, config, path, section }: Written<C>): void {
  claim(reading, config.id, path);
  const { key, text } = kind.condition(config);
  const read = readCondition(reading.source, { path: [...path, key], text });
  if ('problem' in read) {
    reading.into.problems.push(read.problem);
    return;
  }
  const { condition } = read;
  reading.into.rules.push({
    id: config.id,
    kind: kind.kind,
    phase: kind.phase,
    invariant: section.invariant,
    because: config.because ?? section.because,
    weigh: (facts, bindings) => kind.weigh({ config, id: config.id, condition, facts, bindings }),
  });
}

/** A denial would send the agent to a tool that is not there. */
function checkRemedy({ source, into }: Reading, tool: string | undefined, path: Path): void {
  const known = source.names.tool?.known;
  if (tool === undefined || known === undefined || known.includes(tool)) return;
  const { file, document } = source;
  into.problems.push({ file, ...document.at(path), ...strangeName('tool', tool, known) });
}

function readBudgets(reading: Reading, { form, path, invariant, because }: Section): void {
  for (const [at, { id, remedy }] of form.budget.entries()) {
    claim(reading, id, [...path, 'budget', at]);
    checkRemedy(reading, remedy?.tool, [...path, 'budget', at, 'remedy', 'tool']);
  }
  reading.into.budgets.push(form.budget.map((one) => compileBudget(one, { invariant, because })));
}

function readMasks({ source, into }: Reading, { form, path }: Section): void {
  const masks = form.mask.map(compileMask);
  into.masks.push(masks);
  for (const [at, mask] of masks.entries()) {
    const place = { file: source.file, ...source.document.at([...path, 'mask', at, 'unless']) };
    if (mask.unless !== undefined) into.averages.push({ mask, place });
  }
}

function readSection(reading: Reading, section: Section): void {
  const { form, path } = section;
  const [forbid, limit, require] = ruleKinds;
  for (const [at, config] of form.forbid.entries())
    readRule(reading, { kind: forbid, config, path: [...path, 'forbid', at], section });
  for (const [at, config] of form.limit.entries())
    readRule(reading, { kind: limit, config, path: [...path, 'limit', at], section });
  for (const [at, config] of form.require.entries()) {
    readRule(reading, { kind: require, config, path: [...path, 'require', at], section });
    checkRemedy(reading, config.remedy?.tool, [...path, 'require', at, 'remedy', 'tool']);
  }
  form.mask.forEach(({ id }, at) => {
    if (id !== undefined) claim(reading, id, [...path, 'mask', at]);
  });
  readMasks(reading, section);
  readBudgets(reading, section);
}

function readFile({ file, text }: PolicyText, names: NameSets, into: Gathering): void {
  const read = readYaml(text, file);
  const { value: form, document, problems } = fitPartly(read, { schema: policyForm, file, standIns });
  into.problems.push(...problems);
  // A rule whose form is wrong is left out of what was read, and its condition may be wrong as well.
  if (problems.length > 0)
    into.problems.push(
      ...conditionProblems({ file, text, names, document: { ...read, value: read.salvaged } }),
    );
  if (form === undefined) return;
  const reading = { source: { file, text, document, names }, into };
  for (const [name, invariant] of Object.entries(form.invariants))
    readSection(reading, {
      form: invariant,
      path: ['invariants', name],
      invariant: name,
      because: invariant.because,
    });
  readSection(reading, { form, path: [], invariant: '', because: form.about ?? '' });
  into.flows.push(form['classified-flow']);
  into.disclosures.push(form.disclose);
  into.notes.push(form['mask-note']);
  if (form['pii-engine'] !== undefined) into.engines.push(form['pii-engine']);
  form.grant.forEach((grant, at) => {
    claim(reading, grant.id, ['grant', at]);
    into.grants.push(grant);
  });
}

export type ReadParts =
  | { readonly parts: PolicyParts }
  | { readonly problems: readonly Problem[]; readonly grants: readonly Grant[] };

/** A policy before it is put together: for whoever asks what it would say without one of its rules. */
export function readParts(
  texts: readonly PolicyText[],
  digest: Pick<Digest, 'sha256'>,
  names?: DeclaredNames,
): ReadParts {
  const into: Gathering = {
    ...{ grants: [], rules: [], masks: [], averages: [], budgets: [], ids: new Map(), problems: [] },
    ...{ flows: [], disclosures: [], notes: [], engines: [] },
  };
  const sets = nameSets(names);
  for (const text of texts) readFile(text, sets, into);
  const masks = composeMasks(into.masks);
  into.problems.push(...averageProblems(into.averages, { grants: into.grants, masks }));
  if (into.problems.length > 0) return { problems: inOrder(into.problems), grants: into.grants };
  return {
    parts: {
      // No text holds the character that joins them: YAML refuses it.
      digest: digest.sha256(texts.map(({ text }) => text).join('\u0000')),
      grants: into.grants,
      rules: into.rules,
      masks,
      masking: into.masks,
      budgets: into.budgets.filter((section) => section.length > 0),
      flows: into.flows.includes('deny') ? 'deny' : 'carry',
      disclosure: strictest(into.disclosures),
      note: leastNote(into.notes),
      // Of several files the strictest decides.
      engine: engineChoices.find((one) => into.engines.includes(one)),
    },
  };
}

export function compilePolicy(
  texts: readonly PolicyText[],
  digest: Pick<Digest, 'sha256'>,
  names?: DeclaredNames,
): CompiledPolicy {
  const read = readParts(texts, digest, names);
  return 'parts' in read ? { policy: createPolicy(read.parts) } : read;
}
