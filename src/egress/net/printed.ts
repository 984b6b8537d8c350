/** What a system prints beside the protocol, as it may be said on the kernel's own stderr, which the host of the agent keeps. It refuses a value that the scrubber or a detector knows; a bare name it does not know. */

import { redacted, withheld } from '../operators/mask-form.js';
import { utf8Length } from '../spelling/encode.js';
import type { Scrub } from './scrub.js';
import { hides } from './text/hidden.js';
import type { Hit } from './text/hit.js';
import { scan } from './text/scan.js';

const cutMark = '…';
/** As long as a value is: what is left of one that was cut off looks like nothing. */
const longestValue = 64;

function without(text: string, hits: readonly Hit[]): string {
  let [said, at] = ['', 0];
  for (const { start, end, class: name } of hits) {
    said += text.slice(at, start) + redacted(name);
    at = end;
  }
  return said + text.slice(at);
}

export function printed(line: string, scrub: Scrub): string {
  const { text } = scrub(line);
  const said = without(text, scan(text, 0));
  if (hides(text) || scan(said, 0).length > 0) return withheld(utf8Length(text));
  return line.endsWith(cutMark) ? said.slice(0, -longestValue) + cutMark : said;
}
