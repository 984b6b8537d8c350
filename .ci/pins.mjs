// Pins the shipped manifests to the shipped downstreams, over the built program. `--check` only compares.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const place = mkdtempSync(join(tmpdir(), 'aegis-pins-'));
for (const name of ['lake', 'bucket', 'secrets']) mkdirSync(join(place, name));
writeFileSync(join(place, 'lake', 'silver.db'), '');
writeFileSync(join(place, 'secrets', 'lake-dsn'), `sqlite:${join(place, 'lake')}\n`, { mode: 0o600 });

const words = process.argv.includes('--check') ? ['diff'] : ['pin', '--write'];
// The manifest of a real server pins the same program, whose tools are the same over either engine: no server is needed to ask for them.
for (const name of ['postgres', 'postgres-server', 's3']) {
  const file = join('manifests', `${name}.yaml`);
  const argv = ['dist/cli/main.js', 'manifest', ...words, file, '--config', join(place, 'aegis.yaml')];
  const { status } = spawnSync(process.execPath, argv, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
rmSync(place, { recursive: true });
