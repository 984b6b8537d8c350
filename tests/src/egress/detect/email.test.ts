/** What is an address of mail around its sign, and that bytes printed beside their hex are none. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';

const mails = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.email')
    .map(({ start, end }) => text.slice(start, end));

describe('a dump of bytes', () => {
  it('holds no address where stops stand for what draws nothing', () =>
    expect(mails('00000070  bc e9 b9 6e  |Y..X.10a0..@0.aZ|')).toEqual([]));

  it.each(['a.@0.YZ', 'b.@cY.Z0ZY.c.aZ', '0..0..c@X0.Ya'])('nor by chance: %s', (bytes) =>
    expect(mails(`00000020  95 b8 17 f3 ad b8 1a 7a  a3 1d b0 af 0d 49 51 5e  |.${bytes}|`)).toEqual([]),
  );

  it.each([
    ['00000070  61 6e 6e  |..ann@corp.example|', 'ann@corp.example'],
    ['00000020  95 b8 17 f3 ad b8 1a 7a  a3 1d b0 af 0d 49 51 5e  |.ann@corp.example|', 'ann@corp.example'],
    ['Ann.@Corp.Io', 'Ann.@Corp.Io'],
    ['ann..lee@corp.example', 'ann..lee@corp.example'],
    ['ann..@corp.example', 'ann..@corp.example'],
    ['ann.lee@x.com', 'ann.lee@x.com'],
  ])('holds one that could be written to: %s', (text, mail) => expect(mails(text)).toEqual([mail]));
});
