/** The rule kinds with a condition. Types, the policy's form, its JSON Schema and its reference page derive from this list. */
import { limit } from './argument/limit.js';
import { forbid } from './capability/forbid.js';
import { require } from './precondition/require.js';

export const ruleKinds = [forbid, limit, require] as const;
