/** SQLite's words: its keywords, the pure functions that a statement may use, and the verbs that are never prepared. */

export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const keywords = words(`abort action add after all alter always analyze and as asc attach autoincrement
before begin between by cascade case cast check collate column commit conflict constraint create cross current
current_date current_time current_timestamp database default deferrable deferred delete desc detach distinct do
drop each else end escape except exclude exclusive exists explain fail filter first following for foreign from
full generated glob group groups having if ignore immediate in index indexed initially inner insert instead
intersect into is isnull join key last left like limit match materialized natural no not nothing notnull null
nulls of offset on or order others outer over partition plan pragma preceding primary query raise range
recursive references regexp reindex release rename replace restrict returning right rollback row rows savepoint
select set table temp temporary then ties to transaction trigger unbounded union unique update using vacuum
values view virtual when where window with within without true false`);

/** Built-in functions without a side effect. What is not here is opaque, whatever it does. */
export const pureFunctions = words(`abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling char coalesce
concat concat_ws cos cosh count cume_dist current_date current_time current_timestamp date datetime degrees
dense_rank exp first_value floor format glob group_concat hex if ifnull iif instr json json_array
json_array_insert json_array_length json_error_position json_extract json_group_array json_group_object
json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type json_valid
jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert
jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set julianday lag last_value lead length like
likelihood likely ln log log10 log2 lower ltrim max median min mod nth_value ntile nullif octet_length
percent_rank percentile percentile_cont percentile_disc pi pow power printf quote radians random rank
replace round row_number rtrim sign sin sinh soundex sqlite_version sqrt strftime string_agg substr substring
subtype sum tan tanh time timediff total trim trunc typeof unhex unicode unistr unistr_quote unixepoch unlikely
upper -> ->>`);

/** Table-valued functions that read their arguments alone. */
export const pureTables = words('json_each json_tree jsonb_each jsonb_tree');

/** Verbs refused before any prepare, and the kind of effect each is: preparing some of them already acts. */
export const controlKinds: ReadonlyMap<string, string> = new Map([
  ['pragma', 'pragma'],
  ['attach', 'attach'],
  ['detach', 'attach'],
  ['vacuum', 'pragma'],
  ['reindex', 'pragma'],
  ['analyze', 'pragma'],
  ['explain', 'unknown'],
  ['begin', 'transaction'],
  ['commit', 'transaction'],
  ['end', 'transaction'],
  ['rollback', 'transaction'],
  ['savepoint', 'transaction'],
  ['release', 'transaction'],
]);
