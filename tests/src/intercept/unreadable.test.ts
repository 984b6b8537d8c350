// Statements that nobody can ever read are told apart from those of a system that is not up yet.
import { describe, expect, it } from 'vitest';
import { askedTool } from '../../../src/call/id.js';
import { unreadable } from '../../../src/intercept/index.js';
import { registryOf } from '../manifest/compiling.js';

const manifest = (dialect: string, more = ''): string => `version: 1
system: far
dialect: ${dialect}
launch: { argv: [x] }
tools:
  ask: { can: read, description: D, arguments: { sql: { type: string, reads-as: sql/${dialect} } } }
  plain: { can: read, description: D, arguments: { sql: { type: string } } }
  shape: { audience: kernel, can: describe, description: D }
${more}`;

function why(text: string, name = 'ask'): string | undefined {
  const registry = registryOf(text);
  const tool = registry.tools.get(askedTool(`far__${name}`));
  if (tool === undefined) throw new Error('no tool');
  return unreadable(tool, registry);
}

describe('a statement is never read', () => {
  it('in a dialect that no reader knows, whatever the system can tell of itself', () => {
    const registry = registryOf(manifest('sqlite', 'kernel-tools: { snapshot: shape }'));
    const known = registry.tools.get(askedTool('far__ask'));
    if (known === undefined) throw new Error('no tool');
    // A manifest cannot name it; a tool that came about in some other way can.
    const tool = { ...known, arguments: known.arguments.map((one) => ({ ...one, readsAs: 'sql/mysql' })) };
    // `as`: the type lists what a manifest may say.
    expect(unreadable(tool as typeof known, registry)).toBe('no reader knows mysql statements');
  });

  it('of a system whose manifest names no tool for its structure', () => {
    expect(why(manifest('sqlite'))).toBe('the manifest of far names no tool that tells its structure');
  });
});

it.each(['sqlite', 'postgres'])(
  'a statement in %s of a system that tells its structure can be read',
  (dialect) => {
    expect(why(manifest(dialect, 'kernel-tools: { snapshot: shape }'))).toBeUndefined();
  },
);

it('a tool without a statement has nothing to read', () => {
  expect(why(manifest('sqlite'), 'plain')).toBeUndefined();
});
