// The journal on disk: what a crash, a second process or a hand with an editor leaves behind is never taken for an entry.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { holderOf, takeLock } from '../../../../actors/powers/journal/chain-lock.js';
import { listChains, readLines } from '../../../../actors/powers/journal/chains.js';
import { createJournal } from '../../../../actors/powers/journal/journal.js';
import type { Journal } from '../../../../actors/powers.js';
import { journalContract, textOf } from '../../../contracts/journal.js';
import { createFakeJournal, createJournalPlace, type JournalPlace } from '../../../fakes/journal.js';
import { chainOf } from '../../../src/audit/lines.js';
import { placesFor } from '../places.js';

const { place, last } = placesFor('journal');

const on = (state: string): Journal => createJournal({ state, heads: join(state, 'second'), boot: 'b1' });

const chainPath = (state: string): string => join(state, 'audit', 'kernel-1.jsonl');

/** A state directory that a kernel has left. */
const left = (content: string | Buffer, heads?: string): string => {
  const state = place();
  mkdirSync(join(state, 'audit'), { mode: 0o700 });
  writeFileSync(chainPath(state), content, { mode: 0o600 });
  if (heads === undefined) return state;
  mkdirSync(join(state, 'second'));
  writeFileSync(join(state, 'second', 'kernel-1.heads'), heads);
  return state;
};

const whenThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

journalContract('the journal on disk', {
  fresh: () => on(place()),
  again: () => on(last()),
  leave: ({ chain, heads }) => void left(chain, heads),
  chain: () => whenThere(chainPath(last())),
  heads: () =>
    whenThere(join(last(), 'second', 'kernel-1.heads'))
      .split('\n')
      .filter((line) => line !== ''),
  kept: (digest) => {
    const path = join(last(), 'config', digest);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  },
  spoil: () => {
    const path = chainPath(last());
    const before = readFileSync(path);
    appendFileSync(path, 'x\n');
    return () => writeFileSync(path, before);
  },
});

const fakes: JournalPlace[] = [];
const fakePlace = (): JournalPlace => {
  const one = createJournalPlace();
  fakes.push(one);
  return one;
};
const lastFake = (): JournalPlace => fakes.at(-1) ?? fakePlace();

journalContract('the journal in memory', {
  fresh: () => createFakeJournal(false, fakePlace()),
  again: () => createFakeJournal(false, lastFake()),
  leave: ({ chain, heads = '' }) => {
    const one = fakePlace();
    one.chains.set('kernel-1', { text: chain, sealed: 0, isHeld: false });
    one.heads.set('kernel-1', heads.split('\n'));
  },
  chain: () => lastFake().chains.get('kernel-1')?.text ?? '',
  heads: () => lastFake().heads.get('kernel-1') ?? [],
  kept: (digest) => lastFake().kept.get(digest),
  spoil: () => {
    const one = lastFake();
    one.isSpoilt = true;
    return () => {
      one.isSpoilt = false;
    };
  },
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a chain that was cut', () => {
  const whole = chainOf(8);
  const text = textOf(whole);
  const ends = whole.lines.map((_, n) => textOf({ ...whole, lines: whole.lines.slice(0, n + 1) }).length);

  it('at any byte of its last three lines holds its whole lines, and the rest is moved aside and told', {
    timeout: 180_000,
  }, async () => {
    const wrong: number[] = [];
    const from = ends[4] ?? 0;
    for (let cut = from; cut <= text.length; cut += 1) {
      const state = left(text.slice(0, cut));
      const journal = on(state);
      const { seq, torn } = await journal.open();
      await journal.close();
      const lines = ends.filter((end) => end <= cut).length;
      const rest = text.slice(ends[lines - 1], cut);
      const told =
        rest === ''
          ? undefined
          : { bytes: rest.length, sha256: createHash('sha256').update(rest).digest('hex') };
      const aside = join(state, 'audit', `kernel-1.torn-${lines}`);
      const isRight =
        seq === lines - 1 &&
        JSON.stringify(torn) === JSON.stringify(told) &&
        readFileSync(chainPath(state), 'utf8') === text.slice(0, ends[lines - 1]) &&
        (rest === '' ? !existsSync(aside) : readFileSync(aside, 'utf8') === rest);
      if (!isRight) wrong.push(cut);
      rmSync(state, { recursive: true });
    }
    expect(wrong).toEqual([]);
  });

  it('twice at one place leaves both tails', async () => {
    const state = left(`${text}{"first`);
    for (const tail of ['', '{"second']) {
      appendFileSync(chainPath(state), tail);
      const journal = on(state);
      expect((await journal.open()).torn?.bytes).toBeGreaterThan(0);
      await journal.close();
    }
    const tails = readdirSync(join(state, 'audit')).filter((file) => file.includes('.torn-8'));
    expect(tails.map((file) => readFileSync(join(state, 'audit', file), 'utf8')).sort()).toEqual([
      '{"first',
      '{"second',
    ]);
  });

  it('that is refused stays where it is, nothing is moved, and its lock is free', async () => {
    const state = left(textOf(chainOf(4)), `${JSON.stringify({ seq: 7, head: whole.hash })}\n`);
    await expect(on(state).open()).rejects.toThrow(/no longer holds entry 7.*start again/);
    expect(readdirSync(join(state, 'audit'))).toEqual(['kernel-1.jsonl']);
    expect(holderOf(join(state, 'audit', 'kernel-1.lock'))).toBeUndefined();
    writeFileSync(chainPath(state), text);
    const journal = on(state);
    expect(await journal.open()).toMatchObject({ seq: 7 });
    await journal.close();
  });
});

describe('the files', () => {
  it('are for their owner alone', async () => {
    const state = place();
    const journal = on(state);
    await journal.open();
    await journal.append(textOf(chainOf(1)));
    await journal.keep('a'.repeat(64), 'rules: []');
    await journal.publishHead('{}');
    journal.countSealed(1);
    const files = [
      'audit/kernel-1.jsonl',
      'audit/kernel-1.lock',
      'audit/kernel-1.sealed',
      `config/${'a'.repeat(64)}`,
    ];
    expect([...files, 'second/kernel-1.heads'].map((file) => modeOf(join(state, file)))).toEqual(
      Array(5).fill('600'),
    );
    expect(['audit', 'config', 'second'].map((folder) => modeOf(join(state, folder)))).toEqual(
      Array(3).fill('700'),
    );
    await journal.close();
  });

  it('that others may read or that are links are refused', async () => {
    const state = left('');
    chmodSync(chainPath(state), 0o640);
    await expect(on(state).open()).rejects.toThrow(/chmod 600/);
    unlinkSync(chainPath(state));
    symlinkSync('/dev/full', chainPath(state));
    await expect(on(state).open()).rejects.toThrow();
  });

  it('hold each kept text whole under its digest, and under nothing else', async () => {
    const state = place();
    const journal = on(state);
    await journal.open();
    await journal.keep('b'.repeat(64), 'ø');
    expect(readFileSync(join(state, 'config', 'b'.repeat(64)), 'utf8')).toBe('ø');
    expect(readdirSync(join(state, 'config'))).toEqual(['b'.repeat(64)]);
    await journal.close();
  });

  it('copy heads to the second place; one that was cut short spoils only itself', async () => {
    const state = place();
    const journal = on(state);
    await journal.open();
    await journal.publishHead('{"seq":1}');
    appendFileSync(join(state, 'second', 'kernel-1.heads'), '{"se');
    await journal.publishHead('{"seq":2}');
    await journal.close();
    const lines = readFileSync(join(state, 'second', 'kernel-1.heads'), 'utf8').split('\n');
    expect(lines.filter((line) => line !== '')).toEqual(['{"seq":1}', '{"se', '{"seq":2}']);
  });
});

describe('a write that fails', () => {
  it.each([
    ['has been written to by somebody else', (path: string) => appendFileSync(path, 'x\n')],
    ['was cut', (path: string) => truncateSync(path, 3)],
    ['was removed', (path: string) => unlinkSync(path)],
  ])('because the file %s is final', async (_, change) => {
    const state = place();
    const journal = on(state);
    await journal.open();
    const one = chainOf(1);
    await journal.append(textOf(one));
    const before = readFileSync(chainPath(state));
    change(chainPath(state));
    await expect(journal.append('{}\n')).rejects.toThrow(/somebody else/);
    writeFileSync(chainPath(state), before);
    await expect(journal.append('{}\n')).rejects.toThrow(/failed/);
    expect(readFileSync(chainPath(state), 'utf8')).toBe(textOf(one));
    await journal.close();
  });
});

/** A process that is gone. */
const deadPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((gone) => child.once('exit', gone));
  return child.pid ?? 0;
};

const takers = `
  const { takeLock } = await import(process.argv[1]);
  while (Date.now() < Number(process.argv[3]));
  process.stdout.write(takeLock(process.argv[2], 'b') === undefined ? 'no' : 'yes');
  process.stdin.resume().on('end', () => process.exit());
`;

const take = (lock: string, at: number) => {
  const door = pathToFileURL(join(process.cwd(), 'dist/actors/powers/journal/chain-lock.js')).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', takers, door, lock, String(at)]);
  const said = new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))));
  return { said, end: () => child.stdin.end() };
};

describe('the lock', () => {
  it('of a process that is gone, or whose number another process has now, is taken over', async () => {
    const lock = join(place(), 'a.lock');
    for (const holder of [
      `${await deadPid()} 1 b`,
      `${process.pid} 1 b`,
      '',
      'nonsense',
      '0 1 b',
      '-1 1 b',
    ]) {
      writeFileSync(lock, holder);
      expect(holderOf(lock)).toBeUndefined();
      const free = takeLock(lock, 'b2');
      expect(holderOf(lock)).toBe(process.pid);
      free?.();
      expect(existsSync(lock)).toBe(false);
    }
  });

  it('of a process that lives is left alone', () => {
    const lock = join(place(), 'a.lock');
    const free = takeLock(lock, 'b');
    expect(free).toBeTypeOf('function');
    expect(takeLock(lock, 'b')).toBeUndefined();
    free?.();
  });

  it('that another process is taking over is left to it', async () => {
    const lock = join(place(), 'a.lock');
    writeFileSync(lock, `${await deadPid()} 1 b`);
    const clearing = takeLock(`${lock}.clearing`, 'b');
    expect(takeLock(lock, 'b')).toBeUndefined();
    clearing?.();
    expect(takeLock(lock, 'b')).toBeTypeOf('function');
  });

  it('that a process died taking over can be taken by the next but one who comes later', async () => {
    const lock = join(place(), 'a.lock');
    const dead = `${await deadPid()} 1 b`;
    writeFileSync(lock, dead);
    writeFileSync(`${lock}.clearing`, dead);
    expect(takeLock(lock, 'b')).toBeUndefined();
    expect(existsSync(`${lock}.clearing`)).toBe(true);
    utimesSync(`${lock}.clearing`, 1, 1);
    expect(takeLock(lock, 'b')).toBeUndefined();
    expect(takeLock(lock, 'b')).toBeTypeOf('function');
  });

  it('of a dead process is taken by one of several who come at once', async () => {
    const lock = join(place(), 'a.lock');
    writeFileSync(lock, `${await deadPid()} 1 b`);
    const all = Array.from({ length: 5 }, () => take(lock, Date.now() + 1_500));
    const said = await Promise.all(all.map((one) => one.said));
    for (const one of all) one.end();
    expect(said.filter((word) => word === 'yes')).toHaveLength(1);
  });
});

describe('reading chains', () => {
  const read = async (content: string | Buffer): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const line of readLines(chainPath(left(content)))) lines.push(line);
    return lines;
  };

  it('lists them by number and nothing else', async () => {
    const state = place();
    expect(listChains(state)).toEqual([]);
    mkdirSync(join(state, 'audit'));
    for (const name of [
      'kernel-10.jsonl',
      'kernel-2.jsonl',
      'kernel-2.lock',
      'other.jsonl',
      'kernel-2.torn-3',
    ])
      writeFileSync(join(state, 'audit', name), '');
    expect(listChains(state).map(({ name }) => name)).toEqual(['kernel-2', 'kernel-10']);
  });

  it('ends a line at its newline and nowhere else', async () => {
    expect(await read('a\rb\u2028\nc\r\n\nd\n')).toEqual(['a\rb\u00e2\u0080\u00a8', 'c\r', '', 'd']);
    expect(await read('')).toEqual([]);
  });

  it('gives every byte a character', async () => {
    expect(await read(Buffer.from([0x80, 0xff, 0x0a]))).toEqual(['\u0080\u00ff']);
  });

  it('gives a last line that stays without its newline as one that no entry is', async () => {
    expect(await read('a\nb')).toEqual(['a', 'b\n']);
  });

  it('waits for a line that is being written, and reads no further than where the file ended', async () => {
    const state = left('a\nb');
    setTimeout(() => appendFileSync(chainPath(state), 'c\nd\ne'), 30);
    const lines: string[] = [];
    for await (const line of readLines(chainPath(state))) lines.push(line);
    expect(lines).toEqual(['a', 'bc', 'd']);
  });
});
