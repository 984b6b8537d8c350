/** The token gate: what is refused before the engine sees a byte, because preparing it may already act or because two lexers may differ. */
import { type Effects, noEffects, opaque } from '../../../effects.js';
import { holdsTooMany, isTooLong, tooMany, tooMuch } from '../../bounds.js';
import { shapeOf } from '../tokens/shape.js';
import { isOp, isWord, type Token, tokenize } from '../tokens/token.js';
import { controlKinds } from '../tokens/words.js';
import { type StructureAsked, structureAsked, toldControl } from './control.js';
import { planIn } from './explained.js';
import { type Upkeep, upkeepIn } from './upkeep.js';

const deepest = 64;

export type Gate =
  | { readonly passes: true; readonly text: string; readonly tokens: readonly Token[] }
  | {
      readonly passes: false;
      readonly effects: Effects;
      /** It asks about the structure, and nothing else. */
      readonly asks?: StructureAsked;
      /** It goes through rows, and changes none. */
      readonly tends?: Upkeep;
    };

const closed = (effects: Effects): Extract<Gate, { passes: false }> => ({ passes: false, effects });

/** Characters on which lexers differ, or that hide text from a reader. */
function badCharacters(text: string): string | undefined {
  if (/\p{Surrogate}/u.test(text)) return 'text is not valid unicode';
  if (text.includes('\ufeff')) return 'byte order mark';
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) return 'control character';
  if (/\r(?!\n)/.test(text)) return 'lone carriage return';
  return undefined;
}

const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb]/;

const hidden = (text: string, tokens: readonly Token[]): boolean => {
  if (!invisible.test(text)) return false;
  let from = 0;
  for (const { kind, start, end } of tokens) {
    if (kind !== 'string') continue;
    if (invisible.test(text.slice(from, start))) return true;
    from = end;
  }
  return invisible.test(text.slice(from));
};

/** The tokens of each statement; empty ones (`;;`) do not count. */
export function statementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (isOp(token, ';')) statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

/** `?1`, `:a`: the engine looks each of them up among all the others. */
const isNamedMark = ({ kind, start, end }: Token): boolean => kind === 'param' && end - start > 1;
const mostNamedMarks = 1_000;

const structural = (text: string, tokens: readonly Token[]): string | undefined => {
  if (tokens.some((token) => token.kind === 'illegal')) return 'unreadable token';
  if (hidden(text, tokens)) return 'invisible character';
  if (tokens.some((token) => token.depth > deepest)) return 'nested too deeply';
  if (tokens.some((token) => token.depth < 0)) return 'unbalanced parentheses';
  if (tokens.filter(isNamedMark).length > mostNamedMarks) return tooMuch;
  return undefined;
};

/** A control verb at the head of any statement, or the name of the extension loader anywhere. */
function control(statements: readonly (readonly Token[])[]): string | undefined {
  for (const statement of statements) {
    const [first] = statement;
    const isControl = first?.kind === 'word' && controlKinds.has(first.name);
    if (isControl && planIn(statement) === undefined) return first.name;
  }
  const all = statements.flat();
  return all.some((token) => token.name === 'load_extension' && token.kind !== 'string')
    ? 'load_extension'
    : undefined;
}

const plantsTrigger = (first: readonly Token[] | undefined): boolean =>
  isWord(first?.[0], 'create') &&
  (first ?? []).slice(1, 3).some((token) => isWord(token, 'trigger', 'virtual'));

/** Judges one text. What passes is one statement whose tokens SQLite would cut the same way. */
export function gate(text: unknown): Gate {
  if (typeof text !== 'string') return closed(opaque('the statement is not a text'));
  if (isTooLong(text)) return closed(opaque('text too long'));
  if (holdsTooMany(text)) return closed(opaque(tooMany));
  const bad = badCharacters(text);
  if (bad !== undefined) return closed(opaque(bad));
  const tokens = tokenize(text);
  const statements = statementsOf(tokens);
  const refuse = (why: string, more: Partial<Effects> = {}): Gate =>
    closed({
      ...opaque(why),
      statements: statements.length,
      shape: shapeOf(tokens, new Set()),
      ...more,
    });
  const verb = control(statements);
  const broken = structural(text, tokens);
  if (verb !== undefined) {
    const only = broken === undefined && statements.length === 1 ? (statements[0] ?? []) : [];
    const [told, asks, tends] = [toldControl(only), structureAsked(only), upkeepIn(only)];
    const shape = shapeOf(tokens, new Set());
    if (told !== undefined) return closed({ ...told, shape });
    const asked = closed({ ...noEffects, statements: 1, kind: 'pragma', control: [verb], shape });
    if (asks !== undefined) return { ...asked, asks };
    if (tends !== undefined) return { ...asked, tends };
    return refuse('control statement', { kind: controlKinds.get(verb) ?? 'unknown', control: [verb] });
  }
  if (broken !== undefined) return refuse(broken);
  if (statements.length === 0) return refuse('no statement');
  if (plantsTrigger(statements[0])) return refuse('creates a trigger or virtual table', { kind: 'create' });
  if (statements.length > 1) return refuse('more than one statement');
  return { passes: true, text, tokens };
}
