/** Texts and keys as a manifest writes them: printable, and one thing to every reader of YAML. */

/** Both YAML and JSON read it as the same text. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Plain words that some reader takes for a boolean or for nothing. */
const ambiguous = /^(?:y|n|yes|no|on|off|true|false|null|~)$/i;

export const plainKey = (name: string): string => (ambiguous.test(name) ? quoted(name) : name);
