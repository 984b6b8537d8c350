/** Whether a structure is short enough to be taken in: what one system tells is not to hold the thread that reads for all of them. It refuses nothing that people write by hand. */
import type { Schema } from '../../powers.js';

/** Characters. Of a hostile one, parser and tree take some five hundred times as many bytes, and the parser's memory never shrinks. */
const most = { each: 262_144, all: 16_777_216 } as const;

/** Why it is not, for the operator; undefined where it is. A script is one text of a person's own, and no definition. */
export function tooLong({ statements }: Schema): string | undefined {
  const long = statements.find(({ kind, sql }) => kind !== 'script' && sql.length > most.each);
  if (long !== undefined)
    return `the definition of ${long.kind} ${long.schema}.${long.name} has ${long.sql.length} characters, and ${most.each} are read`;
  const all = statements.reduce((sum, { sql }) => sum + sql.length, 0);
  return all > most.all ? `its definitions have ${all} characters, and ${most.all} are read` : undefined;
}
