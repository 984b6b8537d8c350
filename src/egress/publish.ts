/** What of a result is sent, as one text. It refuses every key but the three that have a name here, `_meta` above all. */
import type { ToolResult } from './released.js';

export const publish = ({ content, structuredContent, isError }: ToolResult): string =>
  // JSON has no place for what is undefined: a part that the result lacks is not in the text either.
  JSON.stringify({ content: content.map(({ type, text }) => ({ type, text })), structuredContent, isError });
