/** The one table of stable codes. A code never changes its meaning; `tests/house/` freezes the list. */

export type Phase =
  | 'admission'
  | 'resolve'
  | 'intercept'
  | 'capability'
  | 'argument'
  | 'precondition'
  | 'execute'
  | 'transform'
  | 'mint'
  | 'audit';

interface CodeRow {
  /** Lower case, one line, no value of the call. */
  readonly message: string;
  readonly help: string;
  /** Whether the same call can succeed later without a change of its own. */
  readonly retry: 'no' | 'later' | 'changed';
}

const row = (message: string, help: string, retry: CodeRow['retry']): CodeRow => ({ message, help, retry });

export const codes = {
  'unknown-tool': row('no such tool', 'list the tools and use a name from the list', 'changed'),
  'tool-drift': row(
    'the tool is no longer the one that was approved',
    'tell the operator: `aegis manifest diff` shows what has changed',
    'no',
  ),
  'bad-arguments': row(
    'the arguments do not fit the schema',
    'read the tool schema and send what it names',
    'changed',
  ),
  'not-understood': row('the call could not be read', 'send a simpler statement, one at a time', 'changed'),
  'not-read-in-time': row(
    'the statement was not read in time',
    'call again; if it is late again, send a simpler statement',
    'later',
  ),
  'not-granted': row('no grant covers this', 'ask for something that the role may do', 'changed'),
  forbidden: row('a rule forbids this', 'ask for something that the rule allows', 'changed'),
  'limit-exceeded': row('an argument passes a limit', 'ask for less', 'changed'),
  'precondition-failed': row('a required state does not hold', 'bring it about, then call again', 'changed'),
  'rule-error': row('a rule could not be evaluated', 'tell the operator: a rule that errs denies', 'no'),
  'unknown-dataset': row('the dataset is not in the catalog', 'use a catalogued dataset', 'changed'),
  'classified-filter': row(
    'rows may not be chosen by a classified column',
    'select by key, or by a column that is clear',
    'changed',
  ),
  'classified-flow': row(
    'a classified value may not be written where its class cannot follow',
    'write it to a column of its own class',
    'changed',
  ),
  'masked-value-in-write': row(
    'an argument holds a mask that this kernel made',
    'copy rows inside the system by key instead of sending masked values back',
    'changed',
  ),
  'masked-value-in-argument': row(
    'an argument holds a mask that this kernel made, and nothing is stored under one',
    'choose the rows by their key, or by a column that is clear',
    'changed',
  ),
  'seal-refused': row(
    'a sealed value may not be used here',
    'bind it as it is, to a mark that a WHERE or an ON compares by `=` with a column of its class or that is put into one (what does not equal it: `NOT IN (SELECT …)`), in a system where the role may unseal that class',
    'changed',
  ),
  'row-guard': row(
    'the write would touch more rows than allowed',
    'pin the rows by key or narrow the predicate',
    'changed',
  ),
  'unpinned-write': row('this system takes writes pinned to keys only', 'pin the rows by key', 'changed'),
  'budget-spent': row(
    'what is given of this class has been given',
    'ask for columns that are clear, or for counts; whoever goes on asking has the class sealed',
    'changed',
  ),
  'budget-held': row(
    'earlier calls may take the rest of what is given of this class',
    'wait for the earlier calls, then call again',
    'later',
  ),
  'class-sealed': row(
    'too much was asked of this class, and nothing that touches it is done any more',
    'tell the operator; ask for what holds no such value',
    'no',
  ),
  'dataset-in-doubt': row(
    'an earlier write to the dataset has no known outcome',
    'wait, then validate again',
    'later',
  ),
  'dataset-busy': row('another request holds the dataset', 'call again shortly', 'later'),
  'version-mismatch': row('the dataset changed since it was validated', 'validate it again', 'changed'),
  'schema-changed': row('the schema changed since the statement was read', 'call again', 'later'),
  'hidden-order': row(
    'the rows would come in the order of a column that is hidden',
    'read the table itself instead of a view of it, or ask for one row by its key',
    'changed',
  ),
  'hidden-constraint': row(
    'the target holds its rows to something that would tell of a value that is hidden',
    'have an operator take the key, check, reference, trigger or narrower type off the target, or mask the column with `drop` into it',
    'changed',
  ),
  'bad-cursor': row('the cursor is not valid here', 'start again without a cursor', 'changed'),
  withheld: row('the result could not be made safe', 'ask for columns that are clear', 'changed'),
  'engine-down': row(
    'the engine that looks for personal values was not available',
    'call again later',
    'later',
  ),
  overloaded: row('too many calls at once', 'wait for the earlier calls, then call again', 'later'),
  'downstream-failed': row(
    'the system reported an error',
    'check the call; the system gave a code only',
    'changed',
  ),
  'downstream-down': row('the system is not available', 'call again later', 'later'),
  'deadline-passed': row('the call took too long', 'ask for less', 'later'),
  cancelled: row('the call was cancelled', 'call again if it is still wanted', 'later'),
  'audit-failed': row('the outcome could not be recorded', 'tell the operator', 'no'),
  sealed: row('the kernel is sealed', 'tell the operator', 'no'),
  draining: row('the kernel is stopping', 'call again after it has restarted', 'later'),
  defect: row('the kernel failed', 'tell the operator', 'no'),
} as const satisfies Record<string, CodeRow>;

export type Code = keyof typeof codes;
