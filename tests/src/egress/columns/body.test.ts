/** Objects with a body, and fixed result paths: by the dataset's columns, or not at all. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/call/json.js';
import { column, raw, released, type Setting, text } from '../fixtures.js';

const get: Setting = {
  egress: [column('id'), column('email', 'pii.email'), column('name', 'pii.name')],
  result: { classes: { body: 'pii.unknown' } },
};
const bodyOf = (body: Json, setting: Setting = get): Json | undefined =>
  released(setting, raw({ key: 'silver/a', body })).result.structuredContent?.body;
const email = '\\[EMAIL:[a-z2-7]{12}\\]';

describe('a body of a classified dataset', () => {
  it('as CSV is masked by its header and stays CSV', () => {
    expect(bodyOf('id,email,name\n1,ann@example.com,"Ann, B"\n2,,Bo\n')).toMatch(
      new RegExp(`^id,email,name\\n1,${email},\\[REDACTED:pii\\.name\\]\\n2,,\\[REDACTED:pii\\.name\\]\\n$`),
    );
  });

  it('as CSV shows no column that nobody declared, nor its name', () => {
    expect(bodyOf('id;Ann Bell\n1;Ann\n')).toBe('id;column_2\n1;[REDACTED:pii.unknown]\n');
  });

  it('as CSV with a ragged row shows nothing of that row', () => {
    expect(bodyOf('id,email\n1,ann@example.com,7')).toBe(
      'id,email\n[REDACTED:pii.unknown],[REDACTED:pii.unknown],[REDACTED:pii.unknown]',
    );
  });

  it('as JSON is masked by key', () => {
    const shown = JSON.parse(
      String(bodyOf(JSON.stringify([{ id: 1, email: 'x', name: 'Ann', extra: { deep: 'Ann' } }]))),
    ) as Json;
    expect(shown).toEqual([
      {
        id: 1,
        email: expect.stringMatching(/^\[EMAIL:/),
        name: '[REDACTED:pii.name]',
        column_4: { column_1: '[REDACTED:pii.unknown]' },
      },
    ]);
  });

  it('as JSON lines is masked line by line', () => {
    expect(bodyOf('{"id":1,"name":"Ann"}\n{"id":2,"name":"Bo"}\n')).toBe(
      '{"id":1,"name":"[REDACTED:pii.name]"}\n{"id":2,"name":"[REDACTED:pii.name]"}',
    );
  });

  it.each(['Ann Bell, 12 High Street', 'name: Ann', 'a,b\nAnn,1', '"unclosed', '\u0000\u0001Ann'])(
    'as %j is withheld',
    (body) => {
      expect(bodyOf(body)).toMatch(/^\[WITHHELD: \d+ bytes\]$/);
    },
  );

  it('in a text block beside it is masked as well', () => {
    const { result } = released(
      get,
      raw({ key: 'k', body: 'id,name\n1,Ann' }, [
        text('id,name\n1,Ann'),
        text('Ann'),
        text('{"body":"Ann"}'),
        text('["Ann"]'),
      ]),
    );
    expect(JSON.stringify(result)).not.toContain('Ann');
  });

  it('in another place than the manifest says is masked as well', () => {
    const { result } = released(get, raw({ content: 'Ann', nested: { name: 'Ann' } }));
    expect(JSON.stringify(result)).not.toContain('Ann');
  });

  it('of clear columns meets the content net alone', () => {
    const clear = { ...get, egress: [column('id'), column('country')] };
    expect(bodyOf('id,country\n1,DE\n', clear)).toBe('id,country\n1,DE\n');
    expect(bodyOf('id,country\n1,ann@example.com', clear)).not.toContain('ann@');
  });
});

describe('a body of objects, of which all is masked', () => {
  const whole: Setting = {
    ...get,
    egress: [{ name: '*', classes: ['pii.name'], how: 'unknown', from: ['silver.a.id', 'silver.a.name'] }],
    egressBy: 'name',
  };
  const shownOf = (body: string): Json | undefined => bodyOf(body, whole);

  it('shows the names that are declared', () => {
    expect(shownOf('id;name\n1;Ann')).toBe('id;name\n[REDACTED:pii.name];[REDACTED:pii.name]');
    expect(shownOf('{"id":1,"rows":[{"name":"Ann"}]}')).toBe(
      '{"id":"[REDACTED:pii.name]","rows":[{"name":"[REDACTED:pii.name]"}]}',
    );
  });

  it.each(['Bell', 'Bell\nAnn\n', '1,Bell\n2,Ann\n', 'Bell;Ann', '"Bell"', 'Bell|id2'])(
    'shows no word of %j, of which none is a heading',
    (body) => {
      expect(shownOf(body)).toMatch(/^\[WITHHELD: \d+ bytes\]$/);
    },
  );

  it.each([
    '{"Bell":{"id":1}}',
    '[{"Bell":1}]',
    '{"rows":{"Bell":[1]}}',
    '{"id":1}\n{"Bell":2}',
    'id,Bell\n1,2',
  ])('shows no key of %j that may be a value', (body) => {
    expect(shownOf(body)).not.toContain('Bell');
    expect(shownOf(body)).toContain('column_');
  });
});

describe('a result without a body of a dataset whose columns are known by name', () => {
  const graph: Setting = {
    egress: [column('name'), column('notes', 'pii.text'), { ...column('*', 'pii.unknown'), how: 'unknown' }],
  };
  const nested = { entities: [{ name: 'roof', notes: ['Ann Bell'], owner: 'Ann' }] };
  const shownBy = (egressBy: 'name' | undefined): string => {
    const setting = egressBy === undefined ? graph : { ...graph, egressBy };
    return JSON.stringify(released(setting, raw(nested, [text(JSON.stringify(nested, null, 2))])).result);
  };

  it('is masked key by key, however deep, in both copies', () => {
    const shown = shownBy('name');
    expect(shown.match(/roof/g)).toHaveLength(2);
    expect(shown.match(/REDACTED:pii\.text/g)).toHaveLength(2);
    expect(shown.match(/REDACTED:pii\.unknown/g)).toHaveLength(2);
    expect(shown).not.toMatch(/Ann/);
  });

  it('shows nothing when its columns are known by position alone', () => {
    expect(shownBy(undefined)).not.toMatch(/Ann|roof/);
  });
});

describe('a fixed path', () => {
  const fixed: Setting = {
    result: { classes: { body: 'pii.unknown', 'items.*.owner': 'pii.name', note: 'clear' } },
  };
  it('is masked by its class, the rest meets the content net', () => {
    const { result } = released(
      fixed,
      raw({ body: 'Ann', items: [{ owner: 'Ann', size: 1 }], note: 'free' }),
    );
    expect(result.structuredContent).toEqual({
      body: '[REDACTED:pii.unknown]',
      items: [{ owner: '[REDACTED:pii.name]', size: 1 }],
      note: 'free',
    });
  });

  it('guards text that is not the same JSON', () => {
    const { result } = released(fixed, raw(undefined, [text('Ann says'), text('{"body":"Ann"}')]));
    // What stands behind them says how they were masked.
    expect(result.content.map((block) => block.text)).toEqual([
      '[REDACTED:pii.name+pii.unknown]',
      '{"body":"[REDACTED:pii.unknown]"}',
      expect.stringContaining('Masked: /content/*'),
    ]);
  });
});

describe('a digest beside a body', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  const beside: Setting = {
    ...get,
    result: { classes: { body: 'pii.unknown', version: 'secret.digest' } },
  };

  it('is masked whole, by its own class, whatever the call has read', () => {
    for (const egress of [get.egress ?? [], [column('id')], []]) {
      const { result } = released({ ...beside, egress }, raw({ version: digest, body: 'id\n1\n' }));
      expect(result.structuredContent?.version).toBe('[REDACTED:secret.digest]');
      expect(JSON.stringify(result)).not.toContain('0a0a');
    }
  });

  it('does not say where the body went: with no body in its place everything is taken for it', () => {
    const { result } = released(beside, raw({ version: digest, text: 'Ann Bell of Utrecht' }));
    expect(JSON.stringify(result)).not.toContain('Ann');
  });
});
