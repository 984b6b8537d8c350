// A set-up that is told to stop while it is made: it asks to be told before its first file is there, and takes back what it has written.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { init } from '../../cli/init.js';
import type { Doors } from '../../cli/shell/doors.js';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aegis-init-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const nothing = (): undefined => undefined;

it('asks to be told before its first file is there, and takes back all of them when the sample is not made', async () => {
  const place = join(home, 'place');
  const files = (): readonly string[] => readdirSync(home, { recursive: true, encoding: 'utf8' });
  const heard: string[] = [];
  // `as`: of the doors, those that a set-up on the sample goes through.
  const doors = {
    ...{ out: nothing, err: nothing, program: 'aegis', packageRoot: home },
    onInterrupt: () => void heard.push(`asked, with ${files().length} files`),
    run: async () => {
      heard.push(`making, with aegis.yaml: ${files().includes('place/aegis.yaml')}`);
      return 1;
    },
  } as unknown as Doors;
  expect(await init.run({ flags: {}, positionals: [place] }, doors)).toBe(1);
  expect(heard).toEqual(['asked, with 0 files', 'making, with aegis.yaml: true']);
  expect(files().filter((path) => /yaml|dsn/.test(path))).toEqual([]);
});
