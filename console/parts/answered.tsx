/** Draws an answer when it is there, and says what is the matter when it is not. A view never has to think of the other cases. */
import type { ComponentChildren } from 'preact';
import type { Answer } from '../link/ask.js';
import { Empty } from './text.js';

export interface Answered<T> {
  readonly answer: Answer<T> | undefined;
  readonly gone?: ComponentChildren;
  readonly children: (value: T) => ComponentChildren;
}

export function Answered<T>({ answer, gone, children }: Answered<T>): ComponentChildren {
  if (answer === undefined) return <p class="loading">Asking the kernel…</p>;
  switch (answer.is) {
    case 'there':
      return children(answer.value);
    case 'gone':
      return (
        <section class="view">
          <h1>The kernel no longer holds this</h1>
          <p>{gone}</p>
        </section>
      );
    case 'refused':
      return <Empty title="This page may not read from this kernel">Run aegis inspect again.</Empty>;
    case 'failed':
      return <Empty title="There is no answer">{answer.why}</Empty>;
  }
}
