/** The words of a text, looked for when somebody asks: an address is told without them. It refuses to be copied by spread: the copy would hear none. */
import { type Cue, type Cues, cuesIn } from './cues.js';

class Later implements Cues {
  readonly text: string;
  #heard: Cues | undefined;
  constructor(text: string) {
    this.text = text;
  }
  #hear(): Cues {
    this.#heard ??= cuesIn(this.text);
    return this.#heard;
  }
  get bits(): number {
    return this.#hear().bits;
  }
  get found(): readonly Cue[] {
    return this.#hear().found;
  }
}
export const cuesWhenAsked = (text: string): Cues => new Later(text);
