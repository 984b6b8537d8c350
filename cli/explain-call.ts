/** What `aegis explain call.json` says: a call that nobody has made, decided as a rehearsal. It executes nothing and writes no journal. */

import type { Enacted } from '../actors/law.js';
import { type SupposedCall, type Supposition, supposeCall } from '../actors/supposed-call.js';
import type { Doors } from './doors.js';

function inWords({ judged, receipts, roles }: Supposition, tools: readonly string[]): string {
  if (judged.verdict === 'allowed')
    return [
      'allowed',
      ...Object.entries(judged.masks).map(([column, as]) => `    ${column} leaves as ${as}`),
    ].join('\n');
  const { code, phase, rule, because, facts, remedies, help } = judged;
  const changes = [
    ...remedies.map((one) => `call ${one.tool} ${JSON.stringify(one.args)} first: it ${one.why}`),
    ...receipts.map(({ dataset, kind }) => `a live ${kind} receipt for ${dataset}`),
    ...(roles.length > 0 ? [`another role: ${roles.join(', ')} may make this very call`] : []),
  ];
  return [
    `denied (${code}) in ${phase}${rule === '' ? '' : ` by ${rule} (${because})`}`,
    ...facts.map((fact) => `    ${fact}`),
    ...(code === 'unknown-tool' ? [`    the tools are ${tools.join(', ')}`] : []),
    ...(changes.length > 0
      ? ['the nearest change:', ...changes.map((one) => `    ${one}`)]
      : [`what to do: ${help}`]),
  ].join('\n');
}

export async function explainCall(
  doors: Doors,
  { law, configuration }: Enacted,
  asked: { readonly call: SupposedCall; readonly isJson: boolean },
): Promise<void> {
  const { means, close } = doors.rehearsal();
  try {
    const call = { role: configuration.config.role, ...asked.call };
    const supposition = await supposeCall(means, law, call);
    doors.out(
      asked.isJson
        ? JSON.stringify({ call, ...supposition })
        : inWords(supposition, [...law.registry.tools.keys()]),
    );
  } finally {
    await close();
  }
}
