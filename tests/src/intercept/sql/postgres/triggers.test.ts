// Triggers whose functions are read: what they write is the statement's, and whatever is not known of one refuses it.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const update = "UPDATE staging.orders_clean SET status = 'paid' WHERE id = 1";

interface Made {
  readonly body: string;
  readonly on?: string;
  readonly returns?: string;
  readonly options?: string;
  readonly more?: string;
  readonly kind?: 'CONSTRAINT';
}

/** The answer about a write of a table on which one trigger stands. */
function told({ body, on, returns, options = '', more = '', kind }: Made, sql = update) {
  const read = pgReaderOf(`${more};
CREATE FUNCTION staging.f() RETURNS ${returns ?? 'trigger'} LANGUAGE plpgsql ${options} AS $x$ ${body} $x$;
CREATE ${kind ?? ''} TRIGGER t ${on ?? 'AFTER INSERT OR UPDATE OR DELETE ON staging.orders_clean FOR EACH ROW'} EXECUTE FUNCTION staging.f()`);
  return answerOf(read(sql));
}
const harmless = { understood: true, destructive: false };

describe('a trigger that is read', () => {
  it.each([
    ['changes a clear column of the row', 'BEGIN NEW.created_at := now()::text; RETURN NEW; END'],
    [
      'keeps another row of it',
      "BEGIN INSERT INTO staging.scratch VALUES ('row ' || NEW.id); RETURN NULL; END",
    ],
    ['does nothing', 'BEGIN RETURN NEW; END'],
    [
      'tells one occasion from another',
      "BEGIN IF TG_OP = 'DELETE' THEN INSERT INTO staging.scratch VALUES ('gone'); RETURN OLD; ELSIF NEW.amount > 1 THEN RETURN NEW; ELSE RETURN NULL; END IF; END",
    ],
  ])('that %s harms nothing', (_, body) => {
    expect(told({ body })).toMatchObject(harmless);
  });

  it.each([
    [
      'RAISE EXCEPTION',
      "IF NEW.amount < 0 THEN RAISE EXCEPTION 'negative: %', NEW.id USING ERRCODE = 'check_violation'; END IF",
    ],
    ['a condition that has a name', 'IF NEW.amount < 0 THEN RAISE unique_violation; END IF'],
    ['a notice', "RAISE NOTICE 'seen'"],
  ])('that says something is read: %s', (_, body) => {
    expect(told({ body: `BEGIN ${body}; RETURN COALESCE(NEW, OLD); END` })).toMatchObject(harmless);
  });

  it('that says something of what is classified asks about it, in words or by failing', () => {
    const asked = (body: string) =>
      pgReaderOf(`CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN ${body}; RETURN NEW; END $x$;
      CREATE TRIGGER t AFTER UPDATE ON silver.customers FOR EACH ROW EXECUTE FUNCTION staging.f()`)(
        "UPDATE silver.customers SET segment = 'a' WHERE id = 1",
      ).filtersOn.map(({ column }) => column);
    expect(asked("RAISE EXCEPTION 'no: %', NEW.email")).toEqual(['email']);
    expect(asked("RAISE EXCEPTION 'no' USING HINT = NEW.email")).toEqual(['email']);
    expect(asked("IF NEW.phone = '1' THEN RAISE EXCEPTION 'no'; END IF")).toEqual(['phone']);
    expect(asked("RAISE EXCEPTION 'no: %', NEW.segment")).toEqual([]);
  });

  it('writes what it writes', () => {
    const body = 'BEGIN INSERT INTO staging.scratch VALUES (NEW.status); RETURN NEW; END';
    expect(told({ body }).writes).toEqual(['staging.orders_clean', 'staging.scratch']);
  });

  it('that writes for some rows is held by a bound of rows', () => {
    const body = "BEGIN IF NEW.status = 'x' THEN DELETE FROM staging.audit_log; END IF; RETURN NEW; END";
    expect(told({ body })).toMatchObject({ ...harmless, row_guard: true });
    expect(told({ body }).writes).toEqual(['staging.audit_log', 'staging.orders_clean']);
  });

  it('that empties another table wherever a row is changed is told as that', () => {
    const when =
      'AFTER UPDATE ON staging.orders_clean FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)';
    const all = 'BEGIN DELETE FROM staging.audit_log; RETURN NULL; END';
    expect(told({ body: all, on: when })).toMatchObject({ understood: true, destructive: true });
    const some = 'BEGIN DELETE FROM staging.audit_log WHERE id = OLD.id; RETURN NULL; END';
    expect(told({ body: some, on: when })).toMatchObject({ ...harmless, row_guard: true });
  });

  it('is read no more where nothing sets it off', () => {
    const body = 'BEGIN DELETE FROM staging.audit_log; RETURN NULL; END';
    const insert = 'INSERT INTO staging.orders_clean (id) VALUES (9)';
    expect(told({ body, on: 'AFTER UPDATE ON staging.orders_clean' }, insert)).toMatchObject(harmless);
  });

  it('that keeps a classified value where its class cannot follow is a flow', () => {
    const read = pgReaderOf(`CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS $x$
      BEGIN INSERT INTO staging.scratch VALUES (NEW.email); RETURN NULL; END $x$;
      CREATE TRIGGER t AFTER UPDATE ON silver.customers FOR EACH ROW EXECUTE FUNCTION staging.f()`);
    const { flows, opaque } = read("UPDATE silver.customers SET segment = 'a' WHERE id = 1");
    expect([flows, opaque]).toEqual([['silver.customers.email -> staging.scratch.line'], []]);
    const asked = pgReaderOf(`CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS $x$
      BEGIN IF NEW.email LIKE 'a%' THEN INSERT INTO staging.scratch VALUES ('a'); END IF; RETURN NULL; END $x$;
      CREATE TRIGGER t AFTER UPDATE ON silver.customers FOR EACH ROW EXECUTE FUNCTION staging.f()`);
    const { filtersOn } = asked("UPDATE silver.customers SET segment = 'a' WHERE id = 1");
    expect(filtersOn.map(({ column }) => column)).toEqual(['email']);
  });

  it('that keeps what the statement brings keeps its class', () => {
    const read = pgReaderOf(`CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS $x$
      BEGIN INSERT INTO staging.scratch VALUES (NEW.what); RETURN NULL; END $x$;
      CREATE TRIGGER t AFTER INSERT ON staging.audit_log FOR EACH ROW EXECUTE FUNCTION staging.f()`);
    const { flows } = read('INSERT INTO staging.audit_log SELECT id, email FROM silver.customers');
    expect(flows).toContain('silver.customers.email -> staging.scratch.line');
  });
});

describe('a trigger that', () => {
  it.each([
    ['empties another table', 'BEGIN DELETE FROM staging.audit_log; RETURN NULL; END'],
    ['empties it for every row', 'BEGIN IF true THEN DELETE FROM staging.audit_log; END IF; RETURN NEW; END'],
    [
      'empties it for every row by what it is',
      'BEGIN IF NEW.id = NEW.id OR NEW.id IS NULL THEN DELETE FROM staging.audit_log; END IF; RETURN NEW; END',
    ],
    [
      'empties it for every row by its occasion',
      "BEGIN IF TG_OP = 'UPDATE' THEN DELETE FROM staging.audit_log; END IF; RETURN NEW; END",
    ],
    [
      'empties it for every row by what stands elsewhere',
      'BEGIN IF EXISTS (SELECT 1 FROM silver.orders WHERE id = NEW.id OR true) THEN DELETE FROM staging.audit_log; END IF; RETURN NEW; END',
    ],
    [
      'empties it by the row alone',
      'BEGIN DELETE FROM staging.audit_log WHERE NEW.id IS NOT NULL; RETURN NEW; END',
    ],
    [
      'truncates it for some',
      'BEGIN IF NEW.amount = 1 THEN TRUNCATE staging.audit_log; END IF; RETURN NEW; END',
    ],
  ])('%s destroys', (_, body) => {
    expect(told({ body }).destructive).toBe(true);
  });

  it.each([
    ['runs a text', "BEGIN EXECUTE 'DELETE FROM staging.audit_log'; RETURN NEW; END"],
    ['calls a function of the user’s', 'BEGIN PERFORM silver.purge_old(); RETURN NEW; END'],
    ['calls one for a value', 'BEGIN NEW.amount := silver.purge_old(); RETURN NEW; END'],
    ['calls one to decide', 'BEGIN IF silver.purge_old() = 1 THEN RETURN NULL; END IF; RETURN NEW; END'],
    ['gives one back', 'BEGIN RETURN silver.purge_old(); END'],
    [
      'says what a function of the user’s gives',
      "BEGIN RAISE NOTICE '%', silver.purge_old(); RETURN NEW; END",
    ],
    ['raises again', 'BEGIN RAISE; RETURN NEW; END'],
    ['gives another row back', 'BEGIN RETURN coalesce(NEW, silver.row_of()); END'],
    ['has a variable', 'DECLARE n int := silver.purge_old(); BEGIN RETURN NEW; END'],
    ['loops', 'BEGIN FOR i IN 1..3 LOOP DELETE FROM staging.audit_log; END LOOP; RETURN NEW; END'],
    [
      'catches errors',
      'BEGIN RETURN NEW; EXCEPTION WHEN others THEN DELETE FROM staging.audit_log; RETURN NEW; END',
    ],
    [
      'puts a query into the row',
      'BEGIN SELECT secret INTO NEW.status FROM protected.api_keys; RETURN NEW; END',
    ],
    [
      'reads what is classified into the row',
      'BEGIN NEW.status := (SELECT email FROM silver.customers LIMIT 1); RETURN NEW; END',
    ],
    ['sets a key', 'BEGIN NEW.id := 1; RETURN NEW; END'],
    ['changes the row as a whole', 'BEGIN NEW := OLD; RETURN NEW; END'],
    ['names what is not there', 'BEGIN NEW.nothing := 1; RETURN NEW; END'],
    ['changes the structure', 'BEGIN DROP TABLE staging.audit_log; RETURN NEW; END'],
    ['changes the session', 'BEGIN SET LOCAL search_path = protected; RETURN NEW; END'],
    ['tells the world', "BEGIN NOTIFY x, 'y'; RETURN NEW; END"],
    ['means something else by a name', '#variable_conflict use_variable\nBEGIN RETURN NEW; END'],
    ['cannot be parsed', 'BEGIN IF THEN; END'],
    ['sets itself off', 'BEGIN UPDATE staging.orders_clean SET amount = 1 WHERE id = 2; RETURN NEW; END'],
  ])('%s is not read', (_, body) => {
    expect(told({ body }).understood).toBe(false);
  });

  const body = 'BEGIN RETURN NEW; END';
  it.each<readonly [string, Made]>([
    [
      'runs with the rights of another',
      {
        body: 'BEGIN DELETE FROM staging.audit_log WHERE id = 1; RETURN NEW; END',
        options: 'SECURITY DEFINER',
      },
    ],
    ['runs under settings of its own', { body, options: 'SET row_security = off' }],
    [
      'is put off',
      {
        body,
        on: 'AFTER UPDATE ON staging.orders_clean DEFERRABLE INITIALLY DEFERRED FOR EACH ROW',
        kind: 'CONSTRAINT',
      },
    ],
    [
      'sees all rows at once',
      { body, on: 'AFTER UPDATE ON staging.orders_clean REFERENCING NEW TABLE AS n' },
    ],
    [
      'asks a function whether it fires',
      { body, on: 'AFTER UPDATE ON staging.orders_clean FOR EACH ROW WHEN (silver.purge_old() = 1)' },
    ],
    [
      'has a function that is defined twice',
      {
        body,
        more: "CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
      },
    ],
    ['has a function in another language', { body, options: 'LANGUAGE plperl' }],
  ])('%s is not read either', (_, made) => {
    expect(told(made).understood).toBe(false);
  });

  it('stands in for a write to a view is not read', () => {
    expect(answerOf(pgReaderOf()('DELETE FROM silver.v_orders WHERE id = 1')).understood).toBe(false);
  });
});

describe('a rule', () => {
  const ruled = (event: string) =>
    pgReaderOf(`CREATE RULE r AS ON ${event} TO staging.scratch DO ALSO DELETE FROM staging.audit_log`);
  const sql = {
    INSERT: "INSERT INTO staging.scratch VALUES ('x')",
    UPDATE: "UPDATE staging.scratch SET line = 'x' WHERE line = 'y'",
    DELETE: "DELETE FROM staging.scratch WHERE line = 'y'",
  };

  it.each(['INSERT', 'UPDATE', 'DELETE'] as const)(
    'on %s is not read, and stands before no other statement',
    (event) => {
      for (const [verb, one] of Object.entries(sql))
        expect([verb, answerOf(ruled(event)(one)).understood]).toEqual([verb, verb !== event]);
    },
  );
});
