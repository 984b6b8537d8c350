/** PostgreSQL's functions, types and operators that a statement may use. What is not here has an effect nobody has looked at. */

const split = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Aggregates and window functions. */
export const aggregates =
  split(`array_agg any_value avg bit_and bit_or bit_xor bool_and bool_or count every json_agg
jsonb_agg json_object_agg jsonb_object_agg json_agg_strict jsonb_agg_strict json_object_agg_strict
json_object_agg_unique json_object_agg_unique_strict jsonb_object_agg_strict jsonb_object_agg_unique
jsonb_object_agg_unique_strict max min range_agg range_intersect_agg
string_agg sum xmlagg corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp var_pop var_samp variance mode percentile_cont
percentile_disc rank dense_rank percent_rank cume_dist row_number ntile lag lead first_value last_value nth_value`);

/** Functions of pg_catalog that touch nothing but their arguments, the clock or chance. */
export const pure =
  split(`abs acos acosd acosh age area array_append array_cat array_dims array_fill array_length
array_lower array_ndims array_position array_positions array_prepend array_remove array_replace array_reverse
array_sample array_shuffle array_sort array_to_json array_to_string array_upper array_to_tsvector ascii asin asind asinh atan
atan2 atan2d atand atanh bit_count bit_length btrim casefold cardinality cbrt ceil ceiling center char_length
character_length chr clock_timestamp coalesce concat concat_ws convert convert_from convert_to cos cosd cosh cot cotd
crc32 crc32c current_date current_time current_timestamp date date_add date_bin date_part date_subtract date_trunc decode degrees
div encode erf erfc exp extract factorial float4 float8 floor format format_type gamma gcd gen_random_uuid generate_series
generate_subscripts get_bit get_byte greatest initcap int2 int4 int8 isempty isfinite json_array json_array_element
json_array_element_text json_array_elements json_array_elements_text json_array_length json_build_array
json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object json_object_field
json_object_field_text json_object_keys json_scalar json_strip_nulls json_to_record json_to_recordset json_typeof
jsonb_array_element jsonb_array_element_text jsonb_array_elements jsonb_array_elements_text jsonb_array_length
jsonb_build_array jsonb_build_object jsonb_concat jsonb_contains jsonb_delete jsonb_each jsonb_each_text jsonb_exists
jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_field jsonb_object_field_text
jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first
jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof justify_days
justify_hours justify_interval lcm least left length lgamma like_escape ln localtime localtimestamp log log10 lower lower_inc
lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz md5 min_scale mod multirange
normalize notlike now nullif num_nonnulls num_nulls numeric numnode octet_length overlaps overlay parse_ident
pg_column_size pg_size_pretty pg_typeof phraseto_tsquery pi plainto_tsquery position pow power quote_ident
quote_literal quote_nullable radians random random_normal range_merge regexp_count regexp_instr regexp_like regexp_match
regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right
round row_to_json rpad rtrim scale sha224 sha256 sha384 sha512 sign similar_to_escape sin sind sinh split_part sqrt
starts_with statement_timestamp string_to_array string_to_table strip strpos substr substring tan tand tanh text
textcat timeofday timezone to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number to_oct to_timestamp
to_tsquery to_tsvector transaction_timestamp translate trim trim_array trim_scale trunc ts_headline ts_rank
ts_rank_cd unicode_assigned unistr unnest upper upper_inc upper_inf uuidv4 uuidv7 uuid_extract_timestamp
uuid_extract_version varchar websearch_to_tsquery width_bucket xmlcomment xmlconcat xmlforest grouping daterange
int4range int8range numrange tsrange tstzrange bpchar timestamp timestamptz interval time bool like ilike
current_database current_schema current_schemas version getdatabaseencoding pg_client_encoding pg_char_to_encoding
pg_encoding_to_char pg_encoding_max_length pg_size_bytes unicode_version icu_unicode_version xmlexists
xml_is_well_formed_content xml_is_well_formed_document diameter radius ishorizontal isvertical isparallel isperp macaddr8_set7bit
 xml_is_well_formed txid_current_if_assigned
abbrev box broadcast circle datemultirange diagonal enum_first enum_last enum_range family hash_array hash_record hash_record_extended
hashint4 hashint8 hashtext hashtextextended height host hostmask inet_merge inet_same_family int4multirange int8multirange is_normalized
isclosed isopen json_to_tsvector jsonb_path_exists_tz jsonb_path_match_tz jsonb_path_query_array_tz jsonb_path_query_first_tz
jsonb_path_query_tz jsonb_to_tsvector line lseg masklen netmask network npoints nummultirange path pclose pg_collation_for
pg_input_error_info pg_input_is_valid point polygon popen querytree set_bit set_byte set_masklen setweight slope ts_delete ts_filter
to_regclass tsmultirange tsquery_phrase tstzmultirange tsvector_to_array width xpath xpath_exists`);

/** Functions that answer for every value, in work that grows with its length alone. */
export const steady = split(`count string_agg array_agg any_value lower upper initcap length char_length
character_length octet_length bit_length md5 coalesce concat reverse quote_literal quote_nullable row_to_json to_json
to_jsonb json_agg jsonb_agg row_number rank dense_rank percent_rank cume_dist first_value last_value bool_and bool_or every
pg_typeof num_nulls num_nonnulls grouping`);

/** Functions whose text is as long as a number or another text says. */
export const growing = split('repeat lpad rpad center format replace regexp_replace array_fill overlay');

/** Functions that put their arguments together. */
export const joining =
  split(`concat concat_ws format textcat array_append array_cat array_prepend json_build_array json_build_object json_object
jsonb_build_array jsonb_build_object jsonb_concat jsonb_insert jsonb_object jsonb_set jsonb_set_lax`);

/** Functions that write a sign as several. */
export const escaping =
  split(`quote_literal quote_nullable quote_ident to_json to_jsonb row_to_json array_to_json json_build_array json_build_object
jsonb_build_array jsonb_build_object json_object jsonb_object encode normalize unaccent`);

/** Aggregates whose value is as long as all of theirs together. */
export const gathering =
  split(`string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg json_agg_strict jsonb_agg_strict
json_object_agg_strict jsonb_object_agg_strict json_object_agg_unique json_object_agg_unique_strict jsonb_object_agg_unique
jsonb_object_agg_unique_strict xmlagg`);

/** Functions that give rows. */
export const repeating =
  split(`generate_series generate_subscripts unnest json_array_elements json_array_elements_text jsonb_array_elements
jsonb_array_elements_text json_each json_each_text jsonb_each jsonb_each_text json_object_keys jsonb_object_keys
jsonb_path_query jsonb_path_query_tz regexp_matches regexp_split_to_table string_to_table json_to_recordset jsonb_to_recordset
json_populate_recordset jsonb_populate_recordset`);

/** Of these a value stays what it is. */
export const keeping = split('lower upper initcap btrim ltrim rtrim trim');

/** Types that every value can be cast to. */
export const steadyTypes = split('text varchar unknown');

export const builtInTypes =
  split(`bigint bigserial bit bool boolean box bpchar bytea char character cidr circle cstring
date datemultirange daterange decimal double float float4 float8 inet int int2 int4 int4multirange int4range int8 int8multirange int8range integer interval json
jsonb jsonpath line lseg macaddr macaddr8 money name nummultirange numeric numrange oid path point polygon real regclass regnamespace serial
serial2 serial4 serial8 smallint smallserial text tid time timestamp timestamptz timetz tsmultirange tsquery tsrange tstzmultirange tstzrange
tsvector uuid varbit varchar xid xml unknown record anyelement void`);

/** Operators of pg_catalog; a name of the user's own may be anything. */
export const operators =
  split(`= <> != < <= > >= + - * / % ^ || |/ ||/ @ & | # ~ << >> ~~ !~~ ~~* !~~* ~* !~ !~* -> ->>
#> #>> @> <@ ? ?| ?& #- @? @@ && -|- &< &> ^@ ~~~ <-> |&> <^ >^ @@@ !! ~= <<= >>= <<| |>> &<| |&> ## ?- ?# ?|| @-@`);

/** Columns of functions in FROM that name their own. */
export const functionColumns: ReadonlyMap<string, readonly string[]> = new Map(
  ['json', 'jsonb'].flatMap((kind) => [
    [`${kind}_each`, ['key', 'value']],
    [`${kind}_each_text`, ['key', 'value']],
    [`${kind}_array_elements`, ['value']],
    [`${kind}_array_elements_text`, ['value']],
  ]),
);

/** Functions in FROM of one column. */
export const single =
  split(`generate_series generate_subscripts json_object_keys jsonb_object_keys jsonb_path_query regexp_matches
regexp_split_to_table string_to_table`);

/** Functions that give rows of the type of their first argument. */
export const populating = split(
  'json_populate_record json_populate_recordset jsonb_populate_record jsonb_populate_recordset',
);

/** Functions whose array holds texts and no rows. */
export const listing = split('string_to_array regexp_split_to_array regexp_match');

export const systemColumns = split('ctid xmin xmax cmin cmax tableoid');

/** Settings whose value tells of the engine and of no operator. */
export const settings =
  split(`timezone datestyle intervalstyle server_version server_version_num server_encoding client_encoding
standard_conforming_strings integer_datetimes lc_collate lc_ctype lc_messages lc_monetary lc_numeric lc_time max_identifier_length
bytea_output extra_float_digits default_text_search_config statement_timeout lock_timeout idle_in_transaction_session_timeout
transaction_isolation transaction_read_only default_transaction_isolation default_transaction_read_only search_path work_mem`);

/** Tables and views of the engine that tell what there is, how much of it, and how often it was used. The others hold secrets, samples, or what others do. */
export const structural =
  split(`pg_class pg_attribute pg_attrdef pg_namespace pg_index pg_constraint pg_type pg_tables pg_views pg_indexes pg_matviews
pg_enum pg_range pg_inherits pg_partitioned_table pg_am pg_collation pg_depend pg_description pg_timezone_names pg_timezone_abbrevs pg_proc pg_operator
pg_opclass pg_cast pg_language pg_aggregate pg_trigger pg_rewrite pg_rules pg_policy pg_policies pg_sequence pg_sequences pg_extension pg_available_extensions
pg_roles pg_database pg_tablespace pg_statistic_ext pg_stats pg_stat_user_tables pg_stat_all_tables pg_stat_user_indexes pg_stat_all_indexes
pg_stat_xact_user_tables pg_stat_user_functions pg_statio_user_tables pg_statio_all_tables pg_statio_user_indexes pg_statio_all_indexes pg_stat_database`);

/** Of these, what is made of the values of columns. */
export const statistical = split('pg_stats');

/** A name that may be one of PostgreSQL's own: bare, or of its schema. */
export const isBuiltIn = (names: readonly string[]): boolean =>
  names.length === 1 || (names.length === 2 && names[0] === 'pg_catalog');
