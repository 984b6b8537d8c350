/** What one request did, mark by mark, as numbers alone: ten thousand requests are kept, and an object for each mark is what the collector would spend its time on. */
import type { MessageView, StepView } from '../../src/inspection/trip.js';
import { createVocabulary, type Vocabulary } from './vocabulary.js';

interface EnteredView {
  readonly stage: string;
  readonly at: number;
}

/** What a mark is of: its kind and then the words of that kind, in the order of its view. */
type Mark =
  | readonly ['entered', string]
  | readonly ['stepped', string, StepView['verdict'], StepView['executed']]
  | readonly ['told', string, string, string];

/** What marks are of; one for all trails. */
export type Lexicon = Vocabulary<Mark>;

/** Far more than there are stages, verdicts, officers, systems and types of messages. */
const mostWords = 2 ** 14;

export const createLexicon = (): Lexicon => createVocabulary(mostWords);

export interface TrailTerms {
  readonly lexicon: Lexicon;
  readonly monotonic: () => number;
}

/** A mark is one number: microseconds since the request came, far more than a request lasts, and above them its own number in the lexicon. */
const longest = 2 ** 38;

/** More marks than this of one request are not kept: only something that repeats itself has as many. */
const most = 512;

export class Trail {
  /** When the request came, on the clock that never runs backwards. */
  readonly begun: number;
  readonly #terms: TrailTerms;
  #marks: number[] = [];
  /** The last mark and the one before it, in one number: what follows the two is mostly what followed them before. */
  #last = 0;

  constructor(terms: TrailTerms) {
    this.begun = terms.monotonic();
    this.#terms = terms;
  }

  /** Milliseconds since the request came. */
  get since(): number {
    return this.#terms.monotonic() - this.begun;
  }

  enter(stage: string): void {
    this.#mark(['entered', stage]);
  }

  step(state: string, { verdict, executed }: Pick<StepView, 'verdict' | 'executed'>): void {
    this.#mark(['stepped', state, verdict, executed]);
  }

  tell(from: string, to: string, type: string): void {
    this.#mark(['told', from, to, type]);
  }

  /** Nothing more is expected: the room that was left for it is given back. */
  end(): void {
    this.#marks = this.#marks.slice();
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

  #mark(mark: Mark): void {
    const number = this.#terms.lexicon.numberOf(mark, this.#last);
    if (number === undefined || this.#marks.length === most) return;
    this.#last = (this.#last % mostWords) * mostWords + number;
    this.#marks.push(number * longest + Math.min(longest - 1, Math.round(this.since * 1_000)));
  }

  #read<V>(viewOf: (mark: Mark, at: number) => V | undefined): readonly V[] {
    return this.#marks.flatMap((one) => {
      const mark = this.#terms.lexicon.at(Math.floor(one / longest));
      const view = mark && viewOf(mark, (one % longest) / 1_000);
      return view === undefined ? [] : [view];
    });
  }
}
