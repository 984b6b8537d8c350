/** Every mask operator, strictest first: where classes or rules disagree, the first of them here wins. */
import { domain } from './domain.js';
import { drop } from './drop.js';
import { generalise } from './generalise.js';
import { last4 } from './last4.js';
import type { Operator } from './operator.js';
import { pass } from './pass.js';
import { redact } from './redact.js';
import { seal } from './seal.js';
import { token } from './token.js';
import { year } from './year.js';

export const operators = [
  drop,
  redact,
  token,
  seal,
  year,
  generalise,
  last4,
  domain,
  pass,
] as const satisfies readonly Operator[];
