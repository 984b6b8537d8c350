// What looks wrong in a configuration that may start.
import { describe, expect, it } from 'vitest';
import { type Granted, warningsOf } from '../../../actors/law/warnings.js';

const grant = (...datasets: readonly string[]) => ({
  id: 'read',
  to: ['analyst', 'cleaner'],
  can: ['read' as const],
  datasets: [...datasets],
});
const warned = (over: Partial<Granted>): readonly string[] =>
  warningsOf({ grants: [grant('*')], role: 'cleaner', datasets: ['silver.people', 'gold.people'], ...over });

describe('a configuration is warned of', () => {
  it('a role that no grant names, with the one that was meant', () => {
    expect(warned({ role: 'claener' })).toEqual([
      'no grant names the role `claener`: everything is denied; did you mean `cleaner`?',
    ]);
  });

  it('a grant that covers nothing, and a dataset that nobody declares', () => {
    expect(warned({ grants: [grant('bronze.*')] })).toEqual([
      'the grant `read` covers no catalogued dataset',
    ]);
    expect(warned({ grants: [grant('gold.*', 'silver.poeple')] })).toEqual([
      'the grant `read` names `silver.poeple`, which no manifest declares; did you mean `silver.people`?',
    ]);
  });

  it('nothing, where every word has what it names', () => {
    expect(warned({ grants: [grant('silver.people', 'bronze.*')] })).toEqual([]);
  });

  it('nothing that could be in what could not be read', () => {
    expect(warned({ role: undefined, datasets: undefined, grants: [grant('far.*')] })).toEqual([]);
  });
});
