/** CREATE, DROP and ALTER in terms of datasets. A lost column or table is also an unscoped write: receipts on it die. */
import { type Catalog, datasetNamed } from '../../../../catalog/catalog.js';
import type { Effects, Write } from '../../../effects.js';
import { tierOf } from '../../../touches.js';
import type { Known } from '../engine/known.js';
import { find, innerText, type Statement, statementOf } from '../tokens/statement.js';
import { fold, isWord } from '../tokens/token.js';
import { writesDown } from './invented.js';
import { isReliedOn } from './relied.js';
import { renamedTo } from './rename.js';
import { type Drafted, writesOf } from './writes.js';

type Change = Pick<Effects, 'created' | 'dropped' | 'altered' | 'writes' | 'opaque'>;

const kinds: Readonly<Record<string, string>> = {
  TABLE: 'table',
  VIEW: 'view',
  INDEX: 'index',
  TRIGGER: 'trigger',
};

interface Named {
  readonly verb: string;
  readonly kind: string;
  readonly name: string;
  /** The table or view it is or hangs on. */
  readonly dataset: string;
}

function namedObjects({ reading }: Known): readonly Named[] {
  return reading.trace.events.flatMap(({ action, first, second, database }) => {
    const [verb = '', what = ''] = action.replace('_TEMP_', '_').split('_');
    const kind = kinds[what];
    if (action === 'ALTER_TABLE')
      return [
        {
          verb,
          kind: 'table',
          name: `${fold(first)}.${fold(second)}`,
          dataset: `${fold(first)}.${fold(second)}`,
        },
      ];
    if (kind === undefined || first.startsWith('sqlite_autoindex')) return [];
    const name = `${fold(database)}.${fold(first)}`;
    return [{ verb, kind, name, dataset: second === '' ? name : `${fold(database)}.${fold(second)}` }];
  });
}

/** `ALTER TABLE t RENAME TO u`: whoever asks for `t` finds it gone. */
const losesName = ({ tokens, verb, at }: Statement): boolean => {
  const rename = verb === 'alter' ? find(tokens, at, 'rename') : -1;
  return rename >= 0 && isWord(tokens[rename + 1], 'to') && tokens.length === rename + 3;
};

/** The column that `ALTER TABLE t DROP [COLUMN] c` or `RENAME [COLUMN] c TO d` names. */
function lostColumn(statement: Statement): string | undefined {
  const { tokens, verb, at } = statement;
  const drop = verb === 'alter' && !losesName(statement) ? find(tokens, at, 'drop', 'rename') : -1;
  if (drop < 0) return undefined;
  const isWorded = isWord(tokens[drop + 1], 'column') && tokens[drop + 2] !== undefined;
  return fold(tokens[drop + (isWorded ? 2 : 1)]?.name ?? '');
}

/** Whether it takes a column away: a clear one that nothing goes by holds what it held, under another name. */
function losesColumn(
  known: Known,
  { tokens, at }: Statement,
  [dataset, column]: readonly [string, string],
): boolean {
  return find(tokens, at, 'drop') >= 0 || isReliedOn(known, { dataset, column });
}

/** A name that a table takes is written like one that is made. */
const madeBy = (catalog: Catalog, dataset: string): Write => ({
  ...{ dataset, tier: tierOf(catalog, dataset), mode: 'create' },
  ...{ columns: [], scope: 'not-applicable', sources: [] },
});

/** By the references to a table that is dropped. The table itself is told as dropped. */
function cascadesOf({ reading }: Known, inner: Known | undefined, { verb }: Statement): Drafted {
  if (verb !== 'drop' || innerText(reading.text, reading.tokens) === undefined)
    return { writes: [], opaque: [] };
  if (inner === undefined) return { writes: [], opaque: ['what goes with the table is not known'] };
  const { writes, opaque } = writesOf(inner, undefined, statementOf(inner.reading.tokens));
  const [own] = writes;
  return { writes: writes.filter(({ dataset }) => dataset !== own?.dataset), opaque };
}

export function changeOf(known: Known, inner: Known | undefined, statement: Statement): Change {
  const { catalog } = known.reading;
  const objects = namedObjects(known);
  const labels = (verb: string): readonly string[] =>
    objects.filter((object) => object.verb === verb).map((object) => `${object.kind}:${object.name}`);
  const named = lostColumn(statement);
  const [table] = objects;
  const isLost = named !== undefined && losesColumn(known, statement, [table?.dataset ?? '', named]);
  const lost = isLost ? named : undefined;
  const all = (inner ?? known).datasets.filter((dataset) => datasetNamed(catalog, dataset) !== undefined);
  const from = writesDown(known.reading.tokens) ? [] : all;
  const writes = objects.map(({ verb, kind, dataset }): Write => {
    const isGone = (verb === 'DROP' && (kind === 'table' || kind === 'view')) || losesName(statement);
    const destroys = isGone || lost !== undefined;
    const sources = verb === 'CREATE' && kind !== 'index' ? from : [];
    const mode = !destroys ? 'create' : lost === undefined ? 'delete' : 'update';
    const scope = destroys ? 'none' : 'not-applicable';
    const columns = named === undefined ? [] : [named];
    return { dataset, tier: tierOf(catalog, dataset), mode, columns, scope, sources };
  });
  const renamed = renamedTo(known, statement);
  const column =
    lost === undefined || table === undefined
      ? []
      : [
          Object.hasOwn(datasetNamed(catalog, table.dataset)?.columns ?? {}, lost)
            ? `column:${table.name}.${lost}`
            : `column:${table.name}._`,
        ];
  const cascades = cascadesOf(known, inner, statement);
  const made = renamed === undefined ? [] : [madeBy(catalog, renamed)];
  return {
    created: [...labels('CREATE'), ...(renamed === undefined ? [] : [`table:${renamed}`])],
    dropped: [...new Set([...labels('DROP'), ...column])],
    altered: labels('ALTER'),
    writes: [...writes, ...cascades.writes, ...made],
    opaque: cascades.opaque,
  };
}
