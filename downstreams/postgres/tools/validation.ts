// The tools that say what a table holds without showing it: `check_table` and `content_version`; each answers from a single snapshot.
import { z } from 'zod';
import { defineTool, type Tool } from '../../tool.js';
import { requireColumn, requireTable } from '../catalog.js';
import { Check, type CheckResult, runCheck } from '../checks.js';
import { contentVersion, sampledVersion } from '../content.js';
import type { Session, Store } from '../engine.js';

const Input = z.strictObject({
  table: z.string(),
  checks: z.array(Check).max(100),
  sample: z.array(z.string()).max(100).optional(),
});

async function validate(session: Session, { table, checks, sample }: z.output<typeof Input>) {
  const subject = await requireTable(session, table);
  for (const column of sample ?? []) requireColumn(subject, column);
  const content = await (sample
    ? sampledVersion(session, subject, sample)
    : contentVersion(session, subject));
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await runCheck(session, subject, check));
  return { ...content, results, columns: subject.columns };
}

const checkTable = (store: Store) =>
  defineTool({
    name: 'check_table',
    description:
      'Runs checks on a table and computes its content version in the same snapshot. A failing check gives a count and up to 20 primary keys. With `sample`, also up to 5000 values of each named column.',
    reads: true,
    input: Input,
    run: (input, signal) => store.reading('inspect', (session) => validate(session, input), signal),
  });

const version = (store: Store) =>
  defineTool({
    name: 'content_version',
    description: 'Digests the definition and all rows of a table.',
    reads: true,
    input: z.strictObject({ table: z.string() }),
    run: ({ table }, signal) =>
      store.reading(
        'inspect',
        async (session) => contentVersion(session, await requireTable(session, table)),
        signal,
      ),
  });

export function validationTools(store: Store): readonly Tool[] {
  return [checkTable(store), version(store)];
}
