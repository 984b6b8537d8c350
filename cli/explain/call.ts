/** What `aegis explain call.json` says: a call that nobody has made, decided as a rehearsal, and once more under another policy. It executes nothing and writes no journal. */
import { resolve } from 'node:path';
import { type Enacted, enact, renderProblems } from '../../actors/law/law.js';
import { type SupposedCall, type Supposition, supposeCall } from '../../actors/rehearsal/supposed-call.js';
import type { Doors, ExitCode } from '../shell/doors.js';
import { changeLines } from './changes.js';

function inWords({ judged, receipts, roles }: Supposition, tools: readonly string[]): string {
  if (judged.verdict === 'allowed')
    return [
      'allowed',
      ...judged.unstated.map((id) => `    unless ${id} says no: it asks what a system answers the plan`),
      ...Object.entries(judged.masks).map(([column, as]) => `    ${column} leaves as ${as}`),
      ...Object.entries(judged.into).flatMap(([dataset, columns]) =>
        Object.entries(columns).map(([column, as]) => `    ${column} stands in ${dataset} as ${as}`),
      ),
    ].join('\n');
  const { code, phase, rule, because, facts, remedies, help, inner } = judged;
  const asked = inner.filter(({ verdict }) => verdict === 'denied').map(({ tool }) => tool);
  return [
    `denied (${code}) in ${phase}${rule === '' ? '' : ` by ${rule} (${because})`}`,
    ...asked.map((tool) => `    what was denied is ${tool}, which its plan asks`),
    ...facts.map((fact) => `    ${fact}`),
    ...(code === 'unknown-tool' ? [`    the tools are ${tools.join(', ')}`] : []),
    ...changeLines({ remedies, receipts, roles: { may: 'may make this very call', names: roles }, help }),
  ].join('\n');
}

export interface AskedCall {
  readonly call: SupposedCall;
  readonly config: string;
  /** To judge the call under as well, in place of the configuration's policies. */
  readonly policy: string | undefined;
  readonly isJson: boolean;
}

export async function explainCall(
  doors: Doors,
  { law, configuration }: Enacted,
  { call: asked, config, policy, isJson }: AskedCall,
): Promise<ExitCode> {
  const { means, close } = doors.rehearsal();
  try {
    const { files, digest } = means;
    const other =
      policy === undefined
        ? undefined
        : enact(config, { files, digest, dev: true, policies: [resolve(policy)] });
    if (other !== undefined && 'problems' in other) {
      doors.err(renderProblems(other.problems));
      return 2;
    }
    const call = { role: configuration.config.role, ...asked };
    const now = await supposeCall(means, law, call);
    const then = other === undefined ? undefined : await supposeCall(means, other.enacted.law, call);
    const tools = [...law.registry.tools.keys()];
    doors.out(
      isJson
        ? JSON.stringify({ call, ...now, ...(then === undefined ? {} : { what_if: then }) })
        : [
            inWords(now, tools),
            ...(then === undefined ? [] : [`under ${policy}: ${inWords(then, tools)}`]),
          ].join('\n'),
    );
    return 0;
  } finally {
    await close();
  }
}
