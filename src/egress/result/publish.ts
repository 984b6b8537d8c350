/** What of a result is sent, as one text. It refuses every key but those that have a name here, and a `_meta` that is not the kernel's own. */
import type { ToolResult } from '../released.js';

const metaOf = ({ masked, without }: ToolResult): { readonly _meta?: object } =>
  masked === undefined && without === undefined
    ? {}
    : { _meta: { 'aegis/masked': masked, 'aegis/without-engine': without } };

export const publish = (result: ToolResult): string => {
  const { content, structuredContent, isError } = result;
  // JSON has no place for what is undefined: a part that the result lacks is not in the text either.
  return JSON.stringify({
    ...{ content: content.map(({ type, text }) => ({ type, text })), structuredContent, isError },
    ...metaOf(result),
  });
};
