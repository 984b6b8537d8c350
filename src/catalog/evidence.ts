/** What speaks for a class of a column: its name, its comment, the form of values sampled from it. It never speaks for `clear`, and holds no value. */
import type { Json } from '../call/json.js';
import { hint, hintOf } from '../egress/detect/words/hint.js';
import { rawPiiIn } from '../egress/result/raw-pii.js';
import { type ColumnClass, unknownClass } from './catalog.js';
import type { LiveColumn } from './live.js';

/** How many of the sampled values have the form of a class. */
export interface Form {
  readonly class: ColumnClass;
  readonly values: number;
}
export interface Sample {
  /** Values looked at; those that are absent are not counted. */
  readonly of: number;
  /** Most first. */
  readonly forms: readonly Form[];
  /** Half of them or more are sentences: anything may be in one. */
  readonly isProse: boolean;
}
export interface Evidence {
  /** `pii.unknown` where nothing speaks for another. */
  readonly guess: ColumnClass;
  readonly byName: ColumnClass | undefined;
  readonly byComment: ColumnClass | undefined;
  readonly sample: Sample | undefined;
}

const named: readonly (readonly [number, ColumnClass])[] = [
  [hint.email, 'pii.email'],
  [hint.ssn, 'pii.us_ssn'],
  [hint.card, 'pii.card'],
  [hint.passport, 'pii.passport'],
  [hint.national, 'pii.national_id'],
  [hint.account, 'pii.bank_account'],
  [hint.birth, 'pii.birth_date'],
  [hint.phone, 'pii.phone'],
  [hint.address, 'pii.address'],
  [hint.name, 'pii.name'],
  [hint.secret, 'secret.key'],
  [hint.ip, 'pii.ip'],
];
const freeText: ColumnClass = 'pii.free_text';
const proseName =
  /^(?:notes?|comments?|remarks?|descriptions?|messages?|body|bio|memo|feedback|transcript)$/i;

function classNamed(name: string): ColumnClass | undefined {
  const bits = hintOf(name);
  const found = named.find(([bit]) => (bits & bit) !== 0)?.[1];
  return found ?? (proseName.test(name) ? freeText : undefined);
}

const isSentence = (value: Json): boolean =>
  typeof value === 'string' && value.length >= 30 && value.trim().split(/\s+/).length >= 5;

export function sampleOf(values: readonly Json[], column: string): Sample {
  const there = values.filter((value) => value !== null && value !== '');
  const forms = rawPiiIn(there, column).map(({ class: columnClass, count }) => ({
    class: columnClass,
    values: count,
  }));
  return {
    of: there.length,
    forms: [...forms].sort((one, other) => other.values - one.values),
    isProse: there.length > 0 && there.filter(isSentence).length * 2 >= there.length,
  };
}

/** The form of most values before a name, a name before the form of some: a name may be wrong, and a value may be there by chance. */
function guessOf(byName: ColumnClass | undefined, sample: Sample | undefined): ColumnClass {
  const first = sample?.forms[0];
  if (sample?.isProse === true) return freeText;
  if (sample !== undefined && first !== undefined && first.values * 2 >= sample.of) return first.class;
  return byName ?? first?.class ?? unknownClass;
}

/** `values` is undefined when nothing was sampled. */
export function evidenceFor(column: LiveColumn, values: readonly Json[] | undefined): Evidence {
  const byName = classNamed(column.name);
  const byComment = column.comment === '' ? undefined : classNamed(column.comment.slice(0, 60));
  const sample = values === undefined ? undefined : sampleOf(values, column.name);
  return { guess: guessOf(byName ?? byComment, sample), byName, byComment, sample };
}
