/** The variables that act on a program before its own first line: loaders, interpreters, shells, package managers. It refuses one without a reason. */
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import type { LaunchForm } from './form.js';

/** In any case: a program that folds case is reached as well. */
const families =
  /^(?:AEGIS|NODE|NPM|YARN|PNPM|COREPACK|LD|DYLD|PYTHON|PERL5?|RUBY|JAVA|JDK|_JAVA|MALLOC|GCONV|GLIBC|BASH|OPENSSL|GIT|DOTNET|COR|CORECLR)(?:_|$)/i;
const alone =
  /^(?:ENV|PYTHON[A-Z]+|PERL5?(?:LIB|OPT|DB)|RUBY(?:LIB|OPT)|GEM_(?:HOME|PATH)|SHELLOPTS|BASHOPTS|PS4|IFS|CDPATH|PROMPT_COMMAND|CLASSPATH|HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|SSLKEYLOGFILE|SSL_CERT_(?:FILE|DIR))$/i;
const ours = /^AEGIS_/i;

const acts = (name: string): boolean => families.test(name) || alone.test(name);

const here: Path = ['launch'];
const help = 'remove it, or say in `launch.env-reasons` why this system needs it';

function checkName(at: 'env' | 'secrets', name: string, { form, tell }: Startup): void {
  const path = [...here, at, name];
  if (ours.test(name)) tell.key(path, `\`${name}\` is the kernel's own`, 'use another name');
  else if (acts(name) && !Object.hasOwn(form['env-reasons'], name))
    tell
      .restingOn([...here, 'env-reasons'])
      .key(path, `\`${name}\` acts on a program before its first line`, help);
}

export interface Startup {
  readonly form: LaunchForm;
  readonly tell: Teller;
}

export function checkStartup(startup: Startup): void {
  const { form, tell } = startup;
  for (const name of Object.keys(form.env)) checkName('env', name, startup);
  for (const name of Object.keys(form.secrets)) checkName('secrets', name, startup);
  for (const name of Object.keys(form['env-reasons'])) {
    const path = [...here, 'env-reasons', name];
    if (!Object.hasOwn(form.env, name) && !Object.hasOwn(form.secrets, name))
      tell
        .restingOn([...here, 'env'], [...here, 'secrets'])
        .key(path, `\`${name}\` is neither in \`env\` nor in \`secrets\``, 'remove the reason');
    else if (!acts(name)) tell.key(path, `\`${name}\` needs no reason`, 'remove the reason');
  }
}
