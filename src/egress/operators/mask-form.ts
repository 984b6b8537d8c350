/** How a mask reads, and the form by which one is known. It refuses any form that ordinary text would take. */
const plain = /^[a-z0-9_.+-]{1,64}$/;
const plainClass = (columnClass: string): string =>
  plain.test(columnClass)
    ? columnClass
    : columnClass
        .toLowerCase()
        .replace(/[^a-z0-9_.+-]/g, '_')
        .slice(0, 64);

/** As many as a catalog names; past these each is read again. */
const most = 256;

/** Read once of each class: a result has thousands of masks, of a few classes. */
export function ofClass<T>(make: (columnClass: string) => T): (columnClass: string) => T {
  const made = new Map<string, T>();
  return (columnClass) => {
    const known = made.get(columnClass);
    if (known !== undefined) return known;
    const one = make(columnClass);
    if (made.size < most) made.set(columnClass, one);
    return one;
  };
}

/** `pii.email` is `EMAIL`, `secret.url_credential` is `URL_CREDENTIAL`. */
function labelOf(columnClass: string): string {
  const last = columnClass.slice(columnClass.lastIndexOf('.') + 1).toUpperCase();
  if (/^[A-Z][A-Z0-9_]{0,39}$/.test(last)) return last;
  const name = last.replace(/[^A-Z0-9_]/g, '_').slice(0, 40);
  return /^[A-Z]/.test(name) ? name : `X${name}`;
}
const label = ofClass(labelOf);

export const redacted = ofClass((columnClass) => `[REDACTED:${plainClass(columnClass)}]`);
export const tokened = (columnClass: string, token: string): string => `[${label(columnClass)}:${token}]`;
/** A sealed value: like a token, and known by its sign as one that may come back. */
export const sealedAs = (columnClass: string, seal: string): string => `[${label(columnClass)}:~${seal}]`;
/** `shown`: letters, digits, `@`, `.`, `-`, `:` and `/` alone. */
export const partial = (columnClass: string, shown: string): string => `[${label(columnClass)}:*${shown}]`;
export const withheld = (bytes: number): string => `[WITHHELD: ${bytes} bytes]`;
/** Of what came as bytes. */
interface WithheldBytes {
  readonly why: string;
  readonly bytes: number;
  readonly digest: string;
}
export function withheldBlock(type: string, of: Partial<WithheldBytes> = {}): string {
  const name = type.replace(/[^a-z_]/g, '').slice(0, 20) || 'block';
  const { why, bytes, digest } = of;
  const said = [
    name,
    ...(why === undefined ? [] : [why]),
    ...(bytes === undefined ? [] : [`${bytes} bytes`]),
    ...(digest === undefined ? [] : [`digest ${digest}`]),
  ];
  return `[withheld: ${said.join(', ')}]`;
}

const form =
  /\[(?:REDACTED:[a-z0-9_.+-]{1,64}|WITHHELD: [a-z0-9_, ]{1,80}|SECRET|[A-Z][A-Z0-9_]{0,40}:(?:[a-z2-7]{12}|~[a-z2-7]{28}|\*[A-Za-z0-9@.:/-]{1,255}))\]/i;

export const holdsForm = (text: string): boolean => text.includes('[') && form.test(text);

const whole = new RegExp(`^${form.source}$`, form.flags);
/** One mask and nothing around it. */
export const isMask = (text: string): boolean => text.startsWith('[') && whole.test(text);

const wholeSeal = /^\[[A-Z][A-Z0-9_]{0,40}:~[a-z2-7]{28}\]$/;

/** One seal and nothing around it. Within a text it is a mask like another. */
export const isSeal = (value: unknown): value is string => typeof value === 'string' && wholeSeal.test(value);

/** A key as a step of a JSON pointer. */
export const asStep = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
/** The key that a step of a JSON pointer stands for. */
export const asKey = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
