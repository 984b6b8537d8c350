// Permits for tests of what takes one: real ones, as the maker issues them, around a tool that does nothing.
import type { Call } from '../../src/call/call.js';
import { askedTool, requestId, type SystemName, sessionId, sha256Hex } from '../../src/call/id.js';
import { noEffects } from '../../src/intercept/effects.js';
import type { Tool } from '../../src/manifest/manifest.js';
import { issuePermit, type Permit } from '../../src/policy/permit.js';

const zero = sha256Hex('0'.repeat(64));

export function permitFor(request: string, over: Partial<Tool> = {}): Permit {
  const tool: Tool = {
    name: askedTool('lake__query'),
    // The tests' one system; its form is a plain name.
    system: 'lake' as SystemName,
    remote: 'query',
    audience: 'agent',
    description: '',
    can: ['read'],
    arguments: [],
    result: { rows: 'none', rowsAt: [], columnsAt: [], classes: {} },
    page: { rows: 10, bytes: 1_000 },
    deadline: 1_000,
    fixed: {},
    ...over,
  };
  const call: Call = {
    id: requestId(request),
    principal: { role: 'analyst', session: sessionId('s'), client: 'test' },
    tool: tool.name,
    arguments: {},
    digest: zero,
    at: 0,
  };
  return issuePermit({
    ...{ request: call.id, call, tool, effects: noEffects, arguments: zero, catalog: zero, policy: zero },
    obligations: [],
  });
}
