/** Whether what is written as a telephone is a thing's number: behind the noun or the code of one, or a form that is filled in. It refuses one that is written as nothing but a telephone is. */
import type { Span } from '../text/span.js';
import { followsNumbered, leadsNumbered } from '../words/numbered.js';

/** From abroad, or with its area in brackets. */
const dialled = /^(?:\+|00|\()/;
/** A code of a thing's, and none that is dialled. */
const code = /(?<!\p{L})(?<!(?:area|dial|dialling|dialing|country|phone|city) )[Cc]ode:? ?$/u;
const reach = 18;
export const isOfThing = (shown: string, text: string, start: number): boolean =>
  !dialled.test(shown) &&
  (followsNumbered(text, start) ||
    leadsNumbered(text, start + shown.length) ||
    code.test(text.slice(Math.max(0, start - reach), start)));

/** `(999) 999-9999`. */
const oneDigit = /^\D*(\d)(?:\D*\1)+\D*$/;
const parted = /\d\D+\d/;
export const isOneDigit = (shown: string): boolean => oneDigit.test(shown) && parted.test(shown);

/** What stands right before the end of a code: `ORD-`, `A228-`, `ref.`. */
const ofCode = /[A-Z]\d{0,6}-$|\bref(?:erence)?\.?[:# ]{0,2}$/i;
/** The end of a code behind it: `417-1379-TP`, `1103-081522-k3xw9a7b`. */
const goesOn = /^-(?:\p{Lu}{1,3}(?![\p{L}\p{N}])|[a-z](?=[a-z]{0,8}\d)[a-z\d]{3,})/u;
/** With what stands behind it. */
export const isOfCode = (text: string, { start }: Span, behind: string): boolean =>
  ofCode.test(text.slice(Math.max(0, start - 12), start)) || goesOn.test(behind);
