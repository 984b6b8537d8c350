// What all secrets keep: a reference gives its value or a problem in words that hold none, and a file that changes is told.
import { afterEach, describe, expect, it } from 'vitest';
import type { Secrets } from '../../actors/powers.js';
import type { SecretRef } from '../../src/manifest/manifest.js';

export interface SecretsHouse {
  readonly fresh: (dev: boolean) => Secrets;
  /** Where such a value is kept from now on; `undefined` takes it away. */
  readonly file: (name: string, value: string | undefined) => SecretRef;
  readonly env: (name: string, value: string) => SecretRef;
  readonly program: (prints: string) => SecretRef;
  /** Prints, and fails. */
  readonly failing: (prints: string) => SecretRef;
}

const nameOf = (ref: SecretRef): string =>
  ref.kind === 'file' ? ref.path : ref.kind === 'env' ? `env:${ref.name}` : (ref.argv[0] ?? '');

/** How it was refused; a value that came after all fails the test. */
async function refusal(secrets: Secrets, ref: SecretRef): Promise<string> {
  const problem: unknown = await secrets.resolve(ref).then(
    () => expect.fail('resolved'),
    (thrown: unknown) => thrown,
  );
  expect(problem).toMatchObject({ name: 'SecretProblem', message: expect.stringContaining(nameOf(ref)) });
  return problem instanceof Error ? problem.message : '';
}

function resolving(house: SecretsHouse): void {
  it('gives the value of a file, of a program and, for development, of the environment', async () => {
    const secrets = house.fresh(true);
    expect(await secrets.resolve(house.file('plain', 'in-the-file'))).toBe('in-the-file');
    expect(await secrets.resolve(house.program('from-the-program'))).toBe('from-the-program');
    expect(await secrets.resolve(house.env('PLAIN', 'in-the-environment'))).toBe('in-the-environment');
  });

  it('takes one last line break off and nothing else', async () => {
    const secrets = house.fresh(true);
    expect(await secrets.resolve(house.file('lines', ' a\nb \r\n'))).toBe(' a\nb ');
    expect(await secrets.resolve(house.program('a\n\n'))).toBe('a\n');
    expect(await secrets.resolve(house.env('LINES', 'a\n'))).toBe('a');
  });

  it('reads a file anew each time', async () => {
    const secrets = house.fresh(false);
    expect(await secrets.resolve(house.file('anew', 'one'))).toBe('one');
    expect(await secrets.resolve(house.file('anew', 'two'))).toBe('two');
  });

  it('refuses what is not there, names where it was looked for, and says what to do', async () => {
    const told = await refusal(house.fresh(false), house.file('none', undefined));
    expect(told).toContain('does not exist; write the secret there with mode 0600');
  });

  it('refuses what is empty, and what no environment can hold, without the value', async () => {
    const secrets = house.fresh(true);
    expect(await refusal(secrets, house.file('empty', '\n'))).toContain('is empty');
    expect(await refusal(secrets, house.env('EMPTY', ''))).toContain('is empty');
    const zero = await refusal(secrets, house.file('zero', 'hush\0hush'));
    expect(zero).toContain('holds a zero byte');
    expect(zero).not.toContain('hush');
  });

  it('refuses a program that fails or prints nothing, and repeats nothing of what it printed', async () => {
    const secrets = house.fresh(false);
    expect(await refusal(secrets, house.program(' '))).toContain('printed nothing');
    const told = await refusal(secrets, house.failing('hush-hush'));
    expect(told).toContain('failed or took longer');
    expect(told).not.toContain('hush');
  });

  it('refuses the environment when it is not for development', async () => {
    const told = await refusal(house.fresh(false), house.env('TOKEN', 'hush'));
    expect(told).toContain('is for development; start with --dev or use file:');
  });
}

function watching(house: SecretsHouse, watch: Secrets['watch']): void {
  /** Changes the file until the watcher has told: a watch looks first when it can. */
  const changeUntil = async (name: string, isTold: () => boolean): Promise<void> => {
    for (let count = 0; !isTold(); count += 1) {
      house.file(name, `value ${'x'.repeat(count)}`);
      await new Promise((then) => setTimeout(then, 40));
    }
  };

  it('tells that a file has changed, each time', async () => {
    const ref = house.file('watched', 'one');
    let told = 0;
    watch(ref, () => told++);
    await changeUntil('watched', () => told > 0);
    const before = told;
    await changeUntil('watched', () => told > before);
  });

  it('tells everybody who watches, and nobody who has stopped', async () => {
    const ref = house.file('shared', 'one');
    const told = { stopped: 0, still: 0 };
    const stop = watch(ref, () => told.stopped++);
    watch(ref, () => told.still++);
    await changeUntil('shared', () => told.still > 0 && told.stopped > 0);
    stop();
    const before = { ...told };
    await changeUntil('shared', () => told.still > before.still);
    expect(told.stopped).toBe(before.stopped);
    expect(() => stop()).not.toThrow();
  });

  it('does not tell of another file', async () => {
    let [mine, other] = [0, 0];
    watch(house.file('mine', 'one'), () => mine++);
    watch(house.file('other', 'one'), () => other++);
    await changeUntil('mine', () => mine > 0);
    expect(other).toBe(0);
  });

  it('watches neither a program nor the environment, and lets both be stopped', () => {
    for (const ref of [house.program('x'), house.env('WATCHED', 'x')])
      expect(() => watch(ref, () => expect.fail('called'))()).not.toThrow();
  });
}

export function secretsContract(name: string, house: SecretsHouse): void {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });
  describe(`${name}, by the contract of secrets`, () => {
    resolving(house);
    const secrets = house.fresh(false);
    watching(house, (ref, changed) => {
      const stop = secrets.watch(ref, changed);
      stops.push(stop);
      return stop;
    });
  });
}
