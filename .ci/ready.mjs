// Makes a fresh clone ready: installs what the lock file names when it is not installed yet. Does nothing otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const installed = (path) => {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return false;
  const have = JSON.parse(readFileSync(record, 'utf8')).packages;
  const want = JSON.parse(readFileSync(path, 'utf8')).packages;
  return Object.entries(want).every(
    ([name, wanted]) => name === '' || wanted.optional === true || have[name]?.version === wanted.version,
  );
};

if (!installed('package-lock.json')) {
  console.error(
    'installing dependencies; better-sqlite3 compiles where no prebuilt binary is reachable (minutes)',
  );
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-progress', '--loglevel=warn'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  process.exitCode = done.status ?? 1;
}
