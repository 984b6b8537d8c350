/** The last four digits of a number of at least eight. It refuses anything else and redacts it. */

import { normalise } from '../spelling/normalise.js';
import { partial } from './mask-form.js';
import { defineOperator, nothingOf } from './operator.js';

const shape = /^[A-Z]{0,4}[0-9A-Z]{4,32}\d{4}$/i;

export const last4 = defineOperator({
  kind: 'last4',
  shows: 'the last four digits of a number',
  needsIdentity: true,
  apply: (masking) => {
    const { value, class: columnClass } = masking;
    const text = normalise(value).text.replace(/[\s.()+/_-]/g, '');
    return shape.test(text) && text.replace(/\D/g, '').length >= 8
      ? partial(columnClass, text.slice(-4))
      : nothingOf(masking);
  },
});
