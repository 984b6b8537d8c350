// The arrows between the rooms and the one door of each package. What the compiler already refuses (Node types in
// `src/`) is refused here as well, so that a change to a tsconfig cannot open a wall by accident.

const OFFICERS = '^actors/(?!powers/)';
const HANDS = '^actors/powers/';
const PORTS = '^actors/powers(-console|-engine|-sandbox|-threads)?\\.ts$';
/** The folders of a room, each with those it may import besides its own and the files that lie in the room itself. */
const FOLDERS = {
  actors: {
    cells: [],
    trip: ['cells'],
    officers: ['cells', 'trip'],
    systems: ['officers', 'trip'],
    kernel: ['cells', 'trip', 'officers', 'systems'],
    law: ['kernel', 'trip'],
    inspection: ['kernel', 'law', 'systems', 'trip'],
    rehearsal: ['cells', 'law', 'officers', 'systems', 'trip'],
    outside: ['systems'],
  },
  'src/egress': {
    detect: [],
    spelling: ['detect'],
    forms: ['detect', 'spelling'],
    media: [],
    operators: ['spelling'],
    net: ['detect', 'spelling', 'forms', 'operators'],
    columns: ['detect', 'spelling', 'forms', 'operators', 'net'],
    result: ['detect', 'spelling', 'forms', 'media', 'operators', 'net', 'columns'],
  },
  'src/egress/detect': {
    text: [],
    words: ['text'],
    checks: ['text'],
    names: ['words', 'text'],
    phones: ['words', 'text', 'names'],
    addresses: ['words', 'text'],
    ids: ['checks', 'words', 'text'],
    secrets: [],
  },
  'src/egress/net': {
    text: [],
    borders: ['text'],
    engine: ['text'],
    walk: ['text', 'borders'],
  },
  'src/intercept/sql/postgres': {
    tree: [],
    schema: ['tree'],
    desk: ['tree', 'schema'],
    values: ['tree', 'schema', 'desk'],
    carrying: ['tree', 'schema', 'desk', 'values'],
    writes: ['tree', 'schema', 'desk', 'values', 'carrying'],
    beyond: ['tree', 'schema', 'desk', 'values', 'writes'],
  },
  'src/intercept/sql/sqlite': {
    tokens: [],
    engine: ['tokens'],
    values: ['tokens', 'engine'],
    schema: ['tokens', 'engine', 'values'],
    carrying: ['tokens', 'engine', 'values'],
    answers: ['tokens', 'engine', 'values', 'carrying'],
    writes: ['tokens', 'engine', 'values', 'carrying', 'answers'],
  },
};
const SOURCE_ROOMS = '^(src|actors|cli|downstreams|console|site)/';
const PUBLIC_EXPORTS =
  '^(src/index\\.ts|actors/index\\.ts|actors/powers/index\\.ts|actors/powers/workers/reading\\.ts|downstreams/postgres/tools\\.ts|dist/|package\\.json$)';

/** @param {string} name */
const literal = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A package by its resolved path or, when it is not installed, by the name that was written. */
const inPackage = (name) => `(^|node_modules/)${literal(name)}(/|$)`;

/** One door a package: of the source rooms, only the files that match `door` may import it. */
const door = (name, doorPath, path = inPackage(name)) => ({
  name: `door-${name.replace(/[^a-z0-9-]+/g, '-').replace(/^-/, '')}`,
  comment: `\`${name}\` has one door, so that an upgrade touches one file: ${doorPath}`,
  severity: 'error',
  from: { path: SOURCE_ROOMS, pathNot: doorPath },
  to: { path },
});

/** An arrow that does not exist. */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const arrows = [
  wall(
    'src-stands-alone',
    'the law imports the law and pure packages, nothing else of ours',
    { path: '^src/' },
    { path: '^(actors|cli|console|downstreams|tests|bench|examples|site|manifests|policies)/' },
  ),
  wall(
    'officers-import-law-and-ports',
    'officers import src, each other and the ports in actors/powers.ts; never a hand',
    { path: OFFICERS },
    { path: '^(actors/powers/|cli/|console/|downstreams/|tests/|bench/|examples/|site/)' },
  ),
  ...Object.entries(FOLDERS).flatMap(([room, folders]) =>
    Object.entries(folders).map(([folder, below]) =>
      wall(
        `${room.replaceAll('/', '-')}-${folder}`,
        `of the folders of ${room}, ${folder} is built on ${below.join(', ') || 'none'} and on no other`,
        { path: `^${room}/${folder}/` },
        { path: `^${room}/(?!powers/)[^/]+/`, pathNot: `^${room}/(${[folder, ...below].join('|')})/` },
      ),
    ),
  ),
  wall(
    'hands-import-ports-and-types',
    'hands import the ports and each other; no officer, no front door, no foreign territory',
    { path: HANDS },
    {
      path: '^(actors|cli|console|downstreams|tests|bench|examples|site)/',
      pathNot: [HANDS, PORTS],
    },
  ),
  wall(
    'hands-see-only-the-types-of-the-law',
    'a hand carries values of the law and decides nothing: it imports its types only (a worker is a program of its own)',
    { path: HANDS, pathNot: '^actors/powers/workers/' },
    { path: '^src/', dependencyTypesNot: ['type-only'] },
  ),
  wall(
    'cli-opens-on-officers-and-hands',
    'a front door composes officers and hands; it never reaches into a window or foreign territory',
    { path: '^cli/' },
    { path: '^(console|downstreams|tests|bench|examples|site)/' },
  ),
  wall(
    'cli-sees-only-the-types-of-the-law',
    'a front door asks an officer; it does not apply the law itself',
    { path: '^cli/' },
    { path: '^src/', dependencyTypesNot: ['type-only'] },
  ),
  wall(
    'console-sees-only-the-types-of-the-law',
    'the window shows what the kernel sends it',
    { path: '^console/' },
    { path: '^src/', dependencyTypesNot: ['type-only'] },
  ),
  wall(
    'console-stands-apart',
    'the window imports no officer, hand or front door',
    { path: '^console/' },
    { path: '^(actors|cli|downstreams|tests|bench|examples|site)/' },
  ),
  wall(
    'outsiders-use-the-public-exports',
    'site, bench and examples use what the package publishes',
    { path: '^(site|bench|examples)/' },
    { path: '^(src|actors|cli|console|downstreams)/', pathNot: PUBLIC_EXPORTS },
  ),
  wall(
    'downstreams-stand-alone',
    'a downstream is the other side: it imports nothing of ours',
    { path: '^downstreams/' },
    { path: '^(src|actors|cli|console|tests|bench|examples|site)/' },
  ),
  wall(
    'downstreams-do-not-share',
    'each downstream is a program of its own; what they all speak lies in a file beside their folders',
    { path: '^downstreams/([^/]+)/' },
    { path: '^downstreams/', pathNot: ['^downstreams/$1/', '^downstreams/[^/]+\\.ts$'] },
  ),
  wall(
    'nobody-imports-tests',
    'tests see all; nobody sees tests',
    { pathNot: '^tests/' },
    { path: '^tests/' },
  ),
  wall(
    'nobody-imports-cli',
    "the front doors are nobody's library",
    { pathNot: '^(cli|tests)/' },
    { path: '^cli/' },
  ),
];

const doors = [
  wall(
    'door-fast-check',
    'properties are drawn from one seed: tests import `fc` from tests/property.ts',
    { path: '^tests/', pathNot: '^tests/property\\.ts$' },
    { path: inPackage('fast-check') },
  ),
  door('xstate', OFFICERS),
  door('better-sqlite3', '^(actors/powers/store/|downstreams/postgres/)'),
  door(
    '@modelcontextprotocol/sdk server half',
    '^(actors/powers/wire/north[^/]*\\.ts$|downstreams/)',
    '@modelcontextprotocol/sdk/(dist/(esm|cjs)/)?server(/|\\.|$)',
  ),
  door(
    '@modelcontextprotocol/sdk client half',
    '^(actors/powers/wire/south[^/]*\\.ts$|downstreams/)',
    '@modelcontextprotocol/sdk/(dist/(esm|cjs)/)?client(/|\\.|$)',
  ),
  door('@modelcontextprotocol/sdk', '^(actors/powers/wire/(north|south)[^/]*\\.ts$|downstreams/)'),
  door('@sqlite.org/sqlite-wasm', '^(actors/powers/(workers|reading)/sqlite-wasm[^/]*|site/lake/wasm)\\.ts$'),
  door('@noble/curves', '^site/kernel/seals\\.ts$'),
  door('@noble/hashes', '^site/(kernel/seals|lake/node-crypto)\\.ts$'),
  door('vite', '^site/build\\.mjs$'),
  door('pg', '^downstreams/postgres/server/connection\\.ts$'),
  door('libpg-query', '^actors/powers/reading/pg-query\\.ts$'),
  door('node-sql-parser', '^(actors/powers/(workers|reading)/second-vote[^/]*|bench/sql)\\.ts$'),
  door('@marcbachmann/cel-js', '^src/policy/cel[^/]*\\.ts$'),
  door('yaml', '^src/yaml/'),
  door('zod', '^(src|downstreams)/'),
  door('immer', '^src/session/'),
  door('ws', '^actors/powers/console/socket\\.ts$'),
  door('libphonenumber-js', '^src/egress/detect/(phone|phones/american)\\.ts$'),
  door('pako', '^src/egress/spelling/inflate\\.ts$'),
  door('re2js', '^src/policy/'),
  door('preact', '^console/'),
  door('vite', '^(console|site)/[^/]+\\.mjs$'),
];

const ground = [
  wall('no-circular', 'two files that need each other hide a third noun', {}, { circular: true }),
  wall(
    'no-node-in-law-or-officers',
    'Node belongs to the hands',
    { path: '^(src/|actors/(?!powers/))' },
    { dependencyTypes: ['core'] },
  ),
  wall(
    'no-node-in-the-window',
    'the window runs in a browser',
    { path: '^(console|site)/', pathNot: '\\.mjs$' },
    { dependencyTypes: ['core'] },
  ),
  wall(
    'no-unresolved',
    'an import that resolves to nothing',
    { path: SOURCE_ROOMS },
    { couldNotResolve: true },
  ),
  wall(
    'no-undeclared-package',
    'a package that package.json does not declare',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  wall(
    'no-dev-package-in-the-product',
    'what ships needs no development package (the window is bundled, and holds what it needs)',
    { path: '^(src|actors|cli|downstreams)/' },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  ),
];

module.exports = {
  forbidden: [...arrows, ...doors, ...ground],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|tests/elsewhere/servers/node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    builtInModules: { add: [] },
  },
};
