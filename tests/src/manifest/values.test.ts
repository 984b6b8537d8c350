// A tool that takes no name says itself what it works on: policy reads it, the agent neither sees nor gives it.
import { describe, expect, it } from 'vitest';
import { askedTool } from '../../../src/call/id.js';
import { interceptPlain, validateArguments } from '../../../src/intercept/index.js';
import { inputSchemaOf } from '../../../src/manifest/listing.js';
import { capabilitiesOf } from '../../../src/policy/capabilities.js';
import { outgoing } from '../../../src/policy/outgoing.js';
import { compiled, problemsOf } from './compiling.js';

const manifest = (argument: string, can = 'read'): string =>
  [
    'version: 1',
    'system: memory',
    'launch: { argv: [x] }',
    'tools:',
    `  graph: { can: ${can}, description: D, arguments: { names: { type: array, required: false }, of: { ${argument} } } }`,
    'catalog: { datasets: { silver.memory: { tier: silver, columns: { name: clear, notes: pii.text } } } }',
    '',
  ].join('\n');
const value = 'type: string, reads-as: dataset, value: silver.memory';

const { registry, catalog } = compiled([manifest(value)]);
const tool = registry.tools.get(askedTool('memory__graph'));
if (tool === undefined) throw new Error('no tool');

describe('a value of the manifest’s own', () => {
  it('is read as if it had been given', () => {
    const effects = interceptPlain(tool, {}, catalog);
    expect(effects.reads.map((read) => read.dataset)).toEqual(['silver.memory']);
    expect(effects.egress.map((column) => column.name)).toEqual(['name', 'notes', '*']);
    expect(capabilitiesOf(effects, tool)).toEqual([{ action: 'read', dataset: 'silver.memory' }]);
  });

  it('is not published, not the agent’s to give and not sent on', () => {
    expect(Object.keys(inputSchemaOf(tool).properties ?? {})).toEqual(['names']);
    expect(validateArguments(tool, { of: 'silver.memory' })).toEqual(['1 unknown argument']);
    expect(validateArguments(tool, {})).toEqual([]);
    const bounds = { offset: 0, schema: undefined, obligations: [], clear: () => ({}) };
    expect(outgoing(tool, { names: ['a'], of: 'gold.x' }, bounds)).toEqual({ names: ['a'] });
  });

  it('stands against whatever an agent writes in its place', () => {
    const reads = interceptPlain(tool, { of: 'gold.secret' }, catalog).reads;
    expect(reads.map((read) => read.dataset)).toEqual(['silver.memory']);
  });

  it('of a tool that writes makes the write a write of that dataset', () => {
    const text = manifest(value.replace('dataset,', 'dataset, for: delete,'), '[read, delete]');
    const writer = compiled([text]).registry.tools.get(askedTool('memory__graph'));
    const writes = writer === undefined ? [] : interceptPlain(writer, {}, catalog).writes;
    expect(writes).toMatchObject([{ dataset: 'silver.memory', mode: 'delete', scope: 'none' }]);
  });

  it.each([
    ['type: string, value: silver.memory', '5:113 only what reads as `dataset` has a value'],
    ['type: string, reads-as: object-key, value: silver/a', '5:135 only what reads as `dataset` has a value'],
    ['type: string, reads-as: dataset, value: silver.other', '5:139 dataset `silver.other` is not declared'],
  ])('is refused: %s', (argument, problem) => {
    const found = problemsOf([manifest(argument)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`m1.yaml:${problem}`);
  });

  it('is refused where the dataset is another system’s', () => {
    const other = manifest(value)
      .replace('system: memory', 'system: other')
      .replace(/catalog: .*\n/, '');
    expect(problemsOf([manifest(value), other])).toHaveLength(1);
  });
});
