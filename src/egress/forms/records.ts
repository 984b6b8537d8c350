/** Finds the values in a text that stand under a name: tables of delimited lines and `key: value` records. It refuses names that say nothing. */
import { areNames, mayBeName } from '../detect/names/column.js';
import { hintOfCell } from '../detect/words/code.js';
import { among, isMute, isOfPeople, hint as says } from '../detect/words/hint.js';
import { alignedCells } from './aligned.js';
import { answerCells } from './answers.js';
import { contactCells } from './contacts.js';
import { tableCells } from './delimited.js';
import { insertCells } from './inserts.js';
import { markupCells } from './markup.js';
import { messageCells } from './messages.js';
import { mrzCells } from './mrz.js';
import type { Named } from './named.js';
import { type HintedCell, type NameMemory, newNameMemory, pairsIn } from './pairs.js';
import { partyCells } from './parties.js';
import { accountCells } from './passwd.js';
import { speakerCells } from './speakers.js';

/** Every value under a name, whatever the name says. */
export const namedCells = (text: string): readonly Named[] => [
  ...tableCells(text),
  ...alignedCells(text),
  ...markupCells(text),
  ...insertCells(text),
  ...accountCells(text),
  ...messageCells(text),
  ...mrzCells(text),
  ...speakerCells(text),
];

/** Whether there is something, and not what. */
const flag = /^(?:true|false)$/i;
const isFlag = (text: string, { start, end }: HintedCell): boolean =>
  (end - start === 4 || end - start === 5) && flag.test(text.slice(start, end));

/** Those of them whose name says something, and what stands behind a name and a sign. A bare `name` beside what only people have is theirs. */
export function hintedCells(
  text: string,
  memory: NameMemory = newNameMemory(),
  found: readonly Named[] = namedCells(text),
): readonly HintedCell[] {
  const hints = new Map<string, number>();
  for (const { name } of found) if (!hints.has(name)) hints.set(name, hintFor(name, memory));
  for (const name of peoplesIn(text, found, hints)) hints.set(name, (hints.get(name) ?? 0) | says.name);
  const all = [...hints.values()];
  const theirs = isOfPeople(all) ? says.name : 0;
  const beside = among(all);
  const cells: HintedCell[] = [];
  for (const { start, end, name } of found) {
    const own = hints.get(name) ?? 0;
    const told = own | ((own & (says.label | says.half)) === 0 ? 0 : theirs);
    const hint = beside(told);
    if (hint !== 0 && end > start) cells.push({ start, end, hint });
  }
  const pairs = pairsIn(text, memory);
  const theirOwn = pairs.filter((cell) => !isFlag(text, cell));
  const alongside = theirOwn.map(({ hint }) => hint);
  const besidePair = among(alongside);
  const [one, half] = isOfPeople(alongside) ? [says.someone, says.name] : [0, 0];
  for (const { start, end, hint } of pairs) {
    const told = hint | ((hint & says.label) === 0 ? 0 : one) | ((hint & says.half) === 0 ? 0 : half);
    cells.push({ start, end, hint: besidePair(told) });
  }
  for (const find of [answerCells, partyCells]) for (const cell of find(text)) cells.push(cell);
  // In a table the name above a number says what it is, not the address beside it.
  const headed = new Set(found.map(({ start }) => start));
  for (const cell of contactCells(text)) if (!headed.has(cell.start)) cells.push(cell);
  return cells;
}

/** It says nothing of what its values are, or no more than that they are called so. */
const isOpen = (hint: number): boolean => isMute(hint & ~(says.label | says.person));

/** Columns of people, by what stands in them: those whose first value may be a name are read on. */
function peoplesIn(
  text: string,
  found: readonly Named[],
  hints: ReadonlyMap<string, number>,
): readonly string[] {
  const columns = new Map<string, string[] | undefined>();
  for (const { start, end, name } of found) {
    const column = columns.get(name);
    if (column !== undefined) column.push(text.slice(start, end));
    if (columns.has(name) || end === start) continue;
    const shown = text.slice(start, end);
    const isAsked = isOpen(hints.get(name) ?? 0) && mayBeName(shown);
    columns.set(name, isAsked ? [shown] : undefined);
  }
  return [...columns].flatMap(([name, values]) => (values !== undefined && areNames(values) ? [name] : []));
}

function hintFor(name: string, { names }: NameMemory): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const hint = hintOfCell(name);
  names.set(name, hint);
  return hint;
}
