SELECT DISTINCT c.country FROM silver.customers c
SELECT DISTINCT ON (c.country) c.id FROM silver.customers c
SELECT DISTINCT ON (x) c.id, c.country AS x FROM silver.customers c
SELECT DISTINCT ON (2) c.id, c.country AS x FROM silver.customers c
SELECT DISTINCT ON ((c.country LIKE 'k%')) c.id FROM silver.customers c ORDER BY (c.country LIKE 'k%'), c.id
SELECT DISTINCT ON (email) c.id, c.country AS email FROM silver.customers c
SELECT c.id, c.country AS email FROM silver.customers c ORDER BY email, id
SELECT c.id, c.country AS email FROM silver.customers c ORDER BY lower(email), id
SELECT c.id, c.country AS email FROM silver.customers c ORDER BY email || '', id
SELECT c.id, c.country AS email FROM silver.customers c ORDER BY (email), id
SELECT c.id, c.country AS email FROM silver.customers c ORDER BY email COLLATE "C", id
SELECT c.id, c.country AS email FROM silver.customers c ORDER BY +length(email), id
SELECT c.id FROM silver.customers c ORDER BY c.country USING >
SELECT c.id FROM silver.customers c ORDER BY c.country USING OPERATOR(pg_catalog.<)
SELECT c.id FROM silver.customers c ORDER BY c.country NULLS FIRST
SELECT c.id FROM silver.customers c ORDER BY (c.country LIKE 'k%') DESC, id LIMIT 1
SELECT c.country FROM silver.customers c GROUP BY c.country, c.country
SELECT count(*) FROM silver.customers c GROUP BY (c.country LIKE 'k%')
SELECT count(*) FROM silver.customers c GROUP BY email
SELECT c.country AS email FROM silver.customers c GROUP BY email, country
SELECT count(*) FROM silver.customers c GROUP BY ROLLUP((c.country LIKE 'k%'))
SELECT count(*) FROM silver.customers c GROUP BY CUBE((c.country LIKE 'k%'), c.country)
SELECT count(*) FROM silver.customers c GROUP BY GROUPING SETS (((c.country LIKE 'k%')), (c.country), ())
SELECT count(*) FROM silver.customers c GROUP BY GROUPING SETS (ROLLUP((c.country LIKE 'k%'), c.id), CUBE(c.country))
SELECT count(*) FROM silver.customers c GROUP BY DISTINCT ROLLUP((c.country LIKE 'k%')), ROLLUP((c.country LIKE 'k%'))
SELECT count(*), (c.country LIKE 'k%') AS q FROM silver.customers c GROUP BY q
SELECT count(*), (c.country LIKE 'k%') AS q FROM silver.customers c GROUP BY 2
SELECT count(*), (c.country LIKE 'k%') AS q FROM silver.customers c GROUP BY ROLLUP(2)
SELECT count(*), (c.country LIKE 'k%') AS q FROM silver.customers c GROUP BY (2)
SELECT GROUPING((c.country LIKE 'k%')) FROM silver.customers c GROUP BY ROLLUP((c.country LIKE 'k%'))
SELECT c.country FROM silver.customers c GROUP BY c.country HAVING bool_or((c.country LIKE 'k%'))
SELECT c.country FROM silver.customers c GROUP BY c.country HAVING true
SELECT 1 FROM silver.customers c HAVING count(*) FILTER (WHERE (c.country LIKE 'k%')) > 0
SELECT 1 HAVING true
SELECT 1 WHERE true
SELECT c.id FROM silver.customers c LIMIT 3
SELECT c.id FROM silver.customers c OFFSET 3
SELECT c.id FROM silver.customers c ORDER BY c.country FETCH FIRST 1 ROWS WITH TIES
SELECT c.id FROM silver.customers c ORDER BY c.id FETCH FIRST (3) ROWS WITH TIES
SELECT c.id FROM silver.customers c ORDER BY c.id OFFSET 3 ROWS FETCH NEXT 2 ROWS ONLY
SELECT id FROM silver.orders UNION ALL SELECT id FROM silver.customers LIMIT 3
SELECT id FROM silver.orders INTERSECT SELECT id FROM silver.customers OFFSET 3
(SELECT id FROM silver.orders LIMIT 3) UNION ALL (SELECT id FROM silver.customers OFFSET 3)
(SELECT id FROM silver.orders ORDER BY 3-id LIMIT 1) UNION ALL (SELECT 1)
VALUES (1),(2),(3),(4),(5) LIMIT 3
VALUES (1),(2),(3) OFFSET 3-1
VALUES (1),(2),(3) ORDER BY column1 * (CASE WHEN true THEN 1 ELSE -1 END)
VALUES (c.country)
VALUES ('s',1),('m',2) ORDER BY 1
VALUES ('s',1),('m',2) ORDER BY column1
SELECT b FROM (VALUES ('s',1),('m',2) ORDER BY column1 LIMIT 1) v(a,b)
SELECT c.id, v.b FROM silver.customers c, LATERAL (VALUES (c.country,1),('m',2) ORDER BY 1 LIMIT 1) v(a,b)
SELECT c.id, v.b FROM silver.customers c, LATERAL (VALUES (1),(2) LIMIT c.id) v(b)
SELECT c.id, v.b FROM silver.customers c, LATERAL (SELECT 1 AS b UNION ALL SELECT 2 LIMIT c.id) v
SELECT c.id, (VALUES (1),(2) ORDER BY column1 * (c.id-2) LIMIT 1) FROM silver.customers c
SELECT c.id, (SELECT 1 UNION ALL SELECT 2 OFFSET LEAST(c.id,1) LIMIT 1) FROM silver.customers c
SELECT c.id, ARRAY(VALUES (1),(2) LIMIT c.id) FROM silver.customers c
SELECT c.id, 1 IN (VALUES (1) LIMIT c.id-1) FROM silver.customers c WHERE c.id<>7
SELECT c.id, EXISTS (SELECT 1 UNION SELECT 2 OFFSET c.id) FROM silver.customers c WHERE c.id<>7
WITH x AS (VALUES (1),(2),(3) LIMIT 3) SELECT * FROM x
WITH x AS (SELECT 1 AS a UNION ALL SELECT 2 LIMIT 3) SELECT * FROM x
WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM x WHERE n < 3) SELECT * FROM x
WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM x LIMIT 3) SELECT * FROM x
WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL (SELECT n+1 FROM x ORDER BY 1 LIMIT 1)) SELECT * FROM x LIMIT 3
WITH RECURSIVE x(n,m) AS (SELECT 1, '' UNION ALL SELECT n+1, c.email FROM x, silver.customers c WHERE c.id = n) SEARCH DEPTH FIRST BY m SET s SELECT n FROM x ORDER BY s
WITH RECURSIVE x(n,m) AS (SELECT 1, '' UNION ALL SELECT n+1, c.email FROM x, silver.customers c WHERE c.id = n) SEARCH BREADTH FIRST BY m SET s SELECT s FROM x
WITH RECURSIVE x(n,m) AS (SELECT 1, '' UNION ALL SELECT n+1, c.email FROM x, silver.customers c WHERE c.id = n) CYCLE m SET k USING p SELECT n,k FROM x
WITH RECURSIVE x(n,m) AS (SELECT 1, '' UNION ALL SELECT n+1, c.email FROM x, silver.customers c WHERE c.id = n) CYCLE m SET k TO 'a' DEFAULT 'b' USING p SELECT n,p FROM x
WITH x AS MATERIALIZED (SELECT c.country AS e, id FROM silver.customers c) SELECT id FROM x ORDER BY e
WITH x(a,b) AS (SELECT id, c.country FROM silver.customers c) SELECT a FROM x WHERE b > 'k'
SELECT rank() OVER (ORDER BY c.country) FROM silver.customers c
SELECT c.id, rank() OVER w FROM silver.customers c WINDOW w AS (ORDER BY c.country)
SELECT c.id, rank() OVER v FROM silver.customers c WINDOW w AS (ORDER BY c.country), v AS (w)
SELECT c.id, sum(id) OVER (w ROWS 1 PRECEDING) FROM silver.customers c WINDOW w AS (ORDER BY c.country)
SELECT c.id, sum(id) OVER (ORDER BY id ROWS 3 PRECEDING) FROM silver.customers c
SELECT c.id, sum(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 3 FOLLOWING) FROM silver.customers c
SELECT c.id, sum(id) OVER (ORDER BY id RANGE BETWEEN 3 PRECEDING AND CURRENT ROW) FROM silver.customers c
SELECT c.id, sum(id) OVER (ORDER BY id GROUPS 3 PRECEDING) FROM silver.customers c
SELECT c.id, sum(id) OVER w FROM silver.customers c WINDOW w AS (ORDER BY id ROWS 3 PRECEDING)
SELECT c.id, sum(id) OVER w FROM silver.customers c WINDOW w AS (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW)
SELECT c.id, sum(id) FILTER (WHERE (c.country LIKE 'k%')) OVER (ORDER BY id) FROM silver.customers c
SELECT c.id, sum(id) OVER (PARTITION BY (c.country LIKE 'k%')) FROM silver.customers c
SELECT c.id FROM silver.customers c ORDER BY rank() OVER (ORDER BY c.country)
SELECT c.id FROM silver.customers c ORDER BY rank() OVER w WINDOW w AS (PARTITION BY c.country ORDER BY id)
SELECT DISTINCT ON (rank() OVER w) c.id FROM silver.customers c WINDOW w AS (ORDER BY c.id)
SELECT c.id, lag(id, c.id) OVER (ORDER BY id) FROM silver.customers c WHERE id<>7
SELECT c.id, lag(id, 1, c.id) OVER (ORDER BY id) FROM silver.customers c WHERE id<>7
SELECT c.id, nth_value(id, c.id+1) OVER (ORDER BY id) FROM silver.customers c WHERE id<>7
SELECT c.id, ntile(3) OVER (ORDER BY id) FROM silver.customers c
SELECT c.id FROM silver.customers c FOR UPDATE
SELECT c.id FROM (SELECT id FROM silver.customers FOR UPDATE) c
SELECT id, s.b FROM silver.customers c NATURAL JOIN (SELECT 2 AS id, 'kk' AS email, 1 AS b) s
SELECT s.b FROM silver.customers c JOIN (SELECT 'kk' AS email, 1 AS b) s USING (email)
SELECT s.b FROM silver.customers c JOIN (SELECT 'kk' AS email, 1 AS b) s USING (email) AS j
SELECT j.email FROM silver.customers c JOIN (SELECT 'kk' AS email, 1 AS b) s USING (email) AS j
SELECT j FROM silver.customers c JOIN (SELECT 'kk' AS email, 1 AS b) s USING (email) AS j
SELECT s.b FROM silver.customers c LEFT JOIN (SELECT 'kk' AS m, 1 AS b) s ON s.m = c.country
SELECT s.b FROM silver.customers c FULL JOIN (SELECT 'kk' AS m, 1 AS b) s ON s.m = c.country
SELECT s.b FROM (silver.customers c JOIN (SELECT 'kk' AS m, 1 AS b) s ON s.m = c.country)
SELECT x.b FROM (silver.customers c JOIN (SELECT 'kk' AS m, 1 AS b) s ON s.m = c.country) AS x
SELECT x.g FROM (silver.customers CROSS JOIN (SELECT 'kk' AS m, 1 AS b) s) AS x(a,b,g)
SELECT s.id FROM silver.customers s TABLESAMPLE bernoulli(3*10) REPEATABLE (1)
SELECT s.id FROM silver.customers s TABLESAMPLE system(100) REPEATABLE (3)
SELECT s.id FROM silver.orders s TABLESAMPLE bernoulli(50) REPEATABLE (3)
SELECT g FROM generate_series(1,3) g
SELECT g.o FROM generate_series(1,3) WITH ORDINALITY g(x,o)
SELECT c.id, x.a FROM silver.customers c, ROWS FROM (generate_series(1,c.id), unnest(ARRAY[1])) AS x(a,b)
SELECT x.ordinality FROM silver.customers c, ROWS FROM (generate_series(1,2), generate_series(1,c.id)) WITH ORDINALITY AS x
SELECT x.a FROM silver.customers c, jsonb_to_record(jsonb_build_object('k', c.country)) AS x(a text, k text)
SELECT x.k FROM silver.customers c, jsonb_to_record(jsonb_build_object('k', c.country)) AS x(a text, k text)
SELECT x.k FROM silver.customers c, ROWS FROM (jsonb_to_recordset(jsonb_build_array(jsonb_build_object('k', c.country))) AS (k text), generate_series(1,1)) AS x
SELECT x.a FROM silver.customers c, LATERAL jsonb_to_recordset(jsonb_build_array(jsonb_build_object('k', c.country))) AS x(a int, k int)
SELECT x.* FROM silver.customers c, XMLTABLE('/a' PASSING xmlelement(name a, c.country) COLUMNS q int PATH '.') x
SELECT x.* FROM silver.customers c, XMLTABLE('/a' PASSING xmlelement(name a, 1) COLUMNS q text PATH '@z' DEFAULT c.country) x
SELECT x.* FROM silver.customers c, XMLTABLE(('/'||c.country) PASSING xmlelement(name kk, 1) COLUMNS q text PATH '.') x
SELECT x.* FROM XMLTABLE(XMLNAMESPACES('s' AS y), '/a' PASSING xmlelement(name a, 1) COLUMNS q text PATH '.') x
SELECT x.n FROM silver.customers c, XMLTABLE('/a' PASSING xmlelement(name a, c.country) COLUMNS n FOR ORDINALITY, q text PATH '.') x
SELECT x.* FROM silver.customers c, JSON_TABLE(jsonb_build_object('k', c.country), '$.k' COLUMNS (q text PATH '$')) x
SELECT x.n FROM silver.customers c, JSON_TABLE(jsonb_build_object('k', c.country), '$.k' COLUMNS (n FOR ORDINALITY)) x
SELECT x.n FROM silver.customers c, JSON_TABLE('{"a":[1,2,3]}'::jsonb, '$.a[*] ? (@ < $z)' PASSING c.id AS z COLUMNS (n int PATH '$')) x
SELECT x.q FROM silver.customers c, JSON_TABLE('{"a":1}'::jsonb, '$' COLUMNS (q text PATH '$.b' DEFAULT c.country ON EMPTY)) x
SELECT x.q FROM silver.customers c, JSON_TABLE('{"a":1}'::jsonb, '$' COLUMNS (q int PATH '$.b' DEFAULT c.id ON EMPTY)) x
SELECT x.q FROM silver.customers c, JSON_TABLE('{"a":"z"}'::jsonb, '$' COLUMNS (q int PATH '$.a' DEFAULT c.id ON ERROR)) x
SELECT x.q FROM silver.customers c, JSON_TABLE(jsonb_build_object('k', c.country), '$' COLUMNS (NESTED PATH '$.k' COLUMNS (q text PATH '$'))) x
SELECT x.q FROM silver.customers c, JSON_TABLE(jsonb_build_object('k', c.country), '$' COLUMNS (q boolean EXISTS PATH '$.k ? (@ == "kk")')) x
SELECT x.q FROM silver.customers c, JSON_TABLE(jsonb_build_object('k', c.country), '$.k' COLUMNS (q int PATH '$' ERROR ON ERROR)) x
SELECT JSON_EXISTS(jsonb_build_object('k', c.country), '$.k ? (@ == "kk")') FROM silver.customers c
SELECT JSON_EXISTS('[1,2]'::jsonb, '$[*] ? (@ > $z)' PASSING c.id AS z) FROM silver.customers c
SELECT JSON_VALUE(jsonb_build_object('k', c.country), '$.k') FROM silver.customers c
SELECT JSON_VALUE('[1,2]'::jsonb, '$.k' DEFAULT c.country ON EMPTY) FROM silver.customers c
SELECT JSON_VALUE('["a"]'::jsonb, '$[0]' RETURNING int DEFAULT c.id ON ERROR) FROM silver.customers c
SELECT JSON_VALUE(jsonb_build_object('k', c.country), '$.k' RETURNING int ERROR ON ERROR) FROM silver.customers c
SELECT JSON_QUERY(jsonb_build_object('k', c.country), '$.k' WITH WRAPPER) FROM silver.customers c
SELECT JSON_QUERY(jsonb_build_object('k', c.country), '$.k' OMIT QUOTES NULL ON EMPTY) FROM silver.customers c
SELECT JSON_QUERY('[1,2]'::jsonb, '$[*] ? (@ > $z)' PASSING c.id AS z WITH ARRAY WRAPPER) FROM silver.customers c
SELECT JSON_QUERY('{}'::jsonb, c.country::jsonpath) FROM silver.customers c
SELECT JSON_OBJECT('a': c.country) FROM silver.customers c
SELECT JSON_OBJECT(c.country: 1) FROM silver.customers c WHERE id=2
SELECT JSON_OBJECT('a': NULL, 'b': c.country ABSENT ON NULL WITH UNIQUE KEYS) FROM silver.customers c
SELECT JSON_OBJECT('kk': 1, c.country: 2 WITH UNIQUE) FROM silver.customers c WHERE id=2
SELECT JSON_ARRAY(c.country, 1 NULL ON NULL RETURNING jsonb) FROM silver.customers c
SELECT JSON_ARRAY(SELECT email FROM silver.customers ORDER BY id)
SELECT JSON_ARRAY(SELECT id FROM silver.customers ORDER BY email)
SELECT JSON_ARRAY(SELECT id FROM silver.customers WHERE email > 'k')
SELECT JSON_OBJECTAGG(id: c.country) FROM silver.customers c
SELECT JSON_OBJECTAGG(coalesce(c.country,'q'): id) FROM silver.customers c
SELECT JSON_OBJECTAGG(id: 1) FILTER (WHERE (c.country LIKE 'k%')) FROM silver.customers c
SELECT JSON_ARRAYAGG(id ORDER BY c.country) FROM silver.customers c
SELECT JSON_ARRAYAGG(id) FILTER (WHERE (c.country LIKE 'k%')) FROM silver.customers c
SELECT JSON_ARRAYAGG(id) OVER (ORDER BY c.country) FROM silver.customers c
SELECT JSON_ARRAYAGG(id ABSENT ON NULL RETURNING text) OVER w FROM silver.customers c WINDOW w AS (ORDER BY c.country)
SELECT JSON_OBJECTAGG(id: 1) OVER w FROM silver.customers c WINDOW w AS (ORDER BY c.country)
SELECT c.country IS JSON FROM silver.customers c
SELECT c.country IS JSON OBJECT WITH UNIQUE KEYS FROM silver.customers c
SELECT JSON(c.country) FROM silver.customers c WHERE id=3
SELECT JSON_SCALAR(c.country) FROM silver.customers c
SELECT JSON_SERIALIZE(JSON_SCALAR(c.country) RETURNING bytea) FROM silver.customers c
SELECT (ARRAY[1,2,3])[c.id] FROM silver.customers c
SELECT (ARRAY[1,2,3])[3:]
SELECT (ARRAY['a',c.country])[2] FROM silver.customers c
SELECT (jsonb_build_object('k', c.country))['k'] FROM silver.customers c
SELECT ('{"kk":1}'::jsonb)[c.country] FROM silver.customers c
SELECT (c).country FROM silver.customers c
SELECT (c).email FROM silver.customers c
SELECT (c.*).email FROM silver.customers c
SELECT c FROM silver.customers c
SELECT c.* FROM silver.customers c
SELECT (c).* FROM silver.customers c
SELECT (SELECT c).email FROM silver.customers c
SELECT (ARRAY[c])[1].email FROM silver.customers c
SELECT (ARRAY(SELECT c FROM silver.customers c))[1].email
SELECT (array_agg(c))[1].email FROM silver.customers c
SELECT c = c FROM silver.customers c
SELECT c < (SELECT d FROM silver.customers d WHERE id=3) FROM silver.customers c
SELECT row(c.*) IS NULL FROM silver.customers c
SELECT c IS NULL FROM silver.customers c
SELECT c IS NOT NULL FROM silver.customers c
SELECT ROW((c.country LIKE 'k%'),1) IS NULL FROM silver.customers c
SELECT ROW(NULLIF(c.country,'kk'),1) IS NOT NULL FROM silver.customers c
SELECT ROW(c.country,1) = ROW('kk',1) FROM silver.customers c
SELECT ROW(1,c.country) < ROW(1,'kk') FROM silver.customers c
SELECT ROW(c.country) IS DISTINCT FROM ROW('kk') FROM silver.customers c
SELECT (c.country,1) IN (('kk',1)) FROM silver.customers c
SELECT (c.country,1) = ANY (SELECT 'kk',1) FROM silver.customers c
SELECT (c.country,1) <> ALL (SELECT 'kk',1) FROM silver.customers c
SELECT (c.country,1) = (SELECT 'kk',1) FROM silver.customers c
SELECT ('kk',1) >= (SELECT c.country,1) FROM silver.customers c
SELECT 'kk' = ANY(ARRAY[c.country]) FROM silver.customers c
SELECT 'kk' = ANY(SELECT email FROM silver.customers)
SELECT 'kk' LIKE ALL (SELECT email FROM silver.customers)
SELECT 'kk' NOT IN (SELECT email FROM silver.customers WHERE email IS NOT NULL)
SELECT 'kk' OPERATOR(pg_catalog.~~) ANY (SELECT email FROM silver.customers)
SELECT ARRAY(SELECT id FROM silver.customers c ORDER BY c.country)
SELECT ARRAY(SELECT id FROM silver.customers c WHERE (c.country LIKE 'k%'))
SELECT (ARRAY(SELECT email FROM silver.customers c ORDER BY id))[2]
SELECT array_length(ARRAY(SELECT 1 FROM silver.customers c WHERE (c.country LIKE 'k%')),1)
SELECT CASE c.country WHEN 'kk' THEN 1 ELSE 0 END FROM silver.customers c
SELECT CASE 'kk' WHEN c.country THEN 1 ELSE 0 END FROM silver.customers c
SELECT CASE WHEN (c.country LIKE 'k%') THEN 1 END FROM silver.customers c
SELECT CASE WHEN c.id=1 THEN c.country ELSE 'x' END FROM silver.customers c
SELECT CASE WHEN false THEN c.country ELSE 'x' END FROM silver.customers c
SELECT COALESCE(NULLIF(c.country,'kk'),'m') FROM silver.customers c
SELECT NULLIF('kk',c.country) FROM silver.customers c
SELECT GREATEST(c.country,'k') FROM silver.customers c
SELECT LEAST(c.id,c.id) FROM silver.customers c
SELECT (c.country LIKE 'k%') IS TRUE FROM silver.customers c
SELECT (c.country LIKE 'k%') IS NOT UNKNOWN FROM silver.customers c
SELECT c.country IS NULL FROM silver.customers c
SELECT c.country IS NOT NULL FROM silver.customers c
SELECT c.country COLLATE "C" FROM silver.customers c
SELECT c.country LIKE 'k%' ESCAPE '#' FROM silver.customers c
SELECT 'kk' LIKE c.country FROM silver.customers c WHERE id=2
SELECT 'kk' LIKE 'kk' ESCAPE c.country FROM silver.customers c WHERE id=2
SELECT c.country SIMILAR TO 'k%' ESCAPE '#' FROM silver.customers c
SELECT c.country ~ 'k' FROM silver.customers c
SELECT 'k' ~ c.country FROM silver.customers c WHERE id=2
SELECT c.country BETWEEN 'a' AND 'l' FROM silver.customers c
SELECT 'k' NOT BETWEEN SYMMETRIC c.country AND 'a' FROM silver.customers c
SELECT c.country::int FROM silver.customers c
SELECT 1 FROM silver.customers c WHERE c.id=1 OR c.country::int=1
SELECT c.country::varchar(2) FROM silver.customers c
SELECT c.country::char(2)='kk' FROM silver.customers c
SELECT c.country::"char" FROM silver.customers c
SELECT c.country::name FROM silver.customers c
SELECT c.country::regclass FROM silver.customers c
SELECT 1/c.id FROM silver.customers c WHERE id<3
SELECT c.id, 1/(c.id-2) FROM silver.customers c
SELECT 2147483646 + c.id FROM silver.customers c
SELECT xmlelement(name a, c.country) FROM silver.customers c
SELECT xmlelement(name a, xmlattributes(c.country AS q), 1) FROM silver.customers c
SELECT xmlforest(c.country AS q) FROM silver.customers c
SELECT xmlconcat(xmlelement(name a), xmlelement(name b, c.country)) FROM silver.customers c
SELECT xmlparse(CONTENT c.country) FROM silver.customers c
SELECT xmlpi(name php, c.country) FROM silver.customers c
SELECT xmlroot(xmlelement(name a, c.country), version '1.0') FROM silver.customers c
SELECT xmlserialize(CONTENT xmlelement(name a, c.country) AS text) FROM silver.customers c
SELECT xmlserialize(CONTENT xmlelement(name a, c.country) AS text INDENT) FROM silver.customers c
SELECT xmlelement(name a, c.country) IS DOCUMENT FROM silver.customers c
SELECT xmlexists('//a[text()="kk"]' PASSING xmlelement(name a, c.country)) FROM silver.customers c
SELECT EXTRACT(year FROM c.country::date) FROM silver.customers c WHERE id=6
SELECT OVERLAY('abc' PLACING c.country FROM 1) FROM silver.customers c
SELECT POSITION('k' IN c.country) FROM silver.customers c
SELECT SUBSTRING(c.country FROM 1 FOR 1) FROM silver.customers c
SELECT SUBSTRING('abc' FROM c.id) FROM silver.customers c
SELECT SUBSTRING('abc' SIMILAR c.country ESCAPE '#') FROM silver.customers c WHERE id=2
SELECT TRIM(LEADING 'k' FROM c.country) FROM silver.customers c
SELECT NORMALIZE(c.country) FROM silver.customers c
SELECT c.country IS NORMALIZED FROM silver.customers c
SELECT now() AT TIME ZONE c.country IS NULL FROM silver.customers c WHERE id=5
SELECT COLLATION FOR (c.country) FROM silver.customers c
SELECT concat(VARIADIC ARRAY[c.country,'x']) FROM silver.customers c
SELECT make_interval(days => c.id) FROM silver.customers c WHERE id=2
SELECT string_agg(c.country, c.country) FROM silver.customers c
SELECT string_agg(c.country, ',' ORDER BY c.country) FROM silver.customers c
SELECT string_agg(DISTINCT c.country, ',') FROM silver.customers c
SELECT array_agg(id ORDER BY c.country USING >) FROM silver.customers c
SELECT count(DISTINCT c.country) FROM silver.customers c
SELECT count(*) FILTER (WHERE (c.country LIKE 'k%')) FROM silver.customers c
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY c.country) FROM silver.customers c
SELECT percentile_disc(1.0/3) WITHIN GROUP (ORDER BY id) FROM silver.customers c
SELECT mode() WITHIN GROUP (ORDER BY c.country) FROM silver.customers c
SELECT rank('s') WITHIN GROUP (ORDER BY country) FROM silver.customers c
SELECT rank('k') WITHIN GROUP (ORDER BY c.country) FROM silver.customers c
SELECT cume_dist(3) WITHIN GROUP (ORDER BY c.id) FROM silver.customers c
SELECT first_value(id) OVER (ORDER BY c.country) FROM silver.customers c
SELECT any_value(id) FROM (SELECT id FROM silver.customers c ORDER BY c.country) q
SELECT array_agg(id) FROM (SELECT id FROM silver.customers c ORDER BY c.country) q
SELECT count(c.id>2 OR NULL) FROM silver.customers c
SELECT count(NULLIF(c.country,'kk')) FROM silver.customers c
SELECT count(c) FROM silver.customers c
SELECT count(c.*) FROM silver.customers c
SELECT count(DISTINCT c.*) FROM silver.customers c
SELECT regr_count(c.id, id) FROM silver.customers c
SELECT num_nulls(NULLIF(c.country,'kk')) FROM silver.customers c
SELECT width_bucket(c.id, 0, 10, 5) FROM silver.customers c
SELECT pg_column_size(c.country) FROM silver.customers c
SELECT pg_column_size(c) FROM silver.customers c
SELECT c.ctid, c.xmin::text<>'0', c.tableoid::regclass::text FROM silver.customers c
SELECT hashtext(c.country) FROM silver.customers c
SELECT ts_headline('kk z', plainto_tsquery(c.country)) FROM silver.customers c
SELECT to_tsvector(c.country) @@ to_tsquery('kk') FROM silver.customers c
SELECT format('%s', c.country), format('%' || c.id || 's','a') FROM silver.customers c WHERE id<3
SELECT random(3,3)
SELECT array_sample(ARRAY[1,2,3],3-1)
SELECT array_shuffle(ARRAY['s'])
SELECT to_regclass('s')
SELECT has_table_privilege('s','silver.orders','select')
SELECT pg_input_is_valid(c.country,'integer') FROM silver.customers c
SELECT pg_input_error_info(c.country,'integer') FROM silver.customers c
SELECT (pg_input_error_info(c.country,'integer')).message FROM silver.customers c
SELECT * FROM silver.customers c, pg_input_error_info(c.country,'integer') x
SELECT x.message FROM silver.customers c, pg_input_error_info(c.country,'integer') x
SELECT generate_series(1,c.id) FROM silver.customers c
SELECT unnest(string_to_array(c.country,'k')) FROM silver.customers c
SELECT c.id, unnest(string_to_array(c.country,'k')) IS NULL FROM silver.customers c
SELECT c.id, regexp_split_to_table(c.country,'') FROM silver.customers c
SELECT c.id, json_each(json_build_object('a',c.country)) FROM silver.customers c
SELECT c.id, jsonb_object_keys(jsonb_build_object(coalesce(c.country,'q'),1)) FROM silver.customers c
SELECT (jsonb_each(jsonb_build_object('k', c.country))).value FROM silver.customers c
SELECT (json_populate_record(NULL::silver.customers, row_to_json(c))).email FROM silver.customers c
SELECT (json_populate_record(c, '{}')).email FROM silver.customers c
SELECT json_populate_record(c, '{}') FROM silver.customers c
SELECT x.email FROM silver.customers c, json_populate_record(c, '{}') x
SELECT to_json(c)->'email' FROM silver.customers c
SELECT jsonb_path_query(to_jsonb(c), '$.email') FROM silver.customers c
SELECT jsonb_path_exists(to_jsonb(c), '$ ? (@.email == "kk")') FROM silver.customers c
SELECT to_jsonb(c) @> '{"email":"kk"}' FROM silver.customers c
SELECT to_jsonb(c) - 'email' FROM silver.customers c
SELECT (to_jsonb(c) - 'email')->>'country' FROM silver.customers c
SELECT lower(int4range(1,c.id)) FROM silver.customers c WHERE id=2
SELECT quote_literal(c.country), md5(c.country), reverse(c.country) FROM silver.customers c
SELECT ascii(c.country), chr(c.id+60) FROM silver.customers c WHERE id<3
SELECT email(c) FROM silver.customers c
SELECT country(c) FROM silver.customers c
SELECT name(c) FROM silver.customers c
SELECT text(c) FROM silver.customers c
SELECT c.name FROM silver.customers c
SELECT c.text FROM silver.customers c
SELECT c.varchar FROM silver.customers c
SELECT (c).name FROM silver.customers c
SELECT (c).text FROM silver.customers c
SELECT c.to_json FROM silver.customers c
SELECT c.row_to_json FROM silver.customers c
SELECT c.md5 FROM silver.customers c
SELECT (c.email).length FROM silver.customers c
SELECT (c.email).upper FROM silver.customers c
SELECT c.hash_record FROM silver.customers c
SELECT hash_record(c) FROM silver.customers c
SELECT c.pg_column_size FROM silver.customers c
SELECT customers.to_json FROM silver.customers
SELECT customers FROM silver.customers
SELECT silver.customers FROM silver.customers
SELECT silver.customers.email FROM silver.customers
SELECT c."email" , c.U&"\0065mail" FROM silver.customers c
INSERT INTO staging.scratch VALUES ('s')
INSERT INTO staging.scratch SELECT c.country FROM silver.customers c
INSERT INTO staging.scratch SELECT 'x' FROM silver.customers c WHERE (c.country LIKE 'k%')
INSERT INTO staging.scratch SELECT 'x' FROM silver.customers c ORDER BY c.country LIMIT 1
INSERT INTO staging.junk SELECT id+100, 'x' FROM silver.customers c LIMIT 3
INSERT INTO staging.junk VALUES (100,'x'),(101,'y') LIMIT 3-1
INSERT INTO staging.junk VALUES (3+100,'x')
INSERT INTO staging.junk VALUES (3,'x') ON CONFLICT DO NOTHING
INSERT INTO staging.junk VALUES (1,'x') ON CONFLICT (id) DO UPDATE SET payload = 's'
INSERT INTO staging.junk VALUES (1,'x') ON CONFLICT (id) DO UPDATE SET payload = 'y' WHERE true
INSERT INTO staging.junk VALUES (1,'x') ON CONFLICT (id) DO UPDATE SET (id,payload) = (SELECT 1, 's')
INSERT INTO staging.junk VALUES (1,'x') ON CONFLICT (id) DO UPDATE SET payload = 'y' RETURNING 's'
INSERT INTO staging.junk VALUES (1,'x') ON CONFLICT (id) DO UPDATE SET payload = 'y' RETURNING true
INSERT INTO staging.junk VALUES (200,'x') RETURNING id+3
INSERT INTO silver.customers(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = silver.customers.email
INSERT INTO silver.customers(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'x' WHERE silver.customers.email = 'kk'
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET email = c.email || 'a' RETURNING email
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET email = c.email || 'a' RETURNING length(email)
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET email = c.email RETURNING c.email = 'kk'
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET email = excluded.email RETURNING old.email
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'a' RETURNING old.email = 'kk'
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'a' RETURNING WITH (OLD AS o) o.email = 'kk', id
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'a' RETURNING WITH (OLD AS o) o
INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'a' RETURNING *
WITH w AS (INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'a' RETURNING *) SELECT email FROM w
WITH w AS (INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = 'a' RETURNING full_name AS country, id) SELECT country FROM w
WITH w AS (INSERT INTO silver.customers AS c(id,email) VALUES (2,'x') ON CONFLICT (id) DO UPDATE SET country = c.full_name RETURNING country, id) SELECT country FROM w
UPDATE silver.customers SET country = email WHERE id = 2
UPDATE silver.customers SET country = email WHERE id = 2 RETURNING country
UPDATE silver.customers SET country = 'x' WHERE email = 'kk'
UPDATE silver.customers SET country = 'x' WHERE id = 2 RETURNING email
UPDATE silver.customers SET email = 'x' WHERE id = 2 RETURNING old.email
UPDATE silver.customers SET email = 'x' WHERE id = 2 RETURNING old
UPDATE silver.customers SET email = 'x' WHERE id = 2 RETURNING (old).email
UPDATE silver.customers SET email = 'x' WHERE id = 2 RETURNING new.email = old.email
UPDATE silver.customers SET (email, country) = (country, email) WHERE id = 2 RETURNING country
UPDATE silver.customers SET (email, country) = (SELECT country, email FROM silver.customers WHERE id=2) WHERE id = 2 RETURNING country
UPDATE silver.customers SET (email, country) = ROW(country, email) WHERE id = 2 RETURNING country
UPDATE silver.orders o SET status = c.email FROM silver.customers c WHERE c.id = o.id
UPDATE silver.orders o SET status = 'x' FROM silver.customers c WHERE c.id = o.id AND (c.country LIKE 'k%')
UPDATE silver.orders o SET status = 'x' FROM silver.customers c WHERE c.id = o.id RETURNING c.country
UPDATE silver.orders o SET status = 'x' FROM silver.customers c WHERE c.id = o.id RETURNING (c.country LIKE 'k%')
UPDATE silver.orders SET status = CASE WHEN true THEN 'a' ELSE 'b' END WHERE id=1
UPDATE silver.orders SET amount = 3 WHERE id=1
UPDATE silver.orders SET id = id + 3*100 WHERE id=1
UPDATE silver.orders SET status = 'z' WHERE id < 3
UPDATE silver.orders SET status = 'z' WHERE id = 3
DELETE FROM silver.orders WHERE id = 3
DELETE FROM silver.orders WHERE id = 1 RETURNING 's'
DELETE FROM silver.orders o USING silver.customers c WHERE c.id=o.id AND (c.country LIKE 'k%')
DELETE FROM silver.orders o USING silver.customers c WHERE c.id=o.id AND c.id=3 RETURNING c.country
DELETE FROM silver.orders o USING silver.customers c WHERE c.id=o.id AND c.id=3 RETURNING c
DELETE FROM silver.customers WHERE id=3 RETURNING email
DELETE FROM silver.customers WHERE id=3 RETURNING old.email, new.email
WITH d AS (DELETE FROM silver.customers WHERE id=3 RETURNING *) SELECT email FROM d
WITH d AS (DELETE FROM silver.customers WHERE id=3 RETURNING *) INSERT INTO staging.scratch SELECT email FROM d
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id WHEN MATCHED AND (c.country LIKE 'k%') THEN DELETE
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id AND (c.country LIKE 'k%') WHEN MATCHED THEN UPDATE SET status='q'
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id WHEN MATCHED THEN UPDATE SET status=c.country
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id WHEN MATCHED THEN UPDATE SET status='1' RETURNING merge_action(), c.country
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id WHEN MATCHED AND (c.country LIKE 'k%') THEN UPDATE SET status='1' WHEN MATCHED THEN DO NOTHING RETURNING merge_action(), o.id
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id+100 WHEN NOT MATCHED THEN INSERT (id,status) VALUES (c.id+100,c.country)
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id+100 WHEN NOT MATCHED AND (c.country LIKE 'k%') THEN INSERT (id) VALUES (c.id+100)
MERGE INTO silver.orders o USING silver.customers c ON c.id=o.id+100 WHEN NOT MATCHED THEN INSERT (id) VALUES (c.id*1000+c.id)
MERGE INTO silver.orders o USING (SELECT 1 AS id) s ON s.id=o.id WHEN NOT MATCHED BY SOURCE AND true THEN DELETE
MERGE INTO silver.orders o USING (SELECT 1 AS id) s ON s.id=o.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET status='s'
MERGE INTO silver.orders o USING (SELECT 1 AS id) s ON s.id=o.id WHEN NOT MATCHED BY SOURCE THEN DELETE
MERGE INTO silver.orders o USING (SELECT 1 AS id) s ON s.id=o.id WHEN MATCHED THEN UPDATE SET status='1' RETURNING old.ship_address
MERGE INTO silver.orders o USING (SELECT 1 AS id) s ON s.id=o.id WHEN MATCHED THEN UPDATE SET status='1' RETURNING *
MERGE INTO silver.orders o USING (SELECT id FROM silver.orders UNION ALL SELECT 9 LIMIT 3) s ON s.id=o.id WHEN MATCHED THEN DELETE
WITH x AS (SELECT 3 AS n) DELETE FROM silver.orders USING x WHERE id = n
WITH x AS (VALUES (1),(2),(3) LIMIT 3) DELETE FROM silver.orders USING x WHERE id = column1
WITH y AS (UPDATE silver.orders SET status='a' WHERE id=1 RETURNING ship_address) SELECT count(*) FROM y WHERE ship_address='41'
SELECT email AS e INTO staging.newt FROM silver.customers
SELECT 1 AS e INTO staging.newt FROM silver.customers UNION SELECT 2 LIMIT 3
SELECT 1 AS e INTO staging.newt UNION ALL SELECT 3
CREATE TABLE staging.newt AS SELECT email FROM silver.customers
CREATE TABLE staging.newt AS SELECT id FROM silver.customers LIMIT 3
CREATE TABLE staging.newt AS VALUES (1),(2),(3) LIMIT 3
CREATE TABLE staging.newt AS SELECT 1 UNION ALL SELECT 2 LIMIT 3
CREATE TABLE staging.newt AS SELECT id FROM silver.customers WITH NO DATA
CREATE TEMP TABLE newt AS SELECT id, email AS e FROM silver.customers
CREATE MATERIALIZED VIEW staging.newm AS SELECT 1 AS a UNION ALL SELECT 2 LIMIT 3
CREATE VIEW staging.newv AS SELECT 1 AS a UNION ALL SELECT 2 LIMIT 3
CREATE VIEW staging.newv(q) AS SELECT email FROM silver.customers
CREATE VIEW staging.newv AS VALUES (1),(2),(3) LIMIT 3
EXPLAIN SELECT email FROM silver.customers WHERE email = 'kk'
EXPLAIN ANALYZE SELECT 1 FROM silver.customers WHERE email = 'kk'
EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF, BUFFERS OFF) VALUES (1),(2),(3) LIMIT 3
EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF, BUFFERS OFF) SELECT 1 UNION ALL SELECT 2 LIMIT 3-1
EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF, BUFFERS OFF) SELECT 1 FROM silver.customers c ORDER BY email
EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF, BUFFERS OFF) DELETE FROM silver.orders
DECLARE q CURSOR FOR SELECT email FROM silver.customers
PREPARE q AS SELECT email FROM silver.customers
COPY silver.customers TO STDOUT
COPY (VALUES (1),(2),(3) LIMIT 3) TO STDOUT
COPY silver.customers (id) TO STDOUT
UPDATE staging.junk SET payload = 'boom'
UPDATE staging.junk SET payload = 'bo' || 'om' WHERE id = 1
UPDATE staging.junk SET payload = payload WHERE id = 1
UPDATE staging.junk SET payload = 's' WHERE id = 1
INSERT INTO staging.junk VALUES (1,'boom') ON CONFLICT (id) DO UPDATE SET payload=excluded.payload
MERGE INTO staging.junk j USING (SELECT 1 AS id) s ON s.id=j.id WHEN MATCHED THEN UPDATE SET payload='boom'
WITH w AS (UPDATE staging.junk SET payload='boom' WHERE id=1) SELECT 1
INSERT INTO staging.junk VALUES (1, 'x') ON CONFLICT (lower(payload)) WHERE id > 0 DO NOTHING
INSERT INTO staging.junk (id, payload[1]) VALUES (1, 'x')
UPDATE staging.junk SET payload[1] = 'x' WHERE id = 1
UPDATE staging.junk SET payload[1:2] = 'x' WHERE id = 1
INSERT INTO staging.junk VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET payload[1] = 'y'
MERGE INTO staging.junk j USING (SELECT 1 AS id) s ON s.id = j.id WHEN MATCHED THEN UPDATE SET payload[1] = 'x'
INSERT INTO staging.scratch VALUES ('a'), ('b') ORDER BY 1, lower(column1) LIMIT 1 OFFSET 1
SELECT id FROM silver.orders UNION SELECT id FROM silver.orders ORDER BY 1 LIMIT 2 OFFSET 1
DECLARE q CURSOR FOR VALUES (1), (2) LIMIT 1
PREPARE q AS SELECT id FROM silver.orders EXCEPT SELECT 1 LIMIT 2
