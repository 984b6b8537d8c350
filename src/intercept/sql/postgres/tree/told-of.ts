/** PostgreSQL's own functions that tell of the structure, of what is kept where and of who may what; and those that draw from a sequence. It names each, and refuses a word for any other. */

const split = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

interface Telling {
  /** Where the engine keeps what they tell. */
  readonly dataset: string;
  readonly names: ReadonlySet<string>;
  /** Not a word of what somebody has written: how much there is, or whether. */
  readonly isCount: boolean;
}

/** INVARIANT: a definition holds what its author wrote down, which may be a value: a default, a check, a condition of a view. */
const tellings: readonly Telling[] = [
  {
    dataset: 'pg_catalog.pg_class',
    names: split('pg_relation_size pg_table_size pg_indexes_size pg_total_relation_size'),
    isCount: true,
  },
  {
    dataset: 'pg_catalog.pg_class',
    names:
      split(`pg_table_is_visible has_table_privilege has_column_privilege has_any_column_privilege has_sequence_privilege
pg_relation_is_updatable pg_column_is_updatable row_security_active`),
    isCount: true,
  },
  {
    dataset: 'pg_catalog.pg_database',
    names: split('pg_database_size has_database_privilege'),
    isCount: true,
  },
  { dataset: 'pg_catalog.pg_namespace', names: split('has_schema_privilege'), isCount: true },
  { dataset: 'pg_catalog.pg_type', names: split('pg_type_is_visible has_type_privilege'), isCount: true },
  {
    dataset: 'pg_catalog.pg_proc',
    names: split('pg_function_is_visible has_function_privilege'),
    isCount: true,
  },
  { dataset: 'pg_catalog.pg_constraint', names: split('pg_get_constraintdef'), isCount: false },
  { dataset: 'pg_catalog.pg_indexes', names: split('pg_get_indexdef'), isCount: false },
  { dataset: 'pg_catalog.pg_views', names: split('pg_get_viewdef'), isCount: false },
  { dataset: 'pg_catalog.pg_attrdef', names: split('pg_get_expr'), isCount: false },
  { dataset: 'pg_catalog.pg_trigger', names: split('pg_get_triggerdef'), isCount: false },
  { dataset: 'pg_catalog.pg_rules', names: split('pg_get_ruledef'), isCount: false },
  {
    dataset: 'pg_catalog.pg_proc',
    names: split(
      'pg_get_functiondef pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result',
    ),
    isCount: false,
  },
  {
    dataset: 'pg_catalog.pg_class',
    names: split('pg_get_partkeydef pg_get_partition_constraintdef pg_get_serial_sequence'),
    isCount: false,
  },
  { dataset: 'pg_catalog.pg_statistic_ext', names: split('pg_get_statisticsobjdef'), isCount: false },
  { dataset: 'pg_catalog.pg_roles', names: split('pg_get_userbyid'), isCount: false },
  {
    dataset: 'pg_catalog.pg_description',
    names: split('obj_description col_description shobj_description'),
    isCount: false,
  },
];

const byName: ReadonlyMap<string, Telling> = new Map(
  tellings.flatMap((telling) => [...telling.names].map((name) => [name, telling] as const)),
);
export const tellingNamed = (name: string): Telling | undefined => byName.get(name);

/** Of a sequence: the next number, another one from here on, the last that the session was given. */
export const drawings = split('nextval setval currval');

/** Names of PostgreSQL's own that are no one's data: they may be repeated, though nothing is known of what they do. */
export const spoken = split(
  'setseed nextval setval currval lastval set_config inet_server_addr inet_client_addr',
);

/** One of those here that are known. */
export const isReaching = (name: string): boolean =>
  byName.has(name) || drawings.has(name) || name === 'setseed';
