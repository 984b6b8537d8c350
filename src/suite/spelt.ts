/** A text that a pattern fits, made from the pattern. It knows the plain forms alone; whoever asks holds the text against the pattern. */

interface Place {
  readonly pattern: string;
  at: number;
}

const peek = (place: Place): string => place.pattern.charAt(place.at);

const classes: Readonly<Record<string, string>> = { d: '7', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' };

function escapedSign(place: Place): string {
  place.at += 1;
  const sign = peek(place);
  place.at += 1;
  if (sign === 'b' || sign === 'B' || sign === 'A' || sign === 'z') return '';
  return classes[sign] ?? sign;
}

const tried = 'a7-x_Z .';

function signOfClass(place: Place): string {
  const end = place.pattern.indexOf(']', place.at + 2);
  const inner = place.pattern.slice(place.at + 1, end < 0 ? undefined : end);
  place.at = end < 0 ? place.pattern.length : end + 1;
  if (inner.startsWith('^')) return [...tried].find((sign) => !inner.slice(1).includes(sign)) ?? '';
  return inner.startsWith('\\') ? (classes[inner.charAt(1)] ?? inner.charAt(1)) : inner.charAt(0);
}

function group(place: Place): string {
  place.at += 1;
  const flags = /^\?(?:[a-zA-Z-]*:|P?<\w+>|[a-zA-Z-]+(?=\)))/.exec(place.pattern.slice(place.at))?.[0] ?? '';
  place.at += flags.length;
  const inner = alternatives(place);
  place.at += 1;
  return inner;
}

function atom(place: Place): string {
  const sign = peek(place);
  if (sign === '(') return group(place);
  if (sign === '[') return signOfClass(place);
  if (sign === '\\') return escapedSign(place);
  place.at += 1;
  if (sign === '^' || sign === '$') return '';
  return sign === '.' ? 'x' : sign;
}

function repeated(place: Place, one: string): string {
  const [whole = '', least] = /^(?:[*?+]|\{(\d+)(?:,\d*)?\})\??/.exec(place.pattern.slice(place.at)) ?? [];
  place.at += whole.length;
  if (whole.startsWith('*') || whole.startsWith('?')) return '';
  return least === undefined ? one : one.repeat(Math.min(64, Number(least)));
}

/** The first way of each choice. */
function alternatives(place: Place): string {
  const ways: string[] = [''];
  while (place.at < place.pattern.length && peek(place) !== ')') {
    if (peek(place) === '|') {
      place.at += 1;
      ways.push('');
      continue;
    }
    const made = repeated(place, atom(place));
    ways[ways.length - 1] += made;
  }
  return ways[0] ?? '';
}

export const spelt = (pattern: string): string => alternatives({ pattern, at: 0 });
