/** The rules that no file holds and no file lifts, by the names that a denial gives them. What is not in this list denies under no name of the kernel's. */
export const kernelRules = [
  'kernel:facts',
  'kernel:understood',
  'kernel:one-statement',
  'kernel:session-control',
  'kernel:outside',
  'kernel:locks',
  'kernel:catalogued',
  'kernel:unseal',
  'kernel:classified-flow',
  'kernel:classified-filter',
  'manifest:can',
  'kernel:default-deny',
] as const;

export type KernelRule = (typeof kernelRules)[number];
