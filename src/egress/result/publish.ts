/** What of a result is sent, as one text. It refuses every key but those that have a name here, and a `_meta` that is not the kernel's own. */
import type { ContentBlock, ToolResult } from '../released.js';

const metaOf = ({ masked, without }: ToolResult): { readonly _meta?: object } =>
  masked === undefined && without === undefined
    ? {}
    : { _meta: { 'aegis/masked': masked, 'aegis/without-engine': without } };

const plainBlock = (block: ContentBlock): ContentBlock =>
  block.type === 'text'
    ? { type: block.type, text: block.text }
    : { type: block.type, data: block.data, mimeType: block.mimeType };

export const publish = (result: ToolResult): string => {
  const { content, structuredContent, isError } = result;
  // JSON has no place for what is undefined: a part that the result lacks is not in the text either.
  return JSON.stringify({
    ...{ content: content.map(plainBlock), structuredContent, isError },
    ...metaOf(result),
  });
};
