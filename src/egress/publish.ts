/** What of a result is sent, as one text. It refuses every key but those that have a name here, and a `_meta` that is not the kernel's own. */
import type { ToolResult } from './released.js';

export const publish = ({ content, structuredContent, isError, masked }: ToolResult): string =>
  // JSON has no place for what is undefined: a part that the result lacks is not in the text either.
  JSON.stringify({
    ...{ content: content.map(({ type, text }) => ({ type, text })), structuredContent, isError },
    ...(masked === undefined ? {} : { _meta: { 'aegis/masked': masked } }),
  });
