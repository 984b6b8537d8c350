/** What one comparison lets through of its column, for the arms of an OR. It refuses to guess: what is not listed lets through `some`. */
import type { Arm } from '../../arms.js';
import { isWord } from '../tokens/token.js';
import { type Comparison, isConstant } from './comparison.js';

const letsBy: Readonly<Record<string, Arm['lets']>> = {
  '=': 'point',
  '==': 'point',
  in: 'point',
  like: 'point',
  glob: 'point',
  between: 'point',
  isnull: 'null',
  notnull: 'not-null',
  '<': 'low',
  '<=': 'low',
  '>': 'high',
  '>=': 'high',
  '<>': 'co',
  '!=': 'co',
};

/** What a comparison lets through, for the arms of an OR. */
export function armOf({ operator, isNegated, right }: Comparison): Pick<Arm, 'lets' | 'bound'> {
  const isNull = isWord(right[0], 'null');
  if (operator === 'is')
    return { lets: isNull ? (isNegated ? 'not-null' : 'null') : isNegated ? 'co' : 'point' };
  const lets = letsBy[operator] ?? 'some';
  if (isNegated) return { lets: 'co' };
  const isRay = (lets === 'low' || lets === 'high') && isConstant(right);
  return isRay ? { lets, bound: right.map(({ name }) => name).join('') } : { lets };
}
