/** How a system is started, from what is written. A secret is always a reference, and no message repeats what stands in its place. */
import type { Teller } from '../yaml/teller.js';
import type { LaunchForm } from './form.js';
import type { Launch, SecretRef } from './manifest.js';
import { absolute, fill, type ReferenceContext, secretRef } from './secret-ref.js';
import { checkStartup } from './startup.js';

export interface LaunchContext extends ReferenceContext {
  readonly tell: Teller;
}

function secretsOf(form: LaunchForm, context: LaunchContext): Launch['secrets'] {
  const found = Object.entries(form.secrets).flatMap(([name, text]): [string, SecretRef][] => {
    if (Object.hasOwn(form.env, name))
      context.tell.key(
        ['launch', 'secrets', name],
        `\`${name}\` is both in \`env\` and in \`secrets\``,
        'keep one',
      );
    const ref = secretRef(text, { name, path: ['launch', 'secrets', name] }, context);
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
