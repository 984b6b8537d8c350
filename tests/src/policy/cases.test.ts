/** The shipped policy, case by case: a call's effects in, the decision out. The cases are in `tests/cases/policy/`. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Write } from '../../../src/intercept/effects.js';
import { readYaml } from '../../../src/yaml/document.js';
import {
  defaultText,
  effectsOf,
  factsOf,
  noon,
  policyOf,
  receipt,
  type ToolKey,
  tools,
  verdictOf,
} from './fixtures.js';

const strings = z.array(z.string()).default([]);
const caseForm = z.strictObject({
  name: z.string(),
  role: z.string().default('cleaner'),
  tool: z.enum(Object.keys(tools) as [ToolKey, ...ToolKey[]]).default('execute'),
  reads: strings,
  writes: z.array(z.looseObject({ dataset: z.string() })).default([]),
  touches: strings,
  more: z.record(z.string(), z.unknown()).default({}),
  /** Hours since each receipt was minted, by dataset. */
  receipts: z.record(z.string(), z.number()).default({}),
  lapsed: strings,
  doubts: strings,
  allowed: z.array(z.record(z.string(), z.unknown())).optional(),
  denied: z.record(z.string(), z.unknown()).optional(),
});

const folder = new URL('../../cases/policy/', import.meta.url);
const shipped = policyOf(defaultText);

describe.each(readdirSync(folder))('%s', (file) => {
  const document = readYaml(readFileSync(new URL(file, folder), 'utf8'), file);
  const cases = z.array(caseForm).parse(document.value);

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const facts = factsOf({
      role: one.role,
      tool: tools[one.tool],
      effects: effectsOf({
        reads: one.reads,
        // A case writes what it needs of a write; the fixture fills in the rest.
        writes: one.writes as readonly (Partial<Write> & { readonly dataset: string })[],
        touches: one.touches,
        more: one.more,
      }),
      receipts: Object.entries(one.receipts).map(([name, hours]) => receipt(name, noon - hours * 3_600_000)),
      lapsed: one.lapsed,
      doubts: one.doubts,
    });
    const verdict = verdictOf(shipped, facts);
    expect([one.allowed, one.denied].filter((wanted) => wanted !== undefined)).toHaveLength(1);
    if (one.denied !== undefined) expect(verdict).toMatchObject({ effect: 'deny', refusal: one.denied });
    else expect(verdict).toMatchObject({ effect: 'pass', obligations: one.allowed });
  });
});

it('every mask of the shipped policy, most specific first where a class has its own', () => {
  const owed = shipped.permit(factsOf({}), []).obligations;
  expect(owed).toEqual([
    {
      kind: 'mask',
      rules: [
        { id: 'mask-pii-email', class: 'pii.email', operator: 'token' },
        { id: 'mask-pii-phone', class: 'pii.phone', operator: 'last4' },
        { id: 'mask-pii-card', class: 'pii.card', operator: 'last4' },
        { id: 'mask-pii-birth-date', class: 'pii.birth_date', operator: 'year' },
        { id: 'mask-pii-any', class: 'pii.*', operator: 'redact' },
        { id: 'kernel:redact', class: '*', operator: 'redact' },
      ],
    },
  ]);
});
