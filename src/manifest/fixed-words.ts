/** Words a manifest's `fixed` may use for what the kernel knows when it executes. Every other value is sent as it is written. */
export const fixedWords = [
  '$page-rows',
  '$offset',
  '$schema',
  '$row-bound',
  '$row-share',
  '$versions',
  '$preview',
  '$clear',
] as const;
