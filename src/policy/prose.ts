/** What a role may do, in plain words for a model. Made from the policy alone; no text of a system or a tool is in it. */
import type { Policy } from './policy.js';

/** Characters at most: the instructions of `initialize` hold 800, and the kernel adds its own. */
const most = 700;

const clipped = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const granted = (policy: Policy, role: string): string => {
  const lines = policy.grants
    .filter((grant) => grant.to.includes(role))
    .map(({ can, datasets }) =>
      datasets.includes('*')
        ? `${can.join(', ')} anywhere`
        : `${can.join(', ')} on ${datasets.join(', ').replaceAll('.*', '')}`,
    );
  return lines.length === 0 ? 'Nothing is granted to you.' : `You may: ${lines.join('; ')}.`;
};

/** The ids of rules are words that their writer chose to say what they forbid or ask. */
function denied(policy: Policy): string {
  const named = (phase: string): string =>
    policy.rules
      .filter((rule) => rule.phase === phase)
      .map((rule) => rule.id.replaceAll('-', ' '))
      .join(', ');
  const [forbidden, asked] = [named('capability'), named('precondition')];
  return [
    ...(forbidden === '' ? [] : [`These always hold: ${forbidden}.`]),
    ...(asked === '' ? [] : [`Checked before a write that needs it: ${asked}.`]),
  ].join(' ');
}

export function readsLike(policy: Policy, role: string): string {
  const masks = policy.masks.some((mask) => mask.operator !== 'pass')
    ? 'Values of classified columns come back masked; a mask cannot be written back.'
    : '';
  const frame = [
    `You act as ${clipped(role, 40)} through Aegis, which decides every call.`,
    'Anything else is denied.',
    masks,
    'A denial says why, and what would work.',
  ];
  const room = most - frame.join(' ').length - 2;
  const rules = denied(policy);
  const grants = clipped(granted(policy, role), Math.max(80, room - rules.length));
  const [first = '', ...rest] = frame;
  return [first, grants, ...rest.slice(0, 1), clipped(rules, room - grants.length), ...rest.slice(1)]
    .filter((part) => part !== '')
    .join(' ');
}
