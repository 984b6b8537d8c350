/** A shape of many forms, each led to by words of its own: of a text, the forms alone whose words it holds. It refuses to leave out one whose word is there. */
import type { Shape } from './shape.js';

/** The words without one of which it stands nowhere, and the form itself. */
export type Led = readonly [words: RegExp, form: string];

/** The words stand in the form as they are looked for, so that one which is added to it is looked for as well. */
export const led = (words: string, form: (words: string) => string): Led => [
  new RegExp(words, 'u'),
  form(words),
];

/** More of them than texts have in turn; past these all forms are looked for. */
const most = 16;
/** Each has its bit. */
const all = -1;

/** INVARIANT: a form stands in no text that holds none of its words, so a shape without it finds the same there. */
export function ledForms(
  forms: readonly Led[],
  shapeOf: (some: readonly string[]) => Shape,
): (text: string) => Shape | undefined {
  const any = new RegExp(forms.map(([words]) => words.source).join('|'), 'u');
  const made = new Map([[all, shapeOf(forms.map(([, form]) => form))]]);
  const heldIn = (text: string): number => {
    let held = 0;
    for (const [i, [words]] of forms.entries()) if (words.test(text)) held |= 1 << i;
    return held;
  };
  const shapeFor = (held: number): Shape => {
    const shape = shapeOf(forms.filter((_, i) => (held & (1 << i)) !== 0).map(([, form]) => form));
    made.set(held, shape);
    return shape;
  };
  return (text) => {
    if (!any.test(text)) return undefined;
    const held = heldIn(text);
    const some = made.has(held) || made.size < most ? held : all;
    return made.get(some) ?? shapeFor(some);
  };
}
