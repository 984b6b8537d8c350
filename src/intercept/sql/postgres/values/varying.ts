/** Whether what is computed is another for every other value of its column, so that rows decide what it comes to: a text beside it, a small number added. What it does not know may be the same for all. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Desk } from '../desk/ink.js';
import type { Value } from '../desk/value.js';
import { bodyOf, list, type Node, part, text, textIn } from '../tree/tree.js';

/** A number that is large takes one that is not in. */
const most = 1_000;

function isSmall(node: Node): boolean {
  const number = own(part(bodyOf(node, 'A_Const') ?? {}, 'ival') ?? {}, 'ival');
  return typeof number === 'number' && Math.abs(number) <= most;
}

/** A text, and not nothing. */
const isWritten = (_: Node, value: Value | undefined): boolean => value?.written !== undefined;

interface Known {
  readonly name: string;
  readonly how: Value['varies'];
  readonly isBeside: (node: Node, value: Value | undefined) => boolean;
}

const known: readonly Known[] = [
  { name: '||', how: 'joined', isBeside: isWritten },
  { name: '+', how: 'added', isBeside: isSmall },
  { name: '-', how: 'added', isBeside: isSmall },
];

export function variesIn({ pad }: Desk, body: JsonObject): Value['varies'] {
  const [name, ...more] = list(body, 'name').map(textIn);
  const found = known.find((one) => one.name === name);
  if (text(body, 'kind') !== 'AEXPR_OP' || more.length > 0 || found === undefined) return undefined;
  const sides = [own(body, 'lexpr'), own(body, 'rexpr')];
  const values = sides.map((side) => (side === undefined ? undefined : pad.walked.get(side)));
  const at = values.findIndex((value) => value?.varies === 'itself' || value?.varies === found.how);
  return at >= 0 && found.isBeside(sides[1 - at], values[1 - at]) ? found.how : undefined;
}
