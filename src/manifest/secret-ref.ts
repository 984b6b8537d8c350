/** A secret as it is written: a reference, wherever it stands. It refuses a value in its place, and repeats nothing of it. */
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import type { SecretRef } from './manifest.js';
import { fillPlaceholders, type Places, placeholderProblems } from './placeholder.js';

/** Why a secret would not resolve, without its value; undefined where nothing speaks against it. */
export type LookAtSecret = (ref: SecretRef) => string | undefined;

export interface ReferenceContext {
  readonly places: Places;
  /** Only then may a secret stand in the environment, which whoever starts the kernel holds. */
  readonly dev: boolean;
  readonly lookAt?: LookAtSecret | undefined;
  readonly tell: Pick<Teller, 'value'>;
}

/** What it is called, and where it stands. */
export interface SecretPlace {
  readonly name: string;
  readonly path: Path;
}

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);

export function fill(text: string, path: Path, { places, tell }: ReferenceContext): string {
  for (const { message, help } of placeholderProblems(text)) tell.value(path, message, help);
  return fillPlaceholders(text, places);
}

export function absolute(text: string, path: Path, context: ReferenceContext): string {
  const filled = fill(text, path, context);
  // A path that begins with a placeholder nobody knows is told as that.
  if (!isAbsolute(filled) && placeholderProblems(text).length === 0)
    context.tell.value(path, 'the path is not absolute', 'begin it with `{config}/`');
  return filled;
}

const referenceHelp = 'write `file:/path`, `exec:command argument` or `env:NAME`';

function read(text: string, { name, path }: SecretPlace, context: ReferenceContext): SecretRef | undefined {
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

/** Only what is written right is looked at: the rest has its problem already. */
function isWhole(text: string, ref: SecretRef, { dev }: ReferenceContext): boolean {
  if (placeholderProblems(text).length > 0) return false;
  return ref.kind === 'file' ? isAbsolute(ref.path) : ref.kind !== 'env' || dev;
}

export function secretRef(
  text: string,
  place: SecretPlace,
  context: ReferenceContext,
): SecretRef | undefined {
  const ref = read(text, place, context);
  const why = ref !== undefined && isWhole(text, ref, context) ? context.lookAt?.(ref) : undefined;
  if (why !== undefined)
    context.tell.value(
      place.path,
      `secret \`${place.name}\` cannot be resolved: ${why}`,
      'the kernel starts when every secret resolves',
    );
  return ref;
}
