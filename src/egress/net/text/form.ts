/** The form of a text: all of it but the values of its digits. The texts of one column often share it, and what does not hang on those values is read once. It refuses to call two texts of one form that differ in anything else. */
import type { Detector, Span } from '../../detect/detector.js';
import { traitsOf } from '../../detect/text/traits.js';

/** What is found in a text of which all is one value. */
export interface Whole extends Span {
  readonly class: string;
  readonly tier: Detector['tier'];
  readonly detector: string;
  readonly rank: number;
}
/** What is known of the last form that a column has shown. */
export interface Form {
  /** The text that is looked at now. What is known here is true of that one alone. */
  text: string;
  traits: number;
  /** Of each group of detectors, those that find nothing in the form; absent until it comes again. */
  ruledOut: readonly number[] | undefined;
  /** No word speaks in it. */
  isSilent: boolean;
  /** What all of it is, one of these at most; absent until that is asked. */
  whole: readonly Whole[] | undefined;
  /** Nothing stands in it. */
  isBare: boolean;
  isKnown: boolean;
}
export const newForm = (): Form => ({
  text: '',
  traits: 0,
  ruledOut: undefined,
  isSilent: false,
  whole: undefined,
  isBare: false,
  isKnown: false,
});

/** Longer ones hardly share theirs. */
const longest = 64;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

export function isOfOneForm(text: string, other: string): boolean {
  if (text.length !== other.length || text.length > longest) return false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const same = other.charCodeAt(i);
    if (code !== same && !(isDigit(code) && isDigit(same))) return false;
  }
  return true;
}

/** The traits of the next text of a column. INVARIANT: no trait hangs on the value of a digit. */
export function traitsNext(form: Form, text: string): number {
  form.isKnown = isOfOneForm(text, form.text);
  form.text = text;
  if (form.isKnown) return form.traits;
  form.ruledOut = undefined;
  form.isSilent = false;
  form.whole = undefined;
  form.isBare = false;
  form.traits = traitsOf(text);
  return form.traits;
}
