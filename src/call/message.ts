/** From a line to a message: strict JSON first, then the envelope. It refuses with a name and a place; what it gives has one reading. */
import { type Envelope, type Refused, readEnvelope } from './envelope.js';
import { createStrictReader, type Line } from './strict-json.js';
import type { StrictRules } from './strict-rules.js';

/** One for each connection; it reads one line at a time. */
export type ReadMessage = (line: Line) => Envelope | Refused;

export function createMessageReader(rules: StrictRules): ReadMessage {
  const read = createStrictReader(rules);
  return (line) => {
    const strict = read(line);
    return strict.ok ? readEnvelope(strict.value) : { flaw: strict.flaw, id: strict.id };
  };
}
