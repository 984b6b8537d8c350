/** Secrets of no known make beside a key that tells: `password=…`, `api_key: …`. It refuses ordinary words and what is masked already. */

import { defineDetector, type Reading, type Span } from './detector.js';
import { isExpression, isUuid } from './secrets/expressions.js';
import { allOf, find, shapeOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue } from './words/cues.js';
import { hint } from './words/hint.js';

const shape = shapeOf(
  /(?<![\p{L}\p{N}])((?:[A-Za-z0-9]{1,20}[_-]){0,3})(password|passwd|pwd|passphrase|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|client[_-]?secret|auth[_-]?token|secret[_-]?key|bearer|credential)s?["']?(?:\s{0,2}[:=]{1,2}>?\s{0,2})["']?([^\s"'`,;<>()[\]{}|]{6,512})/u
    .source,
  'gi',
);
const ordinary =
  /^(?:true|false|null|none|undefined|required|optional|string|changeme_?|expired|invalid|missing|reset|https?:.*|\*+|x+|\.+|<.*|%[sdv]|%\w+%)$/i;
/** What stands for a value in a program or a template. */
const code = /^(?:\$\{?[A-Z_][A-Z0-9_]*\}?|\$\{.*|\$\(.*|[A-Za-z_]\w*(?:\??\.[A-Za-z_]\w*)+)$/;

/** Told in a sentence or behind a flag, it has a digit and a letter. */
const told = shapeOf(
  /(?<![\p{L}\p{N}])(?:--?(?:password|passwd|pass|token|secret|api-?key)|(?:password|passphrase|api[ _-]?key|secret|token|passwort|kennwort|contraseña|mot de passe|senha|hasło|heslo|wachtwoord|пароль) (?:is|ist|lautet|es|est|é|to|je)):? ["'`]?(?=[^\s"'`]{0,64}\d)(?=[^\s"'`]{0,64}[A-Za-z])([^\s"'`,;<>()[\]{}|]{8,512})/u
    .source,
  'gi',
);

/** Behind the name of who asks, as a program that fetches takes both. */
const asked = shapeOf(
  /(?<![\w.-])curl [^\n|;]{0,160}?(?<=\s)(?:-[A-Za-z]{0,6}u|--(?:proxy-)?user)[ =]?["']?[^\s:"'$`{}]{1,64}:([^\s"']{4,256})/
    .source,
  'g',
);

/** A file's, of words alone. */
const path = /^(?:~|\.{1,2}|[A-Za-z]:)?(?:[\\/][A-Za-z_.-]{1,40}\d{0,2}){2,12}$/;
/** Drawn by lot and long, behind the noun alone, a verb, or the name that a call is given with it: `The access key was …`, `set("account.key.x", "…")`. */
const drawn = shapeOf(
  /(?<![\p{L}\p{N}])(?:secret|credentials?|(?:access|auth|api|bearer|refresh|session|deploy)[ _.-]?token|(?:access|storage|account|api|signing|encryption|shared|master|service|secret)[ _.-]?key)s?(?: (?:(?:was|is|reads|ist|war|lautet|es|era|est|è|é) )?["'`(]?|[\w.-]{0,80}["'`], ?["'`])([A-Za-z0-9+/_-]{32,128}={0,2})(?![A-Za-z0-9+/=_-])/u
    .source,
  'gi',
);
/** The secret of a pair, of which the other half says whose it is. */
const pair = shapeOf(
  /(?<![A-Za-z0-9])AKIA[A-Z0-9]{16}["'`]?(?: {0,2}[/,:;|] {0,2}| (?:and|with) )["'`]?([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/
    .source,
);

/** By which a call is told from one that is made again. */
const ofCall = /(?:^|[_-])(?:client|request|change|update|idempotency|creation)[_-]?token/i;
/** Called or looked into there, as programs do with what has a name. */
const isUnspelt = (text: string, end: number, value: string): boolean =>
  /[([]/.test(text.charAt(end)) && /^[A-Za-z_$][A-Za-z_$.]*$/.test(value);

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
  let bits = 0;
  for (const times of counts.values()) bits -= (times / text.length) * Math.log2(times / text.length);
  return bits;
}

/** A password may be a word with a digit; anything longer must look drawn by lot. */
function isSecret(value: string, isPassword: boolean): boolean {
  if (code.test(value) || isExpression(value)) return false;
  if (ordinary.test(value) || /^[\d.:/-]+$/.test(value)) return isPassword && /^\d{6,12}$/.test(value);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  if (isPassword) return kinds >= 2;
  return value.length >= 12 && kinds >= 2 && entropy(value) >= 3;
}

const isDrawn = (value: string): boolean =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && entropy(value) >= 4;
const drawnIn = (reading: Reading): readonly Span[] =>
  [...find(drawn, reading), ...find(pair, reading)].flatMap(({ 0: found, 1: value = '', index }) => {
    const end = index + found.length;
    return isDrawn(value) ? [{ start: end - value.length, end }] : [];
  });

export const secretEntropy = defineDetector({
  kind: 'secret-entropy',
  class: 'secret.key',
  tier: 'context',
  needs: trait.words,
  speaks: cue.secret,
  hinted: hint.secret,
  detect: (reading) => {
    const { text, hint: bits } = reading;
    const whole = text.trim();
    if (
      (bits & (hint.secret | hint.checked | hint.made)) === (hint.secret | hint.checked) &&
      path.test(whole)
    )
      return [];
    if ((bits & hint.secret) !== 0 && /^[^\s[\]]{6,4096}$/.test(whole) && isSecret(whole, whole.length < 12))
      return [{ start: 0, end: text.length }];
    const spans: Span[] = [...drawnIn(reading)];
    for (const found of find(shape, reading)) {
      const [whole, , noun = '', given = ''] = found;
      // The next parameter of an address ends it.
      const value = given.replace(/&[\w%.-]{1,80}=.*$/su, '');
      const end = found.index + whole.length - (given.length - value.length);
      if (isUnspelt(text, end, value) || (isUuid(value) && ofCall.test(whole))) continue;
      if (isSecret(value, /^pass|^pwd/i.test(noun))) spans.push({ start: end - value.length, end });
    }
    for (const found of find(told, reading)) {
      const value = (found[1] ?? '').replace(/[.!?]$/, '');
      const start = found.index + found[0].length - (found[1] ?? '').length;
      if (isSecret(value, value.length < 12)) spans.push({ start, end: start + value.length });
    }
    for (const found of find(asked, reading)) {
      const value = found[1] ?? '';
      const end = found.index + found[0].length;
      if (!code.test(value) && !ordinary.test(value)) spans.push({ start: end - value.length, end });
    }
    return spans;
  },
});

const bearer = /(?<![A-Za-z0-9_])(?:bearer|basic) ([^\s"'`,;<>()[\]{}]{16,1024})/gi;

/** No words of a sentence: `basic readability/style`. */
const isMixed = (value: string): boolean => /\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value));

/** What follows the word in a header of HTTP. */
export const secretBearer = defineDetector({
  kind: 'secret-bearer',
  class: 'secret.key',
  tier: 'context',
  needs: trait.run | trait.words,
  speaks: cue.secret,
  detect: ({ text }) =>
    allOf(bearer, text)
      .filter(({ 1: value = '' }) => isSecret(value, false) && isMixed(value))
      .map((found) => {
        const end = found.index + found[0].length;
        return { start: end - (found[1] ?? '').length, end };
      }),
});
