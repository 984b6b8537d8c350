// What the console is told of lines without effect is what the suite finds, with the call that shows it as a text.
import { describe, expect, it } from 'vitest';
import { type Examined, examine } from '../../../src/inspection/examined.js';
import { suiteFor } from '../../../src/suite/suite.js';
import { enacted } from '../../generated/subjects.js';

const { law } = enacted('docs/cookbook/aegis.yaml');
const policy = `version: 1
grant:
  - { id: all, to: [agent], can: [read, update, delete, insert], datasets: ["silver.*", "gold.*"] }
  - { id: never, to: [agent], can: [delete], datasets: ["gold.*"] }
forbid:
  - { id: no-gold-delete, when: 'effects.writes.exists(w, w.mode == "delete" && w.tier == "gold")' }
  - { id: second-wall, when: 'effects.writes.exists(w, w.mode == "delete" && w.dataset == "gold.customers")' }
  - { id: asleep, when: 'effects.statements == 7 && call.system == "postgres"' }
`;

const subject = {
  texts: [{ file: 'own.yaml', text: policy }],
  catalog: law.catalog,
  registry: law.registry,
  role: 'agent',
};

const kindsIn = ({ lines }: Examined) => Object.fromEntries(lines.map(({ id, kind }) => [id, kind]));

describe('an examined policy', () => {
  const examined = examine(subject);
  const line = (id: string) => examined.lines.find((one) => one.id === id);

  it('tells of each dead, shadowed and contradicted line, and of tools that nobody is allowed', () => {
    expect(kindsIn(examined)).toMatchObject({
      asleep: 'dead',
      'second-wall': 'shadowed',
      never: 'contradicted',
      aegis__promote: 'unreachable',
    });
    expect(kindsIn(examined)).not.toHaveProperty('no-gold-delete');
  });

  it('shows the call that shows it, as whom, and none where there is none to show', () => {
    expect(line('second-wall')?.call).toMatch(
      /^postgres__\w+ {"sql":"DELETE FROM gold\.customers.*} as agent/,
    );
    expect(line('second-wall')?.why).toContain('denied by no-gold-delete');
    const nothing = examine({
      ...subject,
      texts: [
        {
          file: 'own.yaml',
          text: 'version: 1\ngrant: [{ id: n, to: [agent], can: [read], datasets: ["platinum.*"] }]',
        },
      ],
    });
    expect(nothing.lines.find(({ id }) => id === 'n')).toMatchObject({ kind: 'dead', call: '' });
  });

  it('is what `aegis test gen` finds, of as many calls', () => {
    const { findings, tried } = suiteFor(subject);
    expect(examined.tried).toBe(tried);
    expect(examined.lines.map(({ id, kind, why }) => ({ id, kind, why }))).toEqual(
      findings.map(({ id, kind, why }) => ({ id, kind, why })),
    );
  });
});
