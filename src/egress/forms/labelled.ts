/** Finds the members that label another by their keys: `{"label": …, "value": …}`. It refuses objects of many members. */

const labels = [
  ...[
    'label',
    'name',
    'key',
    'field',
    'attribute',
    'property',
    'question',
    'prompt',
    'title',
    'system',
    'type',
  ],
  ...[
    'kind',
    'fieldName',
    'field_name',
    'fieldLabel',
    'displayName',
    'display_name',
    'header',
    'column',
    'param',
  ],
];
const values = [
  ...[
    'value',
    'val',
    'answer',
    'response',
    'valueString',
    'stringValue',
    'string_value',
    'fieldValue',
    'number',
  ],
  ...['content', 'text', 'date'],
];

export interface Labelled {
  readonly labels: readonly string[];
  /** Which of the members is what it labels. */
  readonly at: number;
}

/** Where many stand beside each other, none is the label of another. */
export function labelledIn(keys: readonly string[]): Labelled | undefined {
  if (keys.length < 2 || keys.length > 8) return undefined;
  const at = keys.findIndex((key) => values.includes(key));
  const named = at < 0 ? [] : labels.filter((one) => one !== keys[at] && keys.includes(one));
  return named.length === 0 ? undefined : { labels: named, at };
}
