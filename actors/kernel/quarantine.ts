/** Tells of tools that have drifted: an entry in the journal, and a line to the operator with the command that shows more. It quotes nothing that a child said. */
import type { EntryDraft } from '../../src/audit/entry.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import { changes, type Drift } from '../../src/manifest/pin.js';
import type { Log } from '../powers.js';
import type { DriftReport } from '../systems/drift.js';
import type { Memory } from './memory.js';

const wordsOf = ({ changed }: Drift): string => changed.map((one) => changes[one]).join(', ');

function lineOf({ system, file }: Manifest, { drifts }: DriftReport): string {
  if (drifts.length === 0)
    return `${system} says that its tools have changed; the manifest decides which exist`;
  const tools = drifts.map((drift) => `\`${drift.tool}\` (${wordsOf(drift)})`).join(', ');
  return `${system}: denied until the kernel starts again with a pin that fits: ${tools}; see: aegis manifest diff ${file}`;
}

/** The whole of what is denied in the system, so that the last such entry says what holds. */
const bodyOf = ({ system }: Manifest, { drifts, notices }: DriftReport): EntryDraft['body'] => ({
  system,
  drifted: drifts.map(({ tool, changed }) => ({ tool, changed: [...changed] })),
  notices,
});

export const tellDrift =
  (log: Log, record: Memory['record']) =>
  (manifest: Manifest, report: DriftReport): void => {
    log.line('warn', lineOf(manifest, report));
    record(bodyOf(manifest, report), 'drift');
  };
