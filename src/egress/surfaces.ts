/** Everything by which a downstream could carry a value to an agent, and what becomes of it. It refuses to leave one out: what has no line here is not sent. */

export const fates = {
  masked: 'every text, key and number in it goes through the masks',
  noted: 'a note in its place tells its kind',
  rebuilt:
    'where the manifest declares its type clean it is put together again of what draws or sounds; else a note in its place tells its kind, why, its size and a keyed digest',
  told: 'the agent is told in the words of the kernel, and none of it',
  unheard: 'it ends in the kernel',
} as const;

export interface Surface {
  readonly name: string;
  /** Where the protocol has it, with its type where several share a place. */
  readonly at: string;
  readonly fate: keyof typeof fates;
}

export const surfaces = [
  { name: 'text', at: 'result.content[]: text', fate: 'masked' },
  { name: 'embedded text', at: 'result.content[]: resource, its text', fate: 'masked' },
  { name: 'embedded bytes', at: 'result.content[]: resource, its blob', fate: 'rebuilt' },
  {
    name: 'embedded address',
    at: 'result.content[]: resource, its uri, type, title and _meta',
    fate: 'unheard',
  },
  { name: 'link', at: 'result.content[]: resource_link', fate: 'noted' },
  { name: 'image', at: 'result.content[]: image', fate: 'rebuilt' },
  { name: 'audio', at: 'result.content[]: audio', fate: 'rebuilt' },
  { name: 'unknown block', at: 'result.content[]: every other type', fate: 'noted' },
  { name: 'annotations', at: 'result.content[].annotations', fate: 'unheard' },
  { name: 'block meta', at: 'result.content[]._meta', fate: 'unheard' },
  { name: 'structured value', at: 'result.structuredContent, its values', fate: 'masked' },
  { name: 'structured key', at: 'result.structuredContent, its keys', fate: 'masked' },
  { name: 'structured meta', at: 'result.structuredContent._meta', fate: 'unheard' },
  { name: 'result meta', at: 'result._meta', fate: 'unheard' },
  { name: 'unknown part', at: 'result, every other key', fate: 'unheard' },
  { name: 'tool error', at: 'result of isError', fate: 'told' },
  { name: 'error message', at: 'error.message', fate: 'told' },
  { name: 'error body', at: 'error.data', fate: 'told' },
  { name: 'progress', at: 'notifications/progress', fate: 'unheard' },
  { name: 'log message', at: 'notifications/message', fate: 'unheard' },
  { name: 'cancellation', at: 'notifications/cancelled', fate: 'unheard' },
  { name: 'change of a list', at: 'notifications/…/list_changed', fate: 'unheard' },
  { name: 'unknown notification', at: 'every other notification', fate: 'unheard' },
  { name: 'request', at: 'sampling, elicitation, roots, every other request', fate: 'unheard' },
  { name: 'answer to nobody', at: 'an answer of another id, or a second one', fate: 'unheard' },
  { name: 'no message', at: 'a line that is none of the protocol', fate: 'unheard' },
  { name: 'greeting', at: 'initialize: serverInfo, instructions, capabilities, _meta', fate: 'unheard' },
  {
    name: 'listed tool',
    at: 'tools/list: name, title, description, schemas, annotations, _meta',
    fate: 'unheard',
  },
  { name: 'standard error', at: 'stderr of the process', fate: 'unheard' },
] as const satisfies readonly Surface[];

export type SurfaceName = (typeof surfaces)[number]['name'];
