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
    const said = 'no reader knows postgres statements';
    expect(why(manifest('postgres'))).toBe(said);
    expect(why(manifest('postgres', 'kernel-tools: { snapshot: shape }'))).toBe(said);
  });

  it('of a system whose manifest names no tool for its structure', () => {
    expect(why(manifest('sqlite'))).toBe('the manifest of far names no tool that tells its structure');
  });
});

it('a statement in a known dialect of a system that tells its structure can be read', () => {
  expect(why(manifest('sqlite', 'kernel-tools: { snapshot: shape }'))).toBeUndefined();
});

it('a tool without a statement has nothing to read', () => {
  expect(why(manifest('sqlite'), 'plain')).toBeUndefined();
});
