/** Names as an eye takes them in: what case, `0` and `o`, `1` and `l`, `rn` and `m` would tell apart on paper alone is one name here. */
export const skeleton = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('-', '_');
