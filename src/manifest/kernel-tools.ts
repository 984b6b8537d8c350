/** The tools the kernel keeps for itself: those of its own system, and those a manifest hides from agents. It takes none that an agent could call. */
import { nativeTool } from '../native/index.js';
import type { KernelTools, Tool } from './manifest.js';
import type { Read } from './read.js';

const builtIn = 'aegis';

export function kernelTools({ form, tell }: Read, tools: readonly Tool[]): KernelTools {
  const written = form['kernel-tools'];
  const find = (role: keyof typeof written, key: keyof KernelTools): KernelTools => {
    const name = written[role];
    if (name === undefined) return {};
    const tool = tools.find((one) => one.name === `${form.system}__${name}`);
    if (tool?.audience === 'kernel') return { [key]: tool.name };
    const message =
      tool === undefined ? `no tool \`${name}\` in this manifest` : `\`${name}\` is open to agents`;
    const rests = tool === undefined ? ['tools', name] : ['tools', name, 'audience'];
    tell.restingOn(rests).value(['kernel-tools', role], message, 'name a tool with `audience: kernel`');
    return {};
  };
  return {
    ...find('snapshot', 'snapshot'),
    ...find('check', 'check'),
    ...find('copy', 'copy'),
    ...find('load', 'load'),
    ...find('keep-part', 'keepPart'),
    ...find('read-version', 'readVersion'),
    ...find('write-version', 'writeVersion'),
  };
}

export function checkNative({ form, tell }: Read): void {
  const isNative = form.launch === 'native';
  const [onSystem, onLaunch] = [tell.restingOn(['system']), tell.restingOn(['launch'])];
  if (isNative && form.system !== builtIn)
    onSystem.value(
      ['launch'],
      `system \`${form.system}\` cannot be native`,
      'write how it is launched: `argv`, `env`, `secrets`',
    );
  if (!isNative && form.system === builtIn)
    onLaunch.value(['system'], '`aegis` is the kernel’s own system', 'use another name');
  if (!isNative) return;
  for (const name of Object.keys(form.tools))
    if (nativeTool(name) === undefined)
      tell.key(['tools', name], `the kernel has no tool \`${name}\``, 'remove it');
}
