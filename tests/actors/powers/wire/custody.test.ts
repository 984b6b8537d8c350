// Custody of processes: nothing that was started outlives its closing, its leader or the kernel.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { programOf, takeCustody } from '../../../../actors/powers/wire/custody.js';
import { guardProgram } from '../../../fakes/guard.js';

const hostile = fileURLToPath(new URL('../../../fixtures/servers/hostile.mjs', import.meta.url));
const guard = guardProgram();
const folder = mkdtempSync(join(tmpdir(), 'aegis-custody-'));
const pause = (ms: number): Promise<void> => new Promise((then) => setTimeout(then, ms));

const state = (pid: number): string => {
  try {
    // The third field, after the name in brackets. A zombie is dead: only its parent has not looked yet.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.slice(0, 1) ?? '';
  } catch {
    return '';
  }
};
const lives = (pid: number): boolean => !['', 'Z', 'X'].includes(state(pid));

async function until(holds: () => boolean): Promise<void> {
  for (let left = 400; left > 0 && !holds(); left--) await pause(25);
}

async function pidsIn(file: string): Promise<number[]> {
  await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
  return readFileSync(file, 'utf8').trim().split(' ').map(Number);
}

/** The child, and of what it started: the marked one, the one without environment, the one without parent. */
async function sorted(pids: readonly number[]): Promise<readonly number[]> {
  const environ = (pid: number): string => readFileSync(`/proc/${pid}/environ`, 'utf8');
  const parent = (pid: number): number =>
    Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  const [child = 0, ...rest] = pids;
  const cleared = rest.find((pid) => !environ(pid).includes('AEGIS_WARD')) ?? 0;
  const orphan = rest.find((pid) => pid !== cleared && parent(pid) !== child) ?? 0;
  const marked = rest.find((pid) => pid !== cleared && pid !== orphan) ?? 0;
  return [child, marked, cleared, orphan];
}

describe('custody', () => {
  it('a child and grandchild that ignore SIGTERM and stdin EOF are gone when closing resolves', async () => {
    const file = join(folder, 'closed');
    const ward = await takeCustody({ argv: ['node', hostile, 'stubborn', file], env: {}, cwd: '/', guard });
    ward.stdout.resume();
    const pids = await pidsIn(file);
    expect(pids.map(lives)).toEqual([true, true]);
    await ward.close(100);
    expect([ward.pid, ...pids].map(lives)).toEqual([false, false, false]);
  });

  it('a grandchild does not outlive its parent', async () => {
    const file = join(folder, 'orphan');
    const ward = await takeCustody({ argv: ['node', hostile, 'stubborn', file], env: {}, cwd: '/', guard });
    ward.stdout.resume();
    const [child = 0, grandchild = 0] = await pidsIn(file);
    process.kill(child, 'SIGKILL');
    expect(await ward.gone).toBe('signal SIGKILL');
    await until(() => !lives(grandchild));
    expect(lives(grandchild)).toBe(false);
  });

  it('a child that ends by itself at stdin EOF is not waited for until the grace is over', async () => {
    const ward = await takeCustody({ argv: ['node', hostile], env: {}, cwd: '/', guard });
    ward.stdout.resume();
    await ward.close(20_000);
    expect(lives(ward.pid)).toBe(false);
  });

  it('a kill -9 of the kernel leaves no process of a child that ignores EOF and SIGTERM', async () => {
    const file = join(folder, 'killed');
    const kernel = spawn(process.execPath, [kernelProgram(), guard, hostile, file, 'stubborn'], {
      stdio: 'ignore',
    });
    const pids = await pidsIn(file);
    expect(pids.map(lives)).toEqual([true, true]);
    kernel.kill('SIGKILL');
    await until(() => !pids.some(lives));
    expect(pids.map(lives)).toEqual([false, false]);
  });

  describe('of a child whose own children leave the group', () => {
    const leave = async (name: string) => {
      const file = join(folder, name);
      const ward = await takeCustody({ argv: ['node', hostile, 'escapes', file], env: {}, cwd: '/', guard });
      ward.stdout.resume();
      const pids = await pidsIn(file);
      expect(pids.map(lives)).toEqual([true, true, true, true]);
      return { ward, pids, child: pids[0] ?? 0 };
    };
    const none = [false, false, false, false];

    it('closing it kills them all, by mark or by parent', async () => {
      const { ward, pids } = await leave('away-closed');
      await ward.close(100);
      await until(() => !pids.some(lives));
      expect(pids.map(lives)).toEqual(none);
    });

    it('a kill -9 of the kernel kills them all', async () => {
      const file = join(folder, 'away-killed');
      const kernel = spawn(process.execPath, [kernelProgram(), guard, hostile, file, 'escapes'], {
        stdio: 'ignore',
      });
      const pids = await pidsIn(file);
      kernel.kill('SIGKILL');
      await until(() => !pids.some(lives));
      expect(pids.map(lives)).toEqual(none);
    });

    it('its own death, and that of the guard, kill those that carry the mark', async () => {
      for (const whom of ['child', 'guard'] as const) {
        const { ward, pids, child } = await leave(`away-${whom}`);
        const [, marked = 0, cleared = 0, orphan = 0] = await sorted(pids);
        process.kill(whom === 'child' ? child : ward.pid, 'SIGKILL');
        await ward.gone;
        await until(() => ![child, marked, orphan].some(lives));
        expect([child, marked, orphan].map(lives)).toEqual([false, false, false]);
        // No mark and no living parent: this one is out of reach, and the threat model says so.
        if (lives(cleared)) process.kill(cleared, 'SIGKILL');
      }
    });
  });

  it('the child and what it starts carry the mark and nothing else that was not given', async () => {
    const ward = await takeCustody({ argv: ['env'], env: { TZ: 'UTC' }, cwd: '/', guard });
    let printed = '';
    ward.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await ward.gone;
    expect(printed).toMatch(/^TZ=UTC\nAEGIS_WARD=[0-9a-f]{32}\n$/);
  });

  it('says when the child could not be started', async () => {
    const ward = await takeCustody({ argv: ['node'], env: {}, cwd: join(folder, 'nowhere'), guard });
    expect(await ward.gone).toBe('could not start (ENOENT)');
  });

  it('finds programs on the kernel PATH alone, never in a relative folder of it', () => {
    expect(programOf('node', '/')).toBe(process.execPath);
    expect(programOf('sh', '/')).toMatch(/^\/.*\/sh$/);
    expect(programOf('no-such-program-anywhere', '/')).toBeUndefined();
    expect(programOf('./sh', '/bin')).toBe('/bin/sh');
    expect(programOf('/bin', '/')).toBeUndefined();
  });
});

/** Custody compiled alone, and a program around it that only keeps its ward. */
function kernelProgram(): string {
  const target = mkdtempSync(join(tmpdir(), 'aegis-kernel-'));
  for (const room of ['wire', 'workers']) mkdirSync(join(target, room));
  for (const name of ['wire/custody', 'wire/framing', 'workers/strays']) {
    const path = fileURLToPath(new URL(`../../../../actors/powers/${name}.ts`, import.meta.url));
    const compiled = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(join(target, `${name}.js`), compiled.outputText);
  }
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(target, 'main.js'),
    `import { takeCustody } from './wire/custody.js';
const [guard, program, file, mode] = process.argv.slice(2);
const ward = await takeCustody({ argv: ['node', program, mode, file], env: {}, cwd: '/', guard });
ward.stdout.resume();
setInterval(() => undefined, 1000);\n`,
  );
  return join(target, 'main.js');
}
