/** Whether what stands behind a key that tells is how programs and pages speak of a secret: a call, a type, a variable, a word of a page. It refuses to pass a value with a digit for a word. */

/** A call, or what is read from one: `self.param("token")`, `require("x").y`. */
const call =
  /^(?:await |new )?[A-Za-z_$][\w$]{0,40}(?:\??\.[A-Za-z_$][\w$]{0,40}){0,4}\((?:[^()]|\([^()]{0,200}\)){0,200}\)?(?:\.[A-Za-z_$][\w$]{0,40}(?:\([^()]{0,200}\)?)?){0,6}[,;)]{0,3}$/;
/** Words joined, as programs join them, with no digit. */
const joined = /^[A-Za-z]{1,40}(?:[_.-][A-Za-z]{1,40}){0,8}[,;)]{0,3}$/;
/** What a variable, a type or a column of a secret is called by. */
const nouns = new Set(
  'token tokens key keys secret secrets password passwords passwd pwd passphrase credential credentials auth api access param params parameter type types exception error request response string shape arn name names id ids list summary summaries stream value values header headers field input output provider handler manager config option options default model class object data message messages function method generator factory validator validate validator hash store file path url env variable prompt label placeholder hint title text'.split(
    ' ',
  ),
);
const wordsOf = (value: string): readonly string[] =>
  value
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((one) => one !== '');
/** Of several words, one of which says that a secret, or what a program has, is meant. */
function isVariable(value: string): boolean {
  if (!joined.test(value)) return false;
  const words = wordsOf(value);
  return words.length > 1 && words.some((one) => nouns.has(one));
}
/** A word as it begins a sentence or a heading: `Contraseña`. */
const word = /^\p{Lu}\p{Ll}{3,}[.:,;)]?$/u;
/** A file beside the program, a span of versions, what a cloud calls a thing by. */
const reference =
  /^(?:\.{1,2}\/[\w./-]{1,200}|[\^~<>=]{1,2}\d{1,4}(?:\.\d{1,6}){1,3}[\w.-]{0,20}|arn:aws[\w-]{0,12}:\S{1,400})$/;

export const isExpression = (value: string): boolean =>
  call.test(value) || isVariable(value) || word.test(value) || reference.test(value);

/** A UUID, by which a call is told from one that is made again. */
export const isUuid = (value: string): boolean =>
  /^[\da-z]{8}-[\da-z]{4}-[\da-z]{4}-[\da-z]{4}-[\dA-Za-z]{12}$/i.test(value);
