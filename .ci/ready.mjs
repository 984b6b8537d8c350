// Makes a fresh clone ready: installs what the lock file names when it is not installed yet, and compiles a driver anew that would abort. Does nothing otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const installed = (path) => {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return false;
  const have = JSON.parse(readFileSync(record, 'utf8')).packages;
  const want = JSON.parse(readFileSync(path, 'utf8')).packages;
  return Object.entries(want).every(
    ([name, wanted]) => name === '' || wanted.optional === true || have[name]?.version === wanted.version,
  );
};

/** Compiled without the header that is named below, against headers that need it. */
const aborts = () => {
  const driver = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
  return existsSync(driver) && readFileSync(driver).includes('RemoveEnvironmentCleanupHook');
};

function npm(...args) {
  const own = `-include "${resolve('.ci/object-wrap.h')}"`;
  const done = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, '--loglevel=warn'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...process.env, CXXFLAGS: [process.env.CXXFLAGS, own].filter(Boolean).join(' ') },
  });
  process.exitCode = done.status ?? 1;
}

if (!installed('package-lock.json')) {
  console.error(
    'installing dependencies; better-sqlite3 compiles where no prebuilt binary is reachable (minutes)',
  );
  npm('ci', '--no-progress');
} else if (aborts()) {
  console.error('compiling better-sqlite3 anew: as it is, this version of Node aborts in it (a minute)');
  npm('rebuild', 'better-sqlite3');
}
