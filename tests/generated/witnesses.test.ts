// What a witness was made to do is what the kernel's reader finds that it does, fact by fact; and what a tool's arguments name is what the kernel reads in them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogued } from '../../actors/rehearsal/trial-structures.js';
import type { Effects } from '../../src/intercept/effects.js';
import { interceptPlain } from '../../src/intercept/index.js';
import { capabilitiesOf } from '../../src/policy/capabilities.js';
import { witnessesOf } from '../../src/witness/index.js';
import type { Witness } from '../../src/witness/witness.js';
import { enacted, meansFor } from './subjects.js';

const lab = enacted('policies/lab/aegis.yaml');
const { registry, catalog } = lab.law;
const { all, withoutCall } = witnessesOf({ registry, catalog, columns: new Set(['email', 'amount']) });
const { means, close } = meansFor();
beforeAll(() => loadCatalogued(means, lab.law));
afterAll(close);

const statementOf = ({ of, args }: Witness): string | undefined => {
  const name = of?.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'))?.name;
  const text = name === undefined ? undefined : args[name];
  return typeof text === 'string' ? text : undefined;
};

const made = all.filter(({ of, isMalformed }) => of !== undefined && !isMalformed);
const statements = new Map(
  made.flatMap((one) => {
    const text = statementOf(one);
    return text === undefined ? [] : [[text, one] as const];
  }),
);

/** Why a statement is not understood is the reader's to say; what a change of structure calls within is the engine's own. */
const facts = (effects: Effects) =>
  effects.opaque.length > 0
    ? 'not understood'
    : {
        ...effects,
        ...{ schema: '', shape: '', egressBy: '' },
        functions: effects.altered.length > 0 ? [] : effects.functions,
      };

describe('a statement that was made to do a thing', () => {
  it('is there for every kind of effect', () => {
    const kinds = new Set([...statements.values()].map(({ kind }) => kind));
    for (const kind of [
      'read',
      'drop',
      'alter',
      'truncate',
      'delete without WHERE',
      'update by key',
      'two statements',
    ])
      expect(kinds).toContain(kind);
    expect(statements.size).toBeGreaterThan(150);
  });

  it.each([...statements])('%s: the reader finds that, and no more', async (text, { of, effects }) => {
    const system = of?.system ?? expect.fail('no tool');
    const read = await means.reader.read({ system, dialect: 'sqlite', text });
    expect(facts(read)).toEqual(facts(effects));
  });
});

describe('a call that names its data', () => {
  const named = made.filter((one) => statementOf(one) === undefined);

  it('is there for every tool', () => expect(withoutCall).toEqual([]));

  it('does what the kernel reads in its arguments', () => {
    for (const { of, args, effects, needs, name } of named) {
      const tool = of ?? expect.fail('no tool');
      const read = interceptPlain(tool, args, catalog);
      const sorted = (list: readonly unknown[]): readonly string[] =>
        list.map((one) => JSON.stringify(one)).sort();
      expect([tool.name, name, read.opaque.length > 0]).toEqual([tool.name, name, effects.opaque.length > 0]);
      if (read.opaque.length > 0) continue;
      for (const part of ['reads', 'writes', 'dropped', 'altered', 'touches', 'flows', 'carries'] as const)
        expect([tool.name, name, part, sorted(read[part])]).toEqual([
          tool.name,
          name,
          part,
          sorted(effects[part]),
        ]);
      expect(sorted(read.egress)).toEqual(sorted(effects.egress));
      expect([tool.name, name, sorted(capabilitiesOf(read, tool))]).toEqual([
        tool.name,
        name,
        sorted([...new Set(needs.map((one) => JSON.stringify(one)))].map((one) => JSON.parse(one))),
      ]);
    }
  });
});
