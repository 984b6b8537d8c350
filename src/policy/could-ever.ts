/** Whether a role could ever be allowed a tool: a tool that is always denied is not listed. */
import type { Catalog } from '../catalog/catalog.js';
import type { Tool } from '../manifest/manifest.js';
import { covers } from '../rules/capability/grant.js';
import type { Policy } from './policy.js';

export interface Wish {
  readonly role: string;
  readonly tool: Tool;
  readonly catalog: Catalog;
}

export function couldEverAllow(policy: Policy, { role, tool, catalog }: Wish): boolean {
  // A native tool names datasets of any system.
  const datasets = [...catalog.datasets.values()].filter(
    (one) => tool.system === 'aegis' || one.system === tool.system,
  );
  // INVARIANT: at least as wide as `decide`. What protects a dataset is a rule, and a policy may have none.
  const wanted = ['*', ...datasets.map((one) => one.name)];
  return tool.can.some((action) =>
    wanted.some((dataset) => policy.grants.some((grant) => covers(grant, role, { action, dataset }))),
  );
}
