// The tools that say what a table holds without showing it: `check_table` and `content_version`; each answers from a single snapshot.
import { z } from 'zod';
import { defineTool, type Tool } from '../../tool.js';
import { requireColumn, requireTable } from '../catalog.js';
import { Check, runCheck } from '../checks.js';
import { reading, type Store } from '../connection.js';
import { contentVersion, sampledVersion } from '../content.js';

const checkTable = (store: Store) =>
  defineTool({
    name: 'check_table',
    description:
      'Runs checks on a table and computes its content version in the same snapshot. A failing check gives a count and up to 20 primary keys. With `sample`, also up to 5000 values of each named column.',
    reads: true,
    input: z.strictObject({
      table: z.string(),
      checks: z.array(Check).max(100),
      sample: z.array(z.string()).max(100).optional(),
    }),
    run: ({ table, checks, sample }) =>
      reading(store, (connection) => {
        const subject = requireTable(connection, table);
        for (const column of sample ?? []) requireColumn(subject, column);
        const content = sample
          ? sampledVersion(connection, subject, sample)
          : contentVersion(connection, subject);
        const results = checks.map((check) => runCheck(connection, subject, check));
        return { ...content, results, columns: subject.columns };
      }),
  });

const version = (store: Store) =>
  defineTool({
    name: 'content_version',
    description: 'Digests the definition and all rows of a table.',
    reads: true,
    input: z.strictObject({ table: z.string() }),
    run: ({ table }) =>
      reading(store, (connection) => contentVersion(connection, requireTable(connection, table))),
  });

export function validationTools(store: Store): readonly Tool[] {
  return [checkTable(store), version(store)];
}
