/** Finds the members that label others by their keys: `{"label": …, "value": …}`. It refuses objects of many members. */
import { plainKey } from './heads.js';

const labels = new Set(
  'label name key k field attribute property question prompt title system type kind fieldname fieldlabel fieldtitle displayname header column param parameter customfield tablabel caption'.split(
    ' ',
  ),
);
/** A type is no name of a value that stands under another one. */
const naming = new Set('field question name title label key ref'.split(' '));
const values = /(?:value|values|answer|answers|response|responses)$|^(?:v|val)$|^value(?:string|text|date)$/;
/** What kind of document somebody shows, and its number. */
const documentType =
  /^(?:id|doc|document|identity|identitydocument|identification|traveldoc|traveldocument)type$/;
const documentNumber =
  /^(?:id|doc|document|identity|identitydocument|identification|traveldoc|traveldocument)(?:no|num|number|nr)$/;
/** These are values where none of those is; and a text beside one of them may be its label. */
const others = new Set('content text number data date'.split(' '));

export interface Labelled {
  readonly labels: readonly string[];
  /** Which of the members are what it labels. */
  readonly values: readonly string[];
  /** The same where none of those says anything. */
  readonly others: readonly string[];
  /** The member that is named as its type is the value: `{"type": "date", "date": …}`. */
  readonly isTyped: boolean;
}

const most = 12;

/** Where many stand beside each other, none is the label of another. */
export function labelledIn(keys: readonly string[]): Labelled | undefined {
  if (keys.length < 2 || keys.length > most) return undefined;
  const all = keys.map((key) => [key, plainKey(key)] as const);
  const those = (is: (plain: string) => boolean): readonly string[] =>
    all.flatMap(([key, plain]) => (is(plain) ? [key] : []));
  const found = {
    labels: those((plain) => labels.has(plain) || documentType.test(plain)),
    values: those((plain) => (values.test(plain) || documentNumber.test(plain)) && !labels.has(plain)),
    others: those((plain) => others.has(plain)),
    isTyped: keys.includes('type') && all.some(([, plain]) => naming.has(plain)),
  };
  const hasValue = found.values.length + found.others.length > 0 || found.isTyped;
  return found.labels.length > 0 && hasValue ? found : undefined;
}
