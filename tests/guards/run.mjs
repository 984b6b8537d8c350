/**
 * Takes one guard after the other out of a copy of the kernel and runs the tests that are named for it: each must go red. It refuses to call a
 * guard shown whose tests were red already, were not run, or stay green. `npm run guards` takes all; words after `--` choose by name or row.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parse } from 'yaml';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const lists = [
  'seams.yaml',
  'guards.yaml',
  'lifecycle.yaml',
  'custody.yaml',
  'elsewhere.yaml',
  'server.yaml',
  'wire.yaml',
  'attacks.yaml',
  'planted.yaml',
  'console.yaml',
  'site.yaml',
  'masking.yaml',
  'sealing.yaml',
  'preview.yaml',
  'plans.yaml',
  'deposits.yaml',
  'averages.yaml',
];
const words = process.argv.slice(2);

const say = (line) => process.stderr.write(`${line}\n`);

const isOurs = (path) => !path.endsWith('node_modules');

/** Tests of servers that others wrote have an install and a configuration of their own. */
const elsewhere = 'tests/elsewhere/';
const servers = join(elsewhere, 'servers', 'node_modules');
const isElsewhere = ({ tests }) => tests.some((test) => test.startsWith(elsewhere));

/** Everything but what is installed and what belongs to version control; the built program comes along. */
function copyOf(place) {
  for (const name of [
    'src',
    'actors',
    'cli',
    'downstreams',
    'examples',
    'manifests',
    'policies',
    'tests',
    'docs',
    'dist',
    'bench',
    'console',
    'site',
  ])
    if (existsSync(join(root, name)))
      cpSync(join(root, name), join(place, name), { recursive: true, filter: isOurs });
  for (const name of [
    'package.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'vitest.config.ts',
    'biome.json',
  ])
    cpSync(join(root, name), join(place, name));
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  if (existsSync(join(root, servers))) symlinkSync(join(root, servers), join(place, servers));
}

/** A source file and its built twin, both as `text` says. Types are not looked at: a guard taken out may leave a name unused. */
function put(place, file, text) {
  writeFileSync(join(place, file), text);
  if (!file.endsWith('.ts')) return;
  const { compilerOptions } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile).config;
  const { options: known } = ts.convertCompilerOptionsFromJson(compilerOptions, root);
  // A file alone does not know that its package is of modules.
  const options = { ...known, module: ts.ModuleKind.ESNext, sourceMap: false };
  const built = ts.transpileModule(text, { compilerOptions: options, fileName: file }).outputText;
  const target = join(place, 'dist', file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, built);
}

/** Milliseconds; a guard may be what kept a loop from being endless. */
const longest = 300_000;

/** The whole group goes when the time is up: what vitest has started would go on without it. */
function ended(child) {
  return new Promise((resolve) => {
    const late = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), longest);
    child.on('close', () => {
      clearTimeout(late);
      resolve();
    });
  });
}

/** A program that cannot be loaded turns every test red and shows nothing. */
const starts = (place) =>
  spawnSync(process.execPath, [join(place, 'dist', 'cli', 'main.js'), '--help'], { stdio: 'ignore' })
    .status === 0;

/** How many of the named tests passed and failed in the copy as it stands. */
async function run(place, guard) {
  const { tests, only } = guard;
  const report = join(place, 'guard-report.json');
  rmSync(report, { force: true });
  const argv = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...tests,
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  if (isElsewhere(guard)) argv.push('--config', join(elsewhere, 'vitest.config.ts'));
  if (only !== undefined) argv.push('-t', only);
  await ended(spawn(process.execPath, argv, { cwd: place, stdio: 'ignore', detached: true }));
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
}

const chosen = (guard) =>
  words.length === 0 ||
  words.some(
    (word) =>
      guard.guard.includes(word) ||
      (guard.rows ?? []).map(String).includes(word) ||
      [guard, ...(guard.also ?? [])].some(({ file }) => file.includes(word)),
  );

/** Sound runs that were green, by what they ran. */
const green = new Map();

async function shown(place, guard) {
  const key = JSON.stringify([guard.tests, guard.only]);
  if (!green.has(key)) green.set(key, await run(place, guard));
  const before = green.get(key);
  if (before.failed > 0 || before.passed === 0)
    return 'its tests are red, or none ran, with the guard in place';
  // Where two guards hold the same thing, each alone is enough: they are taken out together.
  const cuts = [guard, ...(guard.also ?? [])];
  const sound = cuts.map(({ file }) => readFileSync(join(place, file), 'utf8'));
  const astray = cuts.find(({ find }, at) => sound[at].split(find).length !== 2);
  if (astray !== undefined) return `its text does not stand once in ${astray.file}`;
  for (const [at, { file, find, put: instead }] of cuts.entries())
    put(
      place,
      file,
      sound[at].replace(find, () => instead),
    );
  const isWhole = starts(place);
  const after = isWhole ? await run(place, guard) : { passed: 0, failed: 0 };
  for (const [at, { file }] of cuts.entries()) put(place, file, sound[at]);
  if (!isWhole) return 'the program without it does not even start';
  return after.failed > 0 ? '' : `nothing failed without it (${after.passed} passed)`;
}

const guards = lists
  .map((name) => join(root, 'tests', 'guards', name))
  .filter(existsSync)
  .flatMap((path) => parse(readFileSync(path, 'utf8')))
  .filter(chosen);
if (guards.some(isElsewhere))
  spawnSync(process.execPath, [join(root, elsewhere, 'servers', 'ready.mjs')], { stdio: ['ignore', 2, 2] });
const place = mkdtempSync(join(tmpdir(), 'aegis-guards-'));
let missing = 0;
try {
  copyOf(place);
  for (const guard of guards) {
    const why = await shown(place, guard);
    const rows = guard.rows === undefined ? '' : ` (rows ${guard.rows.join(', ')})`;
    say(`${why === '' ? 'shown  ' : 'MISSING'} ${guard.guard}${rows}${why === '' ? '' : `: ${why}`}`);
    if (why !== '') missing += 1;
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.stdout.write(`${guards.length - missing} passed, ${missing} failed\n`);
process.exitCode = missing > 0 || guards.length === 0 ? 1 : 0;
