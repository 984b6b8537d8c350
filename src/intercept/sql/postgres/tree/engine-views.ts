/** Columns of PostgreSQL's own views, in their order, so that `*` is known of them; of those alone that are the same in each version that is spoken to. It says nothing of what a column holds. */
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
export function columnsShownBy(view: string): readonly string[] | undefined {
  const names = Object.hasOwn(views, view) ? views[view] : undefined;
  return names === undefined ? undefined : split(names);
}
