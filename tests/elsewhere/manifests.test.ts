// Our manifests of servers that others wrote, held against the live servers: each tool is as it was pinned, and each argument is one that the tool has.
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verb } from '../acceptance/kernel.js';
import { makePlace } from './place.js';

const names = ['everything', 'filesystem', 'memory', 'postgres', 'sqlite'];

describe.each(names)('the manifest %s', (name) => {
  const place = makePlace({
    manifests: [name],
    files: { 'secrets/shop-password': 'none is needed to list' },
  });
  mkdirSync(place.path('files'));

  it('is taken by a kernel beside the default policy', () => {
    const { exit, stderr } = verb(place, 'check');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.not.stringContaining('problem') });
  });

  it('holds the pins of the servers that are installed', () => {
    const { exit, stdout, stderr } = verb(place, 'manifest', 'diff', place.path(`${name}.yaml`));
    expect({ exit, stdout }, stderr).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/(\d+) of \1 tools are as pinned/),
    });
    place.remove();
  });
});
