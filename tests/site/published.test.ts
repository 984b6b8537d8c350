// What publishes the page does what a clone can do, and publishes what was built.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const step = z.looseObject({
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const form = z.looseObject({ jobs: z.record(z.string(), z.looseObject({ steps: z.array(step) })) });
const { jobs } = form.parse(parse(readFileSync('.github/workflows/pages.yml', 'utf8')));
const steps = jobs.build?.steps ?? [];

describe('the workflow that publishes the page', () => {
  it('runs commands that a clone has: what the lock file names, and the build of the page', () => {
    const { scripts } = z
      .looseObject({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci --ignore-scripts', 'npm run site']);
    expect(scripts.site).toBe('node site/build.mjs');
  });

  it('publishes the directory that the build writes, and nothing beside it', () => {
    expect(steps.flatMap((one) => one.with?.path ?? [])).toEqual(['dist/site']);
    expect(readFileSync('site/build.mjs', 'utf8')).toContain("outDir: join(root, '..', 'dist', 'site')");
  });
});
