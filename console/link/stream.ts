/**
 * Follows the kernel's events: connects, goes on where it was cut off, says when it is cut off. What was missed in between is told as a gap,
 * never passed over.
 */
import type { Gap, InspectionEvent } from '../../src/inspection/event.js';
import { printableAnswer } from '../printable.js';
import { createStreamReader, type Told } from './sse.js';

export type Link =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  /** Cut off since then; it is tried again by itself. */
  | { readonly is: 'lost'; readonly since: number }
  /** The key is no key of this kernel: nothing is tried any more. */
  | { readonly is: 'refused' };

export type Happening = InspectionEvent | Gap;

export interface StreamTerms {
  readonly key: () => string;
  readonly onLink: (link: Link) => void;
  readonly onHappenings: (happenings: readonly Happening[]) => void;
}

const waits = [250, 500, 1_000, 2_000, 5_000];
/** The kernel says something every 15 s; silence for longer than this is a connection that has died. */
const longestSilence = 40_000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      removeEventListener('online', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    addEventListener('online', over);
  });

/** `as`: the kernel that served this page tells in the types it was built with. */
const happeningOf = (told: Told): Happening => printableAnswer(JSON.parse(told.data)) as Happening;

interface Course {
  /** The index of the last event that was taken; '' before the first. */
  last: string;
}

/** What one piece held, but for the greeting, which says where an empty stream begins. */
function take(course: Course, told: readonly Told[]): readonly Happening[] {
  return told.flatMap((one) => {
    if (one.event === 'hello') {
      // `as`: the field is checked in the next line.
      const { next } = JSON.parse(one.data) as { readonly next?: unknown };
      if (course.last === '' && typeof next === 'number' && next > 0) course.last = String(next - 1);
      return [];
    }
    if (one.id !== '') course.last = one.id;
    return [happeningOf(one)];
  });
}

async function pieces(
  answer: Response,
  abort: AbortController,
  onPiece: (piece: string) => void,
): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  for (;;) {
    const silence = setTimeout(() => abort.abort(), longestSilence);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    onPiece(value);
  }
}

type End = 'refused' | 'ended' | 'cut';

async function once(terms: StreamTerms, course: Course): Promise<End> {
  const abort = new AbortController();
  const reader = createStreamReader();
  const headers: Record<string, string> = { authorization: `Bearer ${terms.key()}` };
  if (course.last !== '') headers['last-event-id'] = course.last;
  const answer = await fetch('/api/events', { headers, signal: abort.signal });
  if (answer.status === 401) return 'refused';
  if (!answer.ok) return 'cut';
  terms.onLink({ is: 'live' });
  await pieces(answer, abort, (piece) => {
    const happenings = take(course, reader.read(piece));
    if (happenings.length > 0) terms.onHappenings(happenings);
  });
  return 'ended';
}

export async function follow(terms: StreamTerms): Promise<void> {
  const course: Course = { last: '' };
  let [failures, since] = [0, 0];
  terms.onLink({ is: 'connecting' });
  for (;;) {
    const end = await once(terms, course).catch((): End => 'cut');
    if (end === 'refused') {
      terms.onLink({ is: 'refused' });
      return;
    }
    failures = end === 'ended' ? 0 : failures + 1;
    since = failures > 1 ? since : Date.now();
    terms.onLink({ is: 'lost', since });
    await pause(waits[Math.min(failures, waits.length - 1)] ?? 1_000);
  }
}
