/** From the texts of manifests to what each says: a part whose form is wrong is told and left out. What was read in part is never used, only searched for more problems. */
import { fitPartly, inOrder, type Problem, readYaml } from '../yaml/document.js';
import { createTeller, type Teller } from '../yaml/teller.js';
import { type ManifestForm, manifestForm } from './form.js';

export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** A manifest, as far as its form is right; what it says may still be wrong. */
export interface Read extends SourceFile {
  readonly form: ManifestForm;
  readonly tell: Teller;
  /** What is wrong with its text and its form. */
  readonly malformed: readonly Problem[];
}

export interface ReadAll {
  readonly reads: readonly Read[];
  /** Problems of the files of which nothing could be read. */
  readonly lost: readonly Problem[];
}

/** What a manifest cannot do without. Nothing is told of what stands here. */
const standIns = { version: 1, system: 'unread', launch: { argv: ['unread'] }, tools: {} };

export function readManifests(files: readonly SourceFile[]): ReadAll {
  const fitted = files.map((source) => {
    const { file } = source;
    return {
      source,
      found: fitPartly(readYaml(source.text, file), { schema: manifestForm, file, standIns }),
    };
  });
  return {
    reads: fitted.flatMap(({ source, found: { value, document, unread, problems } }): Read[] =>
      value === undefined
        ? []
        : [
            {
              ...source,
              form: value,
              tell: createTeller(document, source.file, unread),
              malformed: problems,
            },
          ],
    ),
    lost: fitted.flatMap(({ found }) => (found.value === undefined ? found.problems : [])),
  };
}

/** In the order of the files. */
export function problemsOf(files: readonly SourceFile[], { reads, lost }: ReadAll): readonly Problem[] {
  const told = reads.flatMap(({ malformed, tell }) => [...malformed, ...tell.problems]);
  const all = [...lost, ...told];
  const order = [...new Set(files.map(({ file }) => file))];
  return inOrder(order.flatMap((file) => all.filter((problem) => problem.file === file)));
}
