// What a suite tells of a policy that was made to be told of: each kind of line that never does a thing, with the call that shows it.
import { describe, expect, it } from 'vitest';
import { readPolicies } from '../../../src/oracle/reading.js';
import { type Suite, suiteFor } from '../../../src/suite/suite.js';
import { enacted } from '../../generated/subjects.js';

const { law } = enacted('docs/cookbook/aegis.yaml');

const suiteOf = (text: string): Suite =>
  suiteFor({
    texts: [{ file: 'own.yaml', text: `version: 1\n${text}` }],
    catalog: law.catalog,
    registry: law.registry,
    role: 'agent',
  });

const found = (suite: Suite, id: string) => {
  const { findings } = suite;
  return findings
    .filter((one) => one.id === id)
    .map(({ kind, why, call }) => ({ kind, why, call: call === undefined ? undefined : call.witness }));
};

describe('a suite tells', () => {
  const suite = suiteOf(`
grant:
  - { id: all, to: [agent], can: [read, update, delete, insert], datasets: ["silver.*", "gold.*"] }
  - { id: twice, to: [agent], can: [read], datasets: [silver.orders] }
  - { id: never, to: [agent], can: [delete], datasets: ["gold.*"] }
  - { id: nothing, to: [agent], can: [read], datasets: ["platinum.*"] }
forbid:
  - { id: no-gold-delete, when: 'effects.writes.exists(w, w.mode == "delete" && w.tier == "gold")' }
  - { id: second-wall, when: 'effects.writes.exists(w, w.mode == "delete" && w.dataset == "gold.customers")' }
  - { id: asleep, when: 'effects.statements == 7 && call.system == "postgres"' }
mask:
  - { id: of-nobody, class: pii.blood, with: drop }
  - { id: as-ever, class: "pii.*", with: redact }
`);

  it('of a line that speaks of no call, with the call that comes nearest', () => {
    const [one] = found(suite, 'asleep');
    expect(one).toMatchObject({ kind: 'dead', call: { tool: 'postgres__query' } });
    expect(one?.why).toContain('but for `effects.statements == 7`');
  });

  it('of a line without which each call comes out the same', () => {
    const [one] = found(suite, 'second-wall');
    expect(one).toMatchObject({ kind: 'shadowed' });
    expect(JSON.stringify(one?.call?.args)).toContain('DELETE FROM gold.customers');
    expect(one?.why).toContain('denied by no-gold-delete');
    expect(found(suite, 'no-gold-delete')).toEqual([]);
  });

  it('of a grant that another one covers, one that covers nothing, and one of which all is denied', () => {
    expect(found(suite, 'twice')).toMatchObject([
      { kind: 'shadowed', why: 'all that it grants all grants as well' },
    ]);
    expect(found(suite, 'nothing')).toMatchObject([{ kind: 'dead', call: undefined }]);
    expect(found(suite, 'never')).toMatchObject([{ kind: 'contradicted' }]);
    expect(found(suite, 'never')[0]?.why).toContain('denied by no-gold-delete');
  });

  it('of a mask that no value meets, and one that changes nothing', () => {
    expect(found(suite, 'of-nobody')).toMatchObject([{ kind: 'dead' }]);
    expect(found(suite, 'as-ever')).toMatchObject([{ kind: 'shadowed' }]);
  });

  it('nothing of a mask that lets an average stand, of which none of its statements asks', () => {
    const reads = 'grant: [{ id: all, to: [agent], can: [read], datasets: ["*"] }]\n';
    const mask = (unless: string) =>
      `${reads}mask: [{ id: mails, class: pii.email, with: redact${unless} }]\n`;
    const letting = ', unless: { averaged-over: 20, of: silver.customers.email, by: [] }';
    expect(found(suiteOf(mask('')), 'mails')).toMatchObject([{ kind: 'shadowed' }]);
    expect(found(suiteOf(mask(letting)), 'mails')).toEqual([]);
  });

  it('of a tool that nobody is allowed', () => {
    expect(found(suite, 'aegis__promote')).toMatchObject([
      { kind: 'unreachable', call: { tool: 'aegis__promote' } },
    ]);
    expect(found(suite, 'postgres__query')).toEqual([]);
  });
});

describe('a suite shows each side of a bound', () => {
  const shows = (text: string): readonly string[] => suiteOf(text).cases.flatMap((one) => one.shows);

  it('of a count, an hour and a day', () => {
    const all = shows(`
grant: [{ id: r, to: [agent], can: [read], datasets: ["*"] }]
forbid:
  - { id: late, when: 'time.hour >= 18 || time.weekday in ["saturday"]' }
limit:
  - { id: few, unless: 'session.rowsRead < 50' }
`);
    expect(all).toEqual(
      expect.arrayContaining([
        'late: `time.hour >= 18` is asked one below its bound',
        'late: `time.hour >= 18` is asked at its bound',
        'late: `time.hour >= 18` is asked one above its bound',
        'late: `time.weekday in ["saturday"]` holds, and that decides it',
        'late: `time.weekday in ["saturday"]` does not hold, and that decides it',
        'few: `session.rowsRead < 50` is asked at its bound',
        'few: `session.rowsRead < 50` is asked one below its bound',
        'few alone decides',
      ]),
    );
  });

  it('of a text, its length, its pattern, and of an argument that may be left out', () => {
    const all = shows(`
grant: [{ id: w, to: [agent], can: [insert, read], datasets: ["*"] }]
forbid:
  - { id: script, when: 'call.tool == "s3__put" && arguments.key.matches("(?i)[.](sh|exe)$")' }
  - { id: long, when: 'call.tool == "s3__put" && arguments.body.size() > 9' }
  - { id: typed, when: '"content_type" in arguments' }
`);
    expect(all).toEqual(
      expect.arrayContaining([
        'script: `arguments.key.matches("(?i)[.](sh|exe)$")` holds, and that decides it',
        'long: `arguments.body.size() > 9` is asked at its bound',
        'long: `arguments.body.size() > 9` is asked one above its bound',
        'typed: `"content_type" in arguments` holds, and that decides it',
      ]),
    );
  });
});

describe('what is left out', () => {
  it('is a condition that the oracle cannot weigh, by its line', () => {
    const { leftOut, cases } = suiteOf(`
grant: [{ id: r, to: [agent], can: [read], datasets: ["*"] }]
forbid: [{ id: half, when: 'session.calls / 2 == 1' }]
`);
    expect(leftOut).toContain('half: its condition asks what is not weighed here');
    expect(cases.filter(({ call }) => call.witness.of !== undefined && !call.witness.isMalformed)).toEqual(
      [],
    );
  });

  it('is no moment: the oracle knows when each test is made', () => {
    const { leftOut, findings } = suiteOf(`
grant: [{ id: r, to: [agent], can: [read], datasets: ["*"] }]
forbid: [{ id: once, when: 'time.epoch == 1767614400' }]
`);
    expect(findings.filter(({ id }) => id === 'once')).toEqual([]);
    expect(leftOut.filter((one) => one.includes('is not weighed here'))).toEqual([]);
  });

  it('is every dataset for which one like it stands', () => {
    const datasets = new Map(law.catalog.datasets);
    const one = [...datasets.values()].find(({ name }) => name === 'silver.orders') ?? expect.fail('none');
    // `as`: a name of the same form as the others.
    const name = 'silver.returns' as typeof one.name;
    datasets.set(name, { ...one, name });
    const { leftOut } = suiteFor({
      texts: [
        {
          file: 'own.yaml',
          text: 'version: 1\ngrant: [{ id: r, to: [agent], can: [read], datasets: ["silver.*"] }]\n',
        },
      ],
      catalog: { ...law.catalog, datasets },
      registry: law.registry,
      role: 'agent',
    });
    expect(leftOut).toEqual(['silver.orders stands for 1 datasets like it: silver.returns']);
  });
});

describe('a reading', () => {
  it('has the lines of the invariants before the others, and knows a file that denies flows', () => {
    const reading = readPolicies([
      { file: 'a.yaml', text: 'version: 1\nforbid: [{ id: own, when: "true" }]\n' },
      {
        file: 'b.yaml',
        text: 'version: 1\nclassified-flow: deny\ninvariants: { wall: { because: it stands, forbid: [{ id: first, when: "false" }] } }\n',
      },
    ]);
    expect(reading.lines.map(({ fullId }) => fullId)).toEqual(['wall/first', 'own']);
    expect(reading.deniesFlows).toBe(true);
  });
});
