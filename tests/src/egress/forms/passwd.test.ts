/** Who somebody is in an account file: found line by line, and nothing of the system's own accounts. */
import { describe, expect, it } from 'vitest';
import { masked } from '../fixtures.js';
import { createLot } from '../generated.js';

const [firsts, lasts] = [
  ['Ottilie', 'Ngozi', 'Tadeusz', 'Saoirse'],
  ['Quackenbush', 'Oyelaran', 'Szymański', 'Nakagawa'],
];
const system =
  'root:x:0:0:root:/root:/bin/bash\nsystemd-network:x:998:998:systemd Network Management:/:/usr/sbin/nologin\n';

describe('an account file', () => {
  it('is shown without the names and telephones of people', () => {
    const lot = createLot(31);
    for (let i = 0; i < 60; i += 1) {
      const name = `${lot.pick(firsts)} ${lot.pick(lasts)}`;
      const phone = `650-253-${lot.digits(4)}`;
      const who = lot.pick([name, `${name},,,`, `${name},Room ${lot.next(90)},${phone},`]);
      const line = `user${i}:x:${1000 + i}:1000:${who}:/home/user${i}:/bin/bash`;
      const shown = masked(`${system}${line}\n`);
      expect([who, shown.includes(name) || shown.includes(phone)]).toEqual([who, false]);
      expect(shown.replace(/\[REDACTED:pii\.(?:name|phone)\]/g, '').length).toBe(
        system.length + line.length + 1 - name.length - (who.includes(phone) ? phone.length : 0),
      );
    }
  });

  it('of the system alone stays', () => {
    const text = `${system}nobody:x:65534:65534:Nobody Else:/nonexistent:/usr/sbin/nologin\n`;
    expect(masked(text)).toBe(text);
  });
});
