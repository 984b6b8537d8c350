/** What is allowed in a configuration but looks wrong. It warns; it stops no start, and what it cannot know it does not warn of. */
import { matches } from '../../src/catalog/pattern.js';
import type { Grant } from '../../src/rules/capability/grant.js';
import { nearest } from '../../src/yaml/nearest.js';

export interface Granted {
  readonly grants: readonly Grant[];
  /** Undefined where it, or a policy, could not be read. */
  readonly role: string | undefined;
  /** Undefined where some could not be read. */
  readonly datasets: readonly string[] | undefined;
}

const meant = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
};

function roleWarnings({ grants, role }: Granted): readonly string[] {
  const roles = [...new Set(grants.flatMap(({ to }) => to))];
  return role === undefined || roles.includes(role)
    ? []
    : [`no grant names the role \`${role}\`: everything is denied${meant(role, roles)}`];
}

function grantWarnings({ id, datasets }: Grant, known: readonly string[]): readonly string[] {
  const strange = datasets.filter(
    (pattern) => pattern !== '*' && !known.some((name) => matches(pattern, name)),
  );
  if (strange.length === datasets.length) {
    const [first = ''] = strange;
    return [`the grant \`${id}\` covers no catalogued dataset${meant(first, known)}`];
  }
  return strange
    .filter((pattern) => !pattern.includes('*'))
    .map((name) => `the grant \`${id}\` names \`${name}\`, which no manifest declares${meant(name, known)}`);
}

export const warningsOf = (granted: Granted): readonly string[] => [
  ...roleWarnings(granted),
  ...(granted.datasets === undefined
    ? []
    : granted.grants.flatMap((grant) => grantWarnings(grant, granted.datasets ?? []))),
];
