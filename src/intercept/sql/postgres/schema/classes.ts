/** Classes of operators: which of them run something of the user's, so that whoever reads or writes a table with such an index does. One that an extension has in C is not told apart from PostgreSQL's own. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, isTrue, itemsOf, list, type Node, part, text, textIn, texts } from '../tree/tree.js';
import { builtInTypes, isBuiltIn } from '../tree/words.js';
import type { Draft } from './draft.js';

/** Of extensions that come with PostgreSQL, where a schema file says nothing of what these define. */
const usual = new Set(
  'gin_trgm_ops gist_trgm_ops gin_hstore_ops gist_hstore_ops gin__int_ops gist__int_ops gist__intbig_ops gist_ltree_ops gist__ltree_ops'.split(
    ' ',
  ),
);

/** INVARIANT: where it is the usual one for a type of PostgreSQL's own, an index need not name it. */
export function takeClass({ classes }: Draft, body: JsonObject): void {
  const name = texts(list(body, 'opclassname')).join('.');
  const type = texts(list(part(body, 'datatype'), 'names'));
  const isSilent = isTrue(body, 'isDefault') && builtInTypes.has(type.at(-1) ?? '');
  classes.set(name, { isSilent, isOfExtension: classes.get(name)?.isOfExtension ?? false });
}

/** What the server alone can say: an extension has it, and all that it runs is in C. */
export function takeClassMember({ classes }: Draft, body: JsonObject): void {
  const [, ...names] = itemsOf(own(body, 'object')).map(textIn);
  const found = classes.get(names.join('.'));
  const isAdded = text(body, 'objtype') === 'OBJECT_OPCLASS' && own(body, 'action') === 1;
  if (isAdded && found !== undefined) classes.set(names.join('.'), { ...found, isOfExtension: true });
}

/** INVARIANT: it is the name that counts, whatever its schema: which one was meant is not told here. */
function isKnown({ classes }: Draft, names: readonly string[]): boolean {
  const [last = ''] = names.slice(-1);
  const alike = [...classes].filter(([name]) => name === last || name.endsWith(`.${last}`));
  const isOwn = isBuiltIn(names) || usual.has(last);
  return alike.length === 0 ? isOwn : alike.every(([, { isOfExtension }]) => isOfExtension);
}

/** Of the columns of an index, or of the key of a table in parts. */
export const runsOwn = (draft: Draft, elements: readonly Node[]): boolean =>
  elements.some((one) => {
    const body = bodyOf(one, 'IndexElem') ?? bodyOf(one, 'PartitionElem') ?? {};
    const names = texts(list(body, 'opclass'));
    return names.length > 0 && !isKnown(draft, names);
  });

export const sortsSilently = ({ classes }: Draft): boolean =>
  [...classes.values()].some(({ isSilent, isOfExtension }) => isSilent && !isOfExtension);
