import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressIn } from '../../examples/before-after/server-address.js';

const address = 'postgresql://login:hidden-word@db.example/lake';
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aegis-address-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function file(text: string, mode = 0o600): string {
  const path = join(home, 'dsn');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('the address of the server that the demo plays on', () => {
  it.each([address, `postgres://login@db.example/lake\n`])('is what its file holds: %j', (text) => {
    expect(addressIn(file(text))).toBe(text.trim());
  });

  it.each([
    ['can be read by others', () => file(address, 0o640)],
    ['can be read by others', () => file(address, 0o604)],
    ['among the arguments', () => address],
    ['does not hold', () => file('login:hidden-word@db.example')],
    ['names a read_role', () => file(`${address}?read_role=r`)],
    ['names a promote_role', () => file(`${address}?connections=2&promote_role=r`)],
    ['ENOENT', () => join(home, 'nowhere')],
  ])('is refused, and not repeated: %s', (why, path) => {
    const ask = () => addressIn(path());
    expect(ask).toThrow(why);
    expect(ask).not.toThrow(/hidden-word|db\.example/);
  });
});
