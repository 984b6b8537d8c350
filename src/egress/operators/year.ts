/** The year of a date. It refuses what is not plainly one date and redacts it. */

import { normalise } from '../spelling/normalise.js';
import { partial } from './mask-form.js';
import { defineOperator, nothingOf } from './operator.js';

const yearFirst = /^([12]\d{3})[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ][\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?$/;
const yearLast = /^\d{1,2}[-/.]\d{1,2}[-/.]([12]\d{3})$/;

export const year = defineOperator({
  kind: 'year',
  shows: 'the year of a date',
  needsIdentity: true,
  apply: (masking) => {
    const { value, class: columnClass } = masking;
    const text = normalise(value).text.trim();
    const found = yearFirst.exec(text)?.[1] ?? yearLast.exec(text)?.[1];
    return found === undefined ? nothingOf(masking) : partial(columnClass, found);
  },
});
