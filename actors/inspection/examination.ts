/** Has the policies in force examined once, when somebody first looks: they do not change while a kernel runs. It makes none of the calls that are tried. */
import type { ExaminedLine } from '../../src/inspection/examined.js';
import type { Standing } from '../../src/inspection/standing.js';
import type { ConfigText } from '../kernel/boot.js';
import type { ConsoleAnswer, Examiner } from '../powers-console.js';
import type { Law } from '../trip/trip.js';

export interface ExaminationInput {
  readonly law: Law;
  readonly texts: readonly ConfigText[];
  readonly role: string;
  readonly examiner: Examiner;
}

const late: ConsoleAnswer = { problem: 'they could not be examined in time', status: 503 };

export const policiesIn = (texts: readonly ConfigText[]): readonly ConfigText[] =>
  texts.filter(({ kind }) => kind === 'policy');

async function ask(
  { law, texts, role, examiner }: ExaminationInput,
  { written }: Standing,
): Promise<ConsoleAnswer> {
  const examined = await examiner.examine({
    ...{ role, catalog: law.catalog, manifests: law.registry.manifests },
    texts: policiesIn(texts),
  });
  if (examined === undefined) return late;
  // As the views name a rule: within its invariant.
  const idOf = ({ id, kind }: ExaminedLine): string => (kind === 'unreachable' ? id : written(id)?.id) ?? id;
  return { found: { ...examined, lines: examined.lines.map((line) => ({ ...line, id: idOf(line) })) } };
}

export function examination(input: ExaminationInput, standing: Standing): () => Promise<ConsoleAnswer> {
  let asked: Promise<ConsoleAnswer> | undefined;
  return () => {
    asked ??= ask(input, standing);
    return asked;
  };
}
