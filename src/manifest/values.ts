/** Whether what a manifest itself says a tool works on makes sense. It refuses a dataset of another system: nobody else answers for it. */
import type { Teller } from '../yaml/teller.js';
import type { ManifestForm } from './form.js';

export function checkValues(form: ManifestForm, tell: Teller): void {
  const declared = form.catalog?.datasets ?? {};
  for (const [tool, { arguments: named }] of Object.entries(form.tools))
    for (const [name, { value, 'reads-as': readsAs }] of Object.entries(named)) {
      if (value === undefined) continue;
      const path = ['tools', tool, 'arguments', name, 'value'];
      if (readsAs !== 'dataset')
        tell.key(
          path,
          'only what reads as `dataset` has a value of the manifest’s own',
          'write `reads-as: dataset`; a plain value that is always sent goes under `fixed`',
        );
      else if (!Object.hasOwn(declared, value))
        tell.value(
          path,
          `dataset \`${value}\` is not declared in this manifest`,
          'declare it under `catalog`, or name one that is',
        );
    }
}
