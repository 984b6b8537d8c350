/** The law beneath every policy: what no file can lift. It speaks after the forbids, so that the most telling reason is given. */

import { chooser } from '../egress/operators/choose.js';
import type { Filter } from '../intercept/effects.js';
import type { Grant } from '../rules/capability/grant.js';
import { isOnlyAveraged } from './averaged.js';
import type { Refusal } from './denial.js';
import type { Facts } from './facts.js';
import type { KernelRule } from './kernel-rules.js';
import type { MaskRule } from './obligation.js';
import { controlHelp, readingHelp, strangeHelp } from './reading-help.js';
import { isAskedBySeal, unsealRefusal } from './unseal.js';

type Ground = (facts: Facts) => Omit<Refusal, 'phase'> | undefined;

/** A fact is a short one: catalogued names and fixed words. */
const clipped = (facts: readonly string[]): readonly string[] =>
  facts.slice(0, 3).map((fact) => (fact.length <= 120 ? fact : `${fact.slice(0, 119)}…`));

const rule = (id: KernelRule, because: string) => ({ id, policyHash: '', because });

const understood: Ground = ({ effects, tool }) => {
  if (effects.opaque.length > 0)
    return {
      code: 'not-understood',
      ...helped(readingHelp(effects.opaque)),
      facts: clipped(effects.opaque),
      rule: rule('kernel:understood', 'what cannot be read is not run'),
    };
  const isStatement = tool.arguments.some((argument) => argument.readsAs.startsWith('sql/'));
  if (isStatement && effects.statements !== 1)
    return {
      code: 'not-understood',
      facts: ['one statement at a time'],
      rule: rule('kernel:one-statement', 'one call, one statement'),
    };
  return undefined;
};

const helped = (help: string | undefined): { readonly help?: string } => (help === undefined ? {} : { help });

const control: Ground = ({ effects }) =>
  effects.control.length > 0
    ? {
        code: 'forbidden',
        ...helped(controlHelp(effects.control)),
        facts: clipped(effects.control),
        rule: rule('kernel:session-control', 'the session belongs to the kernel'),
      }
    : undefined;

const outside: Ground = ({ effects: { files, programs, network } }) => {
  const reached = [
    ...files.map((how) => `files: ${how}`),
    ...programs.map((how) => `programs: ${how}`),
    ...network.map((who) => `network: ${who}`),
  ];
  return reached.length > 0
    ? {
        code: 'forbidden',
        help: 'a statement reaches data and nothing else: leave files, programs and other connections out',
        facts: clipped(reached),
        rule: rule('kernel:outside', 'a statement reaches data and nothing else'),
      }
    : undefined;
};

const locks: Ground = ({ effects }) =>
  effects.locks.length > 0
    ? {
        code: 'forbidden',
        help: 'leave FOR UPDATE or FOR SHARE out: each call is a transaction of its own',
        facts: clipped(effects.locks.map(({ dataset, strength }) => `${strength} on ${dataset}`)),
        rule: rule('kernel:locks', 'a call holds nothing against others'),
      }
    : undefined;

const known: Ground = ({ effects }) => {
  const strange = effects.touches.filter((touch) => !touch.known);
  return strange.length > 0
    ? {
        code: 'unknown-dataset',
        ...helped(strangeHelp(strange.map(({ dataset }) => dataset))),
        facts: clipped(strange.map((touch) => touch.dataset)),
        rule: rule('kernel:catalogued', 'what is not catalogued is not touched'),
      }
    : undefined;
};

/** What a policy says of a value on its way into a column of another class: the class goes along, or the write is denied. */
export type FlowChoice = 'carry' | 'deny';

const carriedFlows = ({ carries }: Facts['effects']): readonly string[] => [
  ...new Set(
    carries.flatMap(({ dataset, column, class: name, from }) =>
      (from.length > 0 ? from : [name]).map((one) => `${one} -> ${dataset}.${column}`),
    ),
  ),
];

const flows =
  (choice: FlowChoice): Ground =>
  ({ effects }) => {
    const lost = choice === 'carry' ? effects.flows : [...effects.flows, ...carriedFlows(effects)];
    return lost.length > 0
      ? {
          code: 'classified-flow',
          facts: clipped(lost),
          rule: rule('kernel:classified-flow', 'a class does not get lost on the way'),
        }
      : undefined;
  };

/** INVARIANT: a masked read shows that a value is absent, unless its mask is to drop it. Then it may not be asked. */
const isShownAnyway = ({ isAbsence, class: name }: Filter, masks: readonly MaskRule[]): boolean =>
  isAbsence === true && chooser(masks)(name).kind !== 'drop';

const filters =
  (masks: readonly MaskRule[]): Ground =>
  (facts) => {
    const { filtersOn, egress } = facts.effects;
    const probing = filtersOn.filter(
      (filter) =>
        !filter.keyed &&
        !isShownAnyway(filter, masks) &&
        !isAskedBySeal(filter, facts) &&
        !isOnlyAveraged(`${filter.dataset}.${filter.column}`, egress, masks),
    );
    return probing.length > 0
      ? {
          code: 'classified-filter',
          facts: clipped(probing.map((filter) => `${filter.dataset}.${filter.column} is ${filter.class}`)),
          rule: rule('kernel:classified-filter', 'what may not be seen may not be asked about'),
        }
      : undefined;
  };

/** A tool does at most what its manifest says, reading included. */
const ceiling: Ground = ({ capabilities, tool }) => {
  const over = capabilities.filter(({ action }) => !tool.can.includes(action));
  return over.length > 0
    ? {
        code: 'forbidden',
        facts: clipped(
          over.map(({ action, dataset }) => `${action} on ${dataset} is not what ${tool.name} is for`),
        ),
        rule: rule('manifest:can', 'a tool does at most what its manifest says'),
      }
    : undefined;
};

export interface Terms {
  readonly masks: readonly MaskRule[];
  readonly flows: FlowChoice;
  readonly grants: readonly Grant[];
}

const seals =
  (grants: readonly Grant[]): Ground =>
  (facts) =>
    facts.sealed === undefined ? undefined : unsealRefusal(grants, facts);

export function groundRefusal(
  facts: Facts,
  { flows: choice, grants, masks }: Terms,
): Omit<Refusal, 'phase'> | undefined {
  for (const ground of [
    understood,
    control,
    outside,
    locks,
    known,
    seals(grants),
    flows(choice),
    filters(masks),
    ceiling,
  ]) {
    const refusal = ground(facts);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
