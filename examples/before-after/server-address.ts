// Reads the address of a PostgreSQL server out of a file. It refuses one that others can read, and never repeats a word of what it read.
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

const isAddress = (text: string): boolean => /^postgres(?:ql)?:\/\//.test(text);

function ownersAlone(path: string): string {
  const file = openSync(path, 'r');
  try {
    if ((fstatSync(file).mode & 0o077) !== 0)
      throw new Error(`\`${path}\` can be read by others; run chmod 600 on it`);
    return readFileSync(file, 'utf8').trim();
  } finally {
    closeSync(file);
  }
}

/** The demo makes its tables with the rights of the login, and a role would have none on them. */
const rolesIn = (address: string): readonly string[] =>
  ['read_role', 'write_role', 'promote_role'].filter((name) => address.includes(`${name}=`));

export function addressIn(path: string): string {
  if (isAddress(path))
    throw new Error(
      'an address among the arguments can be seen by everybody on this host; write it into a file of mode 0600 and name the file',
    );
  const address = ownersAlone(path);
  if (!isAddress(address)) throw new Error(`\`${path}\` does not hold a postgresql:// address`);
  const [role] = rolesIn(address);
  if (role === undefined) return address;
  throw new Error(
    `the address in \`${path}\` names a ${role}; leave roles out, the demo uses the login's own rights`,
  );
}
