/** Columns of PostgreSQL's own views, in their order, so that `*` is known of them; of those alone that are the same in each version that is spoken to. Of what a column holds it says one thing: whether it is no more than how something is called, of what kind it is or how much there is. */
const split = (names: string): readonly string[] => names.split(/\s+/);
const grants =
  'grantor grantee table_catalog table_schema table_name privilege_type is_grantable with_hierarchy';

const views: Readonly<Record<string, string>> = {
  'information_schema.check_constraints': 'constraint_catalog constraint_schema constraint_name check_clause',
  'information_schema.columns': `table_catalog table_schema table_name column_name ordinal_position column_default is_nullable data_type
character_maximum_length character_octet_length numeric_precision numeric_precision_radix numeric_scale datetime_precision interval_type
interval_precision character_set_catalog character_set_schema character_set_name collation_catalog collation_schema collation_name
domain_catalog domain_schema domain_name udt_catalog udt_schema udt_name scope_catalog scope_schema scope_name maximum_cardinality
dtd_identifier is_self_referencing is_identity identity_generation identity_start identity_increment identity_maximum identity_minimum
identity_cycle is_generated generation_expression is_updatable`,
  'information_schema.constraint_column_usage':
    'table_catalog table_schema table_name column_name constraint_catalog constraint_schema constraint_name',
  'information_schema.constraint_table_usage':
    'table_catalog table_schema table_name constraint_catalog constraint_schema constraint_name',
  'information_schema.key_column_usage': `constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name column_name
ordinal_position position_in_unique_constraint`,
  'information_schema.referential_constraints': `constraint_catalog constraint_schema constraint_name unique_constraint_catalog
unique_constraint_schema unique_constraint_name match_option update_rule delete_rule`,
  'information_schema.role_table_grants': grants,
  'information_schema.schemata': `catalog_name schema_name schema_owner default_character_set_catalog default_character_set_schema
default_character_set_name sql_path`,
  'information_schema.sequences': `sequence_catalog sequence_schema sequence_name data_type numeric_precision numeric_precision_radix
numeric_scale start_value minimum_value maximum_value increment cycle_option`,
  'information_schema.table_privileges': grants,
  'information_schema.tables': `table_catalog table_schema table_name table_type self_referencing_column_name reference_generation
user_defined_type_catalog user_defined_type_schema user_defined_type_name is_insertable_into is_typed commit_action`,
  'information_schema.views': `table_catalog table_schema table_name view_definition check_option is_updatable is_insertable_into
is_trigger_updatable is_trigger_deletable is_trigger_insertable_into`,
  'pg_catalog.pg_indexes': 'schemaname tablename indexname tablespace indexdef',
  'pg_catalog.pg_matviews':
    'schemaname matviewname matviewowner tablespace hasindexes ispopulated definition',
  'pg_catalog.pg_policies': 'schemaname tablename policyname permissive roles cmd qual with_check',
  'pg_catalog.pg_rules': 'schemaname tablename rulename definition',
  'pg_catalog.pg_sequences': `schemaname sequencename sequenceowner data_type start_value min_value max_value increment_by cycle cache_size
last_value`,
  'pg_catalog.pg_tables':
    'schemaname tablename tableowner tablespace hasindexes hasrules hastriggers rowsecurity',
  'pg_catalog.pg_views': 'schemaname viewname viewowner definition',
};

/** By `schema.name`; undefined where nobody has told them. */
function columnsShownBy(view: string): readonly string[] | undefined {
  const names = Object.hasOwn(views, view) ? views[view] : undefined;
  return names === undefined ? undefined : split(names);
}

/** Of views, the columns that hold no more than a name, a kind or a count. INVARIANT: what somebody wrote down may be a value: a default, a condition, a definition, a comment, an option. None of these is such. */
const plain: ReadonlySet<string> = new Set(
  split(`table_catalog table_schema table_name table_type is_insertable_into column_name ordinal_position is_nullable data_type
character_maximum_length character_octet_length numeric_precision numeric_precision_radix numeric_scale datetime_precision udt_catalog
udt_schema udt_name is_identity is_generated is_updatable constraint_catalog constraint_schema constraint_name unique_constraint_schema
unique_constraint_name position_in_unique_constraint match_option update_rule delete_rule catalog_name schema_name sequence_catalog
sequence_schema sequence_name schemaname tablename viewname matviewname indexname sequencename rulename hasindexes hasrules hastriggers
ispopulated`),
);

/** The same of tables and of views whose other columns are not told. INVARIANT: each version has each of them in just this one: a name that it lacks would be that of a row further out. */
const parts: Readonly<Record<string, string>> = {
  'information_schema.table_constraints':
    'constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name constraint_type',
  'pg_catalog.pg_attribute':
    'attrelid attname atttypid attlen attnum atttypmod attnotnull atthasdef attisdropped attidentity',
  'pg_catalog.pg_class':
    'relname relnamespace relkind reltuples relpages relnatts relhasindex relispartition',
  'pg_catalog.pg_constraint': 'conname connamespace contype convalidated conrelid conindid confrelid',
  'pg_catalog.pg_index': 'indexrelid indrelid indnatts indisunique indisprimary indisvalid',
  'pg_catalog.pg_namespace': 'nspname',
  'pg_catalog.pg_stat_user_indexes': 'relid indexrelid schemaname relname indexrelname idx_scan',
  'pg_catalog.pg_stat_user_tables': `relid schemaname relname seq_scan idx_scan n_tup_ins n_tup_upd n_tup_del n_live_tup n_dead_tup last_vacuum
last_autovacuum last_analyze last_autoanalyze`,
  'pg_catalog.pg_type': 'typname typnamespace typtype',
};

/** What a view or a table of the engine's shows by names that are told, with whether each is plain; `isWhole` where there are no others. */
export function shownBy(dataset: string): {
  readonly isWhole: boolean;
  readonly columns: readonly { readonly name: string; readonly isPlain: boolean }[];
} {
  const whole = columnsShownBy(dataset);
  if (whole !== undefined)
    return { isWhole: true, columns: whole.map((name) => ({ name, isPlain: plain.has(name) })) };
  const some = Object.hasOwn(parts, dataset) ? split(parts[dataset] ?? '') : [];
  return { isWhole: false, columns: some.map((name) => ({ name, isPlain: true })) };
}
