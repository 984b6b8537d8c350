/** The domain of one e-mail address. It refuses what is not plainly one and redacts it. */

import { normalise } from '../spelling/normalise.js';
import { partial } from './mask-form.js';
import { defineOperator, nothingOf } from './operator.js';

const shape = /^[^@\s]{1,64}@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,24})$/;

export const domain = defineOperator({
  kind: 'domain',
  shows: 'the domain of an e-mail address',
  needsIdentity: true,
  apply: (masking) => {
    const { value, class: columnClass } = masking;
    const found = shape.exec(normalise(value).text.trim().toLowerCase())?.[1];
    return found === undefined ? nothingOf(masking) : partial(columnClass, `@${found}`);
  },
});
