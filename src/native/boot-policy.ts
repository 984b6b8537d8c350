/** The policy of the kernel's own principal, as text like any other: it may ask a system to describe itself, and nothing else. */
const bootRole = 'aegis-kernel';

export const bootPolicy = `version: 1
about: What the kernel asks for itself when it starts or when a structure has changed.
grant:
  - { id: kernel-describe, to: [${bootRole}], can: [describe], datasets: ["*"] }
`;
