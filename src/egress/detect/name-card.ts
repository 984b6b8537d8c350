/** Names of people in cards, calendars and under letters, where the form itself says so. It refuses a common name outside of them. */
import { defineDetector, type Span } from './detector.js';
import { fullName, isName, lineEnds } from './names/form.js';
import { allOf, find, shapeOf } from './text/shape.js';
import { trait } from './text/traits.js';

const card = /(?<![^\n])(?:FN|N)(?:;[^:\n]{1,60})?:([^\n[]{2,80})/g;
const attendee = /(?<![^\n])(?:ATTENDEE|ORGANIZER)[^:\n]{0,80};CN="?([^":;\n[]{2,60})/g;
const signature = shapeOf(`(?<![^\\n])--[ \\t]{0,3}\\r?\\n(${fullName})${lineEnds}`);

const named = (found: RegExpExecArray): Span => {
  const shown = (found[1] ?? '').trimEnd();
  const at = found.index + found[0].indexOf(shown);
  return { start: at, end: at + shown.length };
};

export const nameInCard = defineDetector({
  kind: 'name-in-card',
  class: 'pii.name',
  tier: 'context',
  needs: trait.lines,
  detect: (reading) => {
    const { text } = reading;
    const signed = find(signature, reading).filter((found) => isName(found[1] ?? ''));
    const cards = text.includes('BEGIN:VCARD') ? allOf(card, text) : [];
    const meetings = text.includes(';CN=') ? allOf(attendee, text) : [];
    return [...signed, ...cards, ...meetings].map(named);
  },
});
