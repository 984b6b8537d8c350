// What an engine is asked and what its answer adds: everything the detectors found stays as it was, nothing secret is sent, and what it was not asked is not shown.
import { describe, expect, it } from 'vitest';
import {
  type AskEngine,
  type EngineSpan,
  questionOf,
  withEngine,
} from '../../../../../src/egress/net/engine/engine.js';
import { createNet } from '../../../../../src/egress/net/net.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import { chooser } from '../../../../../src/egress/operators/choose.js';
import { owingOf } from '../../../../../src/egress/owing.js';
import type { RawResult } from '../../../../../src/egress/released.js';
import { doJob, type EngineTurn } from '../../../../../src/egress/result/job.js';
import {
  masked as alone,
  column,
  digest,
  permitFor,
  raw,
  rule,
  rules,
  type Setting,
  text,
} from '../../fixtures.js';

const finds =
  (words: Readonly<Record<string, string>>): AskEngine =>
  (sent) =>
    Object.entries(words).flatMap(([word, name]): EngineSpan[] => {
      const start = sent.indexOf(word);
      return start < 0 ? [] : [{ start, end: start + word.length, class: name, score: 0.8 }];
    });
const netWith = (engine: AskEngine, given = rules) =>
  createNet({ choose: chooser(given), digest, scrub: (value) => ({ text: value, hits: 0 }), engine });
const masked = (value: string, engine: AskEngine, given = rules): string =>
  netWith(engine, given).leaf(value, 0)?.text ?? value;
const sentBy = (value: string, hint = 0, given = rules): readonly string[] => {
  const sent: string[] = [];
  netWith((one) => {
    sent.push(one);
    return [];
  }, given).leaf(value, hint);
  return sent;
};

describe('an engine adds', () => {
  it('what no detector knows, by the operator of its class, and says who found it', () => {
    const leaf = netWith(finds({ Zorblatt: 'pii.name' })).leaf('ask Zorblatt about it', 0);
    expect(leaf?.text).toBe('ask [REDACTED:pii.name] about it');
    expect(leaf?.hits).toMatchObject([
      { class: 'pii.name', detector: 'presidio', tier: 'engine', start: 4, end: 12, by: 'content' },
    ]);
  });

  it('a word that no detector knows, as a glance would call it clean', () => {
    expect(masked('plain zorblatt words', finds({ zorblatt: 'pii.name' }))).toBe(
      'plain [REDACTED:pii.name] words',
    );
  });

  it('around a hit of a detector, which stays what it was', () => {
    const value = 'Zorblatt ann.bell@example.com of Quux';
    const alone = scan(value, 0).filter(({ detector }) => detector === 'email');
    expect(alone).toHaveLength(1);
    const hits = withEngine(value, alone, {
      spans: [{ start: 0, end: value.length, class: 'pii.free_text', score: 1 }],
    });
    expect(hits).toContainEqual(alone[0]);
    expect(hits.map(({ start, end }) => value.slice(start, end))).toEqual([
      'Zorblatt ',
      'ann.bell@example.com',
      ' of Quux',
    ]);
  });

  it('nothing to what policy lets pass, and all beside it', () => {
    const given = [rule('pii.email', 'pass'), rule('*', 'redact')];
    const engine = finds({ 'ann.bell@example.com': 'pii.free_text' });
    expect(masked('to ann.bell@example.com', engine, given)).toBe('to [REDACTED:pii.free_text]');
    expect(masked('to ann.bell@example.com', finds({ bell: 'pii.email' }), given)).toBe(
      'to ann.bell@example.com',
    );
  });

  it('a find behind an invisible mark, a ligature and half a pair, as whole characters of the text', () => {
    expect(masked('ask Zor\u200bblatt', finds({ Zorblatt: 'pii.name' }))).toBe('ask [REDACTED:pii.name]');
    // NFKC makes two letters of the ligature, of which the engine found one.
    expect(masked('ask Zo\ufb01', finds({ Zof: 'pii.name' }))).toBe('ask [REDACTED:pii.name]');
    expect(masked('\ud83d ask Zorblatt', finds({ Zorblatt: 'pii.name' }))).toBe(
      '\ud83d ask [REDACTED:pii.name]',
    );
    expect(questionOf('\ud83d ask', [])?.sent).toBe('\ufffd ask');
  });

  it('the surer of two finds where they overlap, and of the other what is left', () => {
    const spans: readonly EngineSpan[] = [
      { start: 0, end: 12, class: 'pii.free_text', score: 0.6 },
      { start: 4, end: 8, class: 'pii.name', score: 0.9 },
    ];
    expect(withEngine('abcdefghijkl', [], { spans })).toMatchObject([
      { start: 0, end: 4, class: 'pii.free_text' },
      { start: 4, end: 8, class: 'pii.name' },
      { start: 8, end: 12, class: 'pii.free_text' },
    ]);
  });
});

describe('an engine takes nothing away', () => {
  /** A generator of its own, so that the same run is the same run. */
  const random =
    (seed: number) =>
    (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % most;
    };

  it('whatever it answers: each hit of a detector stays, all that it found is covered, and nothing overlaps', () => {
    const value =
      'Mail ann.bell@example.com or 4111 1111 1111 1111, 10.20.30.40, say Zorblatt Quux of Frobnitz';
    const own = scan(value, 0);
    expect(own.length).toBeGreaterThan(2);
    for (let seed = 1; seed <= 400; seed += 1) {
      const next = random(seed);
      const spans = Array.from({ length: 1 + next(6) }, (): EngineSpan => {
        const start = next(value.length);
        return {
          start,
          end: start + 1 + next(value.length - start),
          class: 'pii.name',
          score: next(100) / 100,
        };
      });
      const hits = withEngine(value, own, { spans });
      for (const hit of own) expect(hits).toContainEqual(hit);
      hits.forEach((hit, i) => void expect(hit.start).toBeGreaterThanOrEqual(hits[i - 1]?.end ?? 0));
      const isCovered = (at: number): boolean => hits.some(({ start, end }) => at >= start && at < end);
      for (const { start, end } of spans)
        for (let at = start; at < end; at += 1)
          if (/\w/.test(value.charAt(at))) expect(isCovered(at), `${seed} ${at}`).toBe(true);
    }
  });

  it('a leaf looks the same with one that finds nothing', () => {
    const values = [
      'ann.bell@example.com',
      'plain words',
      'a\u200bnn.bell@example.com',
      '{"a":1}',
      'x'.repeat(70_000),
    ];
    for (const value of values) expect(masked(value, () => [])).toBe(alone(value));
  });
});

describe('an engine is never sent', () => {
  it('a secret, of which a star stands for each unit', () => {
    const value = `use AKIAIOSFODNN7EXAMPLE for Zorblatt`;
    expect(sentBy(value)).toEqual([`use ${'*'.repeat(20)} for Zorblatt`]);
    expect(sentBy('https://ann:hunter2secret@db.example.com/x').join()).not.toContain('hunter2secret');
  });

  it('a secret that policy lets pass', () => {
    const given = [rule('*', 'pass')];
    expect(sentBy('use AKIAIOSFODNN7EXAMPLE', 0, given).join()).not.toContain('AKIA');
  });

  it('a secret in a URL that looks like a wallet as well', () => {
    const wallet = '1BoatSLRHtKNngkdXEeobR76b53LETtpyT';
    const sent = sentBy(`https://${wallet}:hunter2secret@db.example.com/x`).join();
    expect(sent).not.toContain('hunter2secret');
    expect(sent).not.toContain(wallet);
  });

  it('what is encoded, as a secret may be in it: the leaf is withheld, or passes as policy says', () => {
    const encoded = `note ${Buffer.from('ann.bell@example.com is the one').toString('base64')}`;
    expect(sentBy(encoded)).toEqual([]);
    expect(masked(encoded, () => [])).toMatch(/^\[WITHHELD/);
    expect(masked(encoded, () => [], [rule('*', 'pass')])).toBe(encoded);
  });

  it('what is too long to be scanned, and what has neither letter nor digit', () => {
    expect(sentBy('word '.repeat(220_000))).toEqual([]);
    expect(sentBy('-- ... --')).toEqual([]);
  });

  it('what is left of a classified value by its operator', () => {
    const setting: Setting = {
      rules: [rule('pii.email', 'domain')],
      egress: [column('email', 'pii.email')],
      result: { rows: 'arrays', rowsAt: ['rows'], columnsAt: ['columns'], classes: {} },
    };
    const { asks = [] } = ask(setting, raw({ columns: ['email'], rows: [['ann.bell@zorblatt.example']] }));
    expect(asks.join()).not.toMatch(/ann|zorblatt/);
  });
});

const jobOf = (setting: Setting, result: RawResult, engine: EngineTurn) =>
  doJob({ owing: owingOf(permitFor(setting)), raw: result, scrub: undefined, engine }, digest);
const ask = (setting: Setting, result: RawResult) => jobOf(setting, result, { turn: 'ask' });
const shownBy = (setting: Setting, result: RawResult, engine: EngineTurn): string =>
  JSON.stringify(jobOf(setting, result, engine).masked);

describe('a masking with an engine', () => {
  const result = raw({ note: 'Zorblatt', tags: ['Quux', { 'key of Frobnitz': 1 }] }, [text('Plugh said so')]);

  it('gathers each text on every surface once, as it masks by the detectors', () => {
    const { asks, masked: first } = ask({}, result);
    expect(asks).toEqual(expect.arrayContaining(['Zorblatt', 'Quux', 'key of Frobnitz', 'Plugh said so']));
    expect(new Set(asks).size).toBe(asks?.length);
    expect(first).toHaveProperty('result');
  });

  it('masks what the engine found, on every surface', () => {
    const { asks = [] } = ask({}, result);
    const answers = asks.map(
      (sent) =>
        [
          sent,
          finds({ Zorblatt: 'pii.name', Quux: 'pii.name', Frobnitz: 'pii.name', Plugh: 'pii.name' })(sent) ??
            [],
        ] as const,
    );
    const shown = shownBy({}, result, { turn: 'told', answers, rows: 0 });
    expect(shown).not.toMatch(/Zorblatt|Quux|Frobnitz|Plugh/);
  });

  it('shows no text that the engine was not asked about', () => {
    const shown = shownBy({}, result, { turn: 'told', answers: [['Quux', []]], rows: 0 });
    expect(shown).toContain('Quux');
    expect(shown).not.toMatch(/Zorblatt|Frobnitz|Plugh/);
    expect(shown).toContain('pii.unscanned');
  });

  it('shows no more rows than were gathered, and says that there are more', () => {
    const setting: Setting = {
      result: { rows: 'arrays', rowsAt: ['rows'], columnsAt: ['columns'], classes: {} },
      egress: [column('a')],
    };
    const rows = raw({ columns: ['a'], rows: [['Quux'], ['Zorblatt']] });
    const answers = [
      ['a', []],
      ['Quux', []],
      ['Zorblatt', []],
    ] as const;
    expect(jobOf(setting, rows, { turn: 'told', answers, rows: 2 }).masked).toMatchObject({
      rows: 2,
      truncated: false,
    });
    expect(jobOf(setting, rows, { turn: 'told', answers, rows: 1 }).masked).toMatchObject({
      rows: 1,
      truncated: true,
    });
  });

  it('says in the result that it was masked without, and why', () => {
    const { masked: without } = jobOf({}, raw({ a: 'plain' }), { turn: 'without', why: 'late' });
    expect(without).toMatchObject({ result: { without: 'it did not answer in time' } });
    expect(JSON.stringify(without)).toContain('by the built-in detectors alone');
  });
});
