/** Statements that a reader has read once are not read again: an exploration asks the same question in every order. Nothing settles while one is being read. */
import type { Effects } from '../../src/intercept/effects.js';
import type { Clock, Reader } from '../powers.js';

export interface Readings {
  readonly reader: Reader;
  /** Everything that is promised has happened. */
  readonly settle: () => Promise<void>;
}

export function createReadings(reader: Reader, { soon }: Pick<Clock, 'soon'>): Readings {
  const known = new Map<string, Effects>();
  let open: Promise<unknown> | undefined;
  const turn = (): Promise<void> => new Promise((done) => soon(done));
  return {
    reader: {
      ...{ load: reader.load, close: reader.close },
      read: (request) => {
        const key = JSON.stringify(request);
        const effects = known.get(key);
        if (effects !== undefined) return Promise.resolve(effects);
        const reading = reader.read(request).then((read) => {
          known.set(key, read);
          return read;
        });
        open = reading;
        return reading;
      },
    },
    settle: async () => {
      await turn();
      while (open !== undefined) {
        const reading = open;
        open = undefined;
        await reading;
        await turn();
      }
    },
  };
}
