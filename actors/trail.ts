/** What one request did, mark by mark, as numbers alone: ten thousand requests are kept, and an object for each mark is what the collector would spend its time on. */
import type { MessageView, StepView } from '../src/inspection/trip.js';
import { createVocabulary, type Vocabulary } from './vocabulary.js';

interface EnteredView {
  readonly stage: string;
  readonly at: number;
}

type Of<V> = Omit<V, 'at'>;

/** What marks are of; one for all trails. */
export interface Lexicon {
  readonly entered: Vocabulary<Of<EnteredView>>;
  readonly stepped: Vocabulary<Of<StepView>>;
  readonly told: Vocabulary<Of<MessageView>>;
}

/** Far more than there are stages, verdicts, officers, systems and types of messages. */
const mostWords = 8_192;

export const createLexicon = (): Lexicon => ({
  entered: createVocabulary(mostWords),
  stepped: createVocabulary(mostWords),
  told: createVocabulary(mostWords),
});

/** A mark is two numbers: its kind with its number in the vocabulary of that kind, and microseconds since the request came. */
const width = 2;
const kinds = 3;
const [entered, stepped, told] = [0, 1, 2];

/** More marks than this of one request are not kept: only something that repeats itself has as many. */
const most = 512;

export class Trail {
  readonly #lexicon: Lexicon;
  readonly #marks: number[] = [];

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** `at`, here and below: milliseconds since the request came. */
  enter(stage: string, at: number): void {
    this.#mark(entered, this.#lexicon.entered.numberOf({ stage }, [stage]), at);
  }

  step(step: Of<StepView>, at: number): void {
    const { state, verdict, executed } = step;
    this.#mark(stepped, this.#lexicon.stepped.numberOf(step, [state, verdict, executed]), at);
  }

  tell(message: Of<MessageView>, at: number): void {
    const { from, to, type } = message;
    this.#mark(told, this.#lexicon.told.numberOf(message, [from, to, type]), at);
  }

  get entered(): readonly EnteredView[] {
    return this.#read(entered, this.#lexicon.entered);
  }

  get stepped(): readonly StepView[] {
    return this.#read(stepped, this.#lexicon.stepped);
  }

  get told(): readonly MessageView[] {
    return this.#read(told, this.#lexicon.told);
  }

  #mark(kind: number, number: number | undefined, at: number): void {
    if (number === undefined || this.#marks.length === most * width) return;
    this.#marks.push(number * kinds + kind, Math.round(at * 1_000));
  }

  #read<T extends object>(kind: number, vocabulary: Vocabulary<T>): readonly (T & { readonly at: number })[] {
    const marks = this.#marks;
    const read: (T & { readonly at: number })[] = [];
    for (let at = 0; at < marks.length; at += width) {
      const [mark = 0, micros = 0] = marks.slice(at, at + width);
      const thing = mark % kinds === kind ? vocabulary.at(Math.floor(mark / kinds)) : undefined;
      if (thing !== undefined) read.push({ ...thing, at: micros / 1_000 });
    }
    return read;
  }
}
