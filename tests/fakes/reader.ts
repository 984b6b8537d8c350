// A reader in the test's own process: the real engine and the law's own source, without a thread, a deadline or a second vote. It refuses what the real one refuses.
import type { Reader } from '../../actors/powers.js';
import type { DatasetName, Sha256 } from '../../src/call/id.js';
import type { Catalog, Dataset } from '../../src/catalog/catalog.js';
import { type OverlayWire, readOverlay, withOverlay } from '../../src/catalog/overlay.js';
import { type Effects, notLoaded, opaque } from '../../src/intercept/effects.js';
import { isDialect } from '../../src/intercept/sql/index.js';
import { readerOf } from '../cases/sql/reading.js';

const mostCharacters = 65_536;

export function createFakeReader(): Reader {
  const systems = new Map<string, (text: string, overlay: OverlayWire | undefined) => Effects>();
  let isClosed = false;
  return {
    async load(system, schema, wire) {
      systems.delete(system);
      if (isClosed) throw new Error('the reader did not answer');
      // The casts are true: the wire was made from a Catalog.
      const catalog: Catalog = {
        version: wire.version as Sha256,
        datasets: new Map(wire.datasets as readonly (readonly [DatasetName, Dataset])[]),
        protectedPatterns: wire.protectedPatterns,
      };
      const reading = readerOf(schema, catalog);
      systems.set(system, (text, overlay) => {
        const carried = readOverlay(overlay?.value);
        if (carried === undefined) return opaque('the class overlay could not be read');
        return reading(text, withOverlay(catalog, carried));
      });
    },
    async read({ system, dialect, text, overlay }) {
      if (isClosed) return opaque('reader-lost');
      if (typeof text !== 'string' || text.length > mostCharacters) return opaque('text too long');
      const reading = systems.get(system);
      if (reading === undefined) return opaque(notLoaded);
      return isDialect(dialect) ? reading(text, overlay) : opaque('unknown dialect');
    },
    async close() {
      isClosed = true;
    },
  };
}
