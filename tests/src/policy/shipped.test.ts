/** The shipped policy over the shipped manifests: a call of each tool needs what its manifest says it can do, and no more. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interceptPlain } from '../../../src/intercept/plain.js';
import { compileManifests } from '../../../src/manifest/compile.js';
import type { Argument, Tool } from '../../../src/manifest/manifest.js';
import { capabilitiesOf } from '../../../src/policy/capabilities.js';
import { lintPolicy } from '../../../src/policy/lint.js';
import { defaultText, digest, factsOf, policyOf } from './fixtures.js';

const compiled = compileManifests(
  ['aegis', 'postgres', 's3'].map((name) => ({
    file: `${name}.yaml`,
    text: readFileSync(new URL(`../../../manifests/${name}.yaml`, import.meta.url), 'utf8'),
  })),
  { config: '/c', package: '/p', state: '/s', dev: false },
  digest,
);
if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
const { registry, catalog } = compiled;
const policy = policyOf(defaultText);

const valueFor = ({ system }: Tool, { readsAs, use }: Argument): string => {
  if (readsAs === 'object-prefix') return 'silver/';
  if (readsAs === 'object-key') return use === 'promote' ? 'gold/exports/a.csv' : 'silver/a.csv';
  if (readsAs !== 'dataset') return 'x';
  return use === 'promote' ? (system === 's3' ? 'gold.exports' : 'gold.customers') : 'silver.customers';
};

const holdsStatement = (tool: Tool): boolean => tool.arguments.some((one) => one.readsAs.startsWith('sql/'));
const tools = [...registry.tools.values()].filter((tool) => !holdsStatement(tool));

const asked = (tool: Tool, role: string) => {
  const args = Object.fromEntries(tool.arguments.map((one) => [one.name, valueFor(tool, one)]));
  const effects = interceptPlain(tool, args, catalog);
  const facts = { ...factsOf({ role, tool, effects }), catalog, capabilities: capabilitiesOf(effects, tool) };
  return policy.decidePhase('capability', facts);
};

describe('a plain call of a shipped tool', () => {
  it.each(tools.map((tool) => [tool.name, tool] as const))('%s passes for a cleaner', (_name, tool) => {
    expect(asked(tool, 'cleaner')).toMatchObject({ effect: 'pass' });
  });

  it('passes for an analyst where it neither writes nor validates', () => {
    const denied = tools.filter((tool) => asked(tool, 'analyst').effect === 'deny').map((tool) => tool.name);
    expect(denied.sort()).toEqual([
      'aegis__preview',
      'aegis__promote',
      'aegis__validate',
      'postgres__copy_if_version',
      'postgres__load_if_version',
      's3__copy',
      's3__copy_if_version',
      's3__delete',
      's3__put',
      's3__put_if_absent_or_version',
    ]);
  });
});

it('every grant of the shipped policy matches a shipped dataset', () => {
  const warned = lintPolicy(policy, { roles: ['analyst', 'cleaner'], catalog });
  expect(warned.filter((one) => one.message.includes('dataset') || one.message.includes('runs as'))).toEqual(
    [],
  );
});
