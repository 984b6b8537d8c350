/** How a system is started, from what is written. A secret is always a reference, and no message repeats what stands in its place. */
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import type { LaunchForm } from './form.js';
import type { Launch, SecretRef } from './manifest.js';
import { fillPlaceholders, type Places, placeholderProblems } from './placeholder.js';
import { checkStartup } from './startup.js';

/** Why a secret would not resolve, without its value; undefined where nothing speaks against it. */
export type LookAtSecret = (ref: SecretRef) => string | undefined;

export interface LaunchContext {
  readonly places: Places;
  /** Only then may a secret stand in the environment, which whoever starts the kernel holds. */
  readonly dev: boolean;
  readonly lookAt?: LookAtSecret;
  readonly tell: Teller;
}

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);

function fill(text: string, path: Path, { places, tell }: LaunchContext): string {
  for (const { message, help } of placeholderProblems(text)) tell.value(path, message, help);
  return fillPlaceholders(text, places);
}

function absolute(text: string, path: Path, context: LaunchContext): string {
  const filled = fill(text, path, context);
  // A path that begins with a placeholder nobody knows is told as that.
  if (!isAbsolute(filled) && placeholderProblems(text).length === 0)
    context.tell.value(path, 'the path is not absolute', 'begin it with `{config}/`');
  return filled;
}

const referenceHelp = 'write `file:/path`, `exec:command argument` or `env:NAME`';

function secretRef(name: string, text: string, context: LaunchContext): SecretRef | undefined {
  const path = ['launch', 'secrets', name];
  const [, kind, rest] = /^(file|exec|env):(.+)$/.exec(text.trim()) ?? [];
  if (rest === undefined) {
    context.tell.value(path, `secret \`${name}\` is not a reference`, referenceHelp);
    return undefined;
  }
  if (kind === 'file') return { kind: 'file', path: absolute(rest, path, context) };
  if (kind === 'exec') {
    const argv = rest.split(/\s+/).filter((word) => word !== '');
    if (argv.length === 0) context.tell.value(path, `secret \`${name}\` names no command`, referenceHelp);
    return { kind: 'exec', argv: argv.map((word) => fill(word, path, context)) };
  }
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(rest))
    context.tell.value(path, `secret \`${name}\` names no environment variable`, referenceHelp);
  else if (!context.dev)
    context.tell.value(
      path,
      `secret \`${name}\` is read from the environment`,
      'use `file:` or `exec:`, or start with `--dev`',
    );
  return { kind: 'env', name: rest };
}

interface Looked {
  readonly ref: SecretRef | undefined;
  readonly context: LaunchContext;
}

/** Only what is written right is looked at: the rest has its problem already. */
function look(name: string, text: string, { ref, context }: Looked): void {
  if (ref === undefined || placeholderProblems(text).length > 0) return;
  if (ref.kind === 'file' && !isAbsolute(ref.path)) return;
  if (ref.kind === 'env' && !context.dev) return;
  const why = context.lookAt?.(ref);
  if (why !== undefined)
    context.tell.value(
      ['launch', 'secrets', name],
      `secret \`${name}\` cannot be resolved: ${why}`,
      'the kernel starts when every secret resolves',
    );
}

function secretsOf(form: LaunchForm, context: LaunchContext): Launch['secrets'] {
  const found = Object.entries(form.secrets).flatMap(([name, text]): [string, SecretRef][] => {
    if (Object.hasOwn(form.env, name))
      context.tell.key(
        ['launch', 'secrets', name],
        `\`${name}\` is both in \`env\` and in \`secrets\``,
        'keep one',
      );
    const ref = secretRef(name, text, context);
    look(name, text, { ref, context });
    return ref === undefined ? [] : [[name, ref]];
  });
  return Object.fromEntries(found);
}

export function compileLaunch(form: LaunchForm, context: LaunchContext): Launch {
  checkStartup({ form, tell: context.tell });
  return {
    argv: form.argv.map((word, index) => fill(word, ['launch', 'argv', index], context)),
    env: Object.fromEntries(
      Object.entries(form.env).map(([name, value]) => [name, fill(value, ['launch', 'env', name], context)]),
    ),
    cwd: absolute(form.cwd, ['launch', 'cwd'], context),
    secrets: secretsOf(form, context),
    concurrency: form.concurrency,
    queue: form.queue,
  };
}
