/** What of a policy can never match. It warns; it changes no decision and stops no start. */
import { type Catalog, clear, datasetNamed } from '../catalog/catalog.js';
import { matches } from '../catalog/pattern.js';
import { privateIp } from './obligation.js';
import type { Policy } from './policy.js';

/** What a policy is held against. */
export interface Surroundings {
  /** The roles that agents run as. */
  readonly roles: readonly string[];
  readonly catalog: Catalog;
}

export interface Warning {
  /** The grant or mask it is about. */
  readonly id: string;
  readonly message: string;
  readonly help: string;
}

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function strayed(id: string, patterns: readonly string[], { datasets }: Catalog): readonly Warning[] {
  const names = [...datasets.keys()];
  return patterns
    .filter((pattern) => pattern !== '*' && !names.some((name) => matches(pattern, name)))
    .map((pattern) => ({
      id,
      message: `\`${pattern}\` matches no dataset`,
      help: 'check its spelling, or declare the dataset in a manifest',
    }));
}

function grantWarnings(policy: Policy, { roles, catalog }: Surroundings): readonly Warning[] {
  return policy.grants.flatMap(({ id, to, datasets }): readonly Warning[] => [
    ...to
      .filter((role) => !roles.includes(role))
      .map((role) => ({
        id,
        message: `no agent runs as \`${role}\``,
        help: roles.length === 0 ? 'name a role in `aegis.yaml`' : `the roles are ${list(roles)}`,
      })),
    ...strayed(id, datasets, catalog),
  ]);
}

const familyOf = (pattern: string): string => (pattern.endsWith('*') ? pattern.slice(0, -1) : pattern);

/** Whether two patterns may speak of one class. */
const meet = (one: string, other: string): boolean =>
  (one.endsWith('*') && other.startsWith(familyOf(one))) ||
  (other.endsWith('*') && one.startsWith(familyOf(other))) ||
  one === other;

function sealWarnings({ grants, masks }: Policy): readonly Warning[] {
  const sealed = masks.filter(({ operator }) => operator === 'seal').map((mask) => mask.class);
  return grants.flatMap(({ id, unseal = [] }) =>
    unseal
      .filter((pattern) => !sealed.some((one) => meet(pattern, one)))
      .map((pattern) => ({
        id,
        message: `nothing of \`${pattern}\` leaves sealed`,
        help: 'write `with: seal` in a mask of it, or take `unseal` away; of two masks the stricter counts',
      })),
  );
}

function maskWarnings(policy: Policy, { catalog }: Surroundings): readonly Warning[] {
  const classes = new Set([...catalog.datasets.values()].flatMap((one) => Object.values(one.columns)));
  const unknown = [...policy.masks, ...policy.moves]
    .filter((mask) => mask.class !== privateIp && !mask.class.includes('*') && !classes.has(mask.class))
    .map((mask) => ({
      id: mask.id,
      message: `no column is of the class \`${mask.class}\``,
      help: 'values that look like it are still masked; check the spelling',
    }));
  return [...unknown, ...policy.moves.flatMap(({ id, into = [] }) => strayed(id, into, catalog))];
}

/** One that never fits is no hole, and no use either. */
function averageWarnings({ masks }: Policy, { catalog }: Surroundings): readonly Warning[] {
  return masks.flatMap(({ id, class: name, unless }) => {
    if (unless === undefined) return [];
    const [column = '', ...more] = unless.of.split('.').reverse();
    const dataset = datasetNamed(catalog, more.reverse().join('.'));
    const isOf = dataset?.form === 'table' && dataset.columns[column] === name;
    const isBy = unless.by.every((one) => dataset?.columns[one] === clear);
    const help =
      'check the spelling: the column is of the class of its line, and what it is grouped by is clear';
    return isOf && isBy ? [] : [{ id, message: `nothing of \`${unless.of}\` is averaged so`, help }];
  });
}

function budgetWarnings(policy: Policy, { catalog }: Surroundings): readonly Warning[] {
  const classes = new Set([...catalog.datasets.values()].flatMap((one) => Object.values(one.columns)));
  return policy.budgets
    .flat()
    .filter((budget) => !budget.class.includes('*') && !classes.has(budget.class))
    .map((budget) => ({
      id: budget.id,
      message: `no column is of the class \`${budget.class}\``,
      help: 'values that look like it are still counted where they are found; check the spelling',
    }));
}

export const lintPolicy = (policy: Policy, around: Surroundings): readonly Warning[] => [
  ...grantWarnings(policy, around),
  ...maskWarnings(policy, around),
  ...averageWarnings(policy, around),
  ...sealWarnings(policy),
  ...budgetWarnings(policy, around),
];
