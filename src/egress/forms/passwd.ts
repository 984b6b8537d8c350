/** Finds who somebody is in the lines of an account file: the name and the telephones of its fifth field. It refuses accounts of the system itself. */
import type { Named } from './named.js';

const account =
  /^[A-Za-z_][\w.-]{0,31}\$?:[^:\n]{0,128}:(\d{1,10}):\d{1,10}:([^:\n]{2,200}):[^:\n]{0,200}:[^:\n]{0,200}$/gm;
/** The name, a room, and the telephones there and at home. */
const fields = ['full_name', '', 'phone', 'phone'];
const [firstPerson, nobody] = [1_000, 65_534];

export function accountCells(text: string): readonly Named[] {
  if (!text.includes(':/')) return [];
  return [...text.matchAll(account)].flatMap(({ 0: line, 1: number = '', 2: who = '', index }) => {
    if (Number(number) < firstPerson || Number(number) >= nobody) return [];
    let start = index + line.indexOf(`:${who}:`, line.indexOf(`:${number}:`)) + 1;
    return who.split(',').map((field, i): Named => {
      const cell = { start, end: start + field.length, name: fields[i] ?? '' };
      start += field.length + 1;
      return cell;
    });
  });
}
