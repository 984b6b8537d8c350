/** What one request did, mark by mark, as numbers alone: ten thousand requests are kept, and an object for each mark is what the collector would spend its time on. */
import type { MessageView, StepView } from '../src/inspection/trip.js';
import { createVocabulary, type Vocabulary } from './vocabulary.js';

interface EnteredView {
  readonly stage: string;
  readonly at: number;
}

type Of<V> = Omit<V, 'at'>;

/** What a mark is of: its kind and then the words of that kind, in the order of its view. */
type Mark =
  | readonly ['entered', string]
  | readonly ['stepped', string, StepView['verdict'], StepView['executed']]
  | readonly ['told', string, string, string];

/** What marks are of; one for all trails. */
export type Lexicon = Vocabulary<Mark>;

/** Far more than there are stages, verdicts, officers, systems and types of messages. */
const mostWords = 16_384;

export const createLexicon = (): Lexicon => createVocabulary(mostWords);

/** A mark is two numbers: its own in the lexicon, and microseconds since the request came. */
const width = 2;

/** More marks than this of one request are not kept: only something that repeats itself has as many. */
const most = 512;

export class Trail {
  readonly #lexicon: Lexicon;
  readonly #marks: number[] = [];
  #last: number | undefined = undefined;

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** `at`, here and below: milliseconds since the request came. */
  enter(stage: string, at: number): void {
    this.#mark(['entered', stage], at);
  }

  step({ state, verdict, executed }: Of<StepView>, at: number): void {
    this.#mark(['stepped', state, verdict, executed], at);
  }

  tell({ from, to, type }: Of<MessageView>, at: number): void {
    this.#mark(['told', from, to, type], at);
  }

  get entered(): readonly EnteredView[] {
    return this.#read((mark, at) => (mark[0] === 'entered' ? { stage: mark[1], at } : undefined));
  }

  get stepped(): readonly StepView[] {
    return this.#read((mark, at) =>
      mark[0] === 'stepped' ? { state: mark[1], verdict: mark[2], executed: mark[3], at } : undefined,
    );
  }

  get told(): readonly MessageView[] {
    return this.#read((mark, at) =>
      mark[0] === 'told' ? { from: mark[1], to: mark[2], type: mark[3], at } : undefined,
    );
  }

  #mark(mark: Mark, at: number): void {
    const number = this.#lexicon.numberOf(mark, this.#last);
    if (number === undefined || this.#marks.length === most * width) return;
    this.#last = number;
    this.#marks.push(number, Math.round(at * 1_000));
  }

  #read<V>(viewOf: (mark: Mark, at: number) => V | undefined): readonly V[] {
    const marks = this.#marks;
    const read: V[] = [];
    for (let at = 0; at < marks.length; at += width) {
      const [number = 0, micros = 0] = marks.slice(at, at + width);
      const mark = this.#lexicon.at(number);
      const view = mark && viewOf(mark, micros / 1_000);
      if (view !== undefined) read.push(view);
    }
    return read;
  }
}
