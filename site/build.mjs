// Builds the walkthrough page into dist/site, or serves it while it is worked on (`--serve`). Every address in it is relative, so that it works under any path.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));

/** @type {import('vite').InlineConfig} */
const config = {
  configFile: false,
  root,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  // The downstream's one use of Node: a digest in pieces. Here it is the same algorithm by another library.
  resolve: { alias: { 'node:crypto': join(root, 'lake', 'node-crypto.ts') } },
  worker: { format: 'es' },
  build: {
    outDir: join(root, '..', 'dist', 'site'),
    emptyOutDir: true,
    target: 'es2022',
    // A policy that names no `data:` for scripts has none inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The kernel is one piece, fetched when somebody comes to it.
    chunkSizeWarningLimit: 1_200,
  },
};

if (process.argv.includes('--serve')) {
  const server = await createServer({ ...config, server: { fs: { allow: [join(root, '..')] } } });
  await server.listen();
  server.printUrls();
} else await build(config);
