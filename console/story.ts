/** Why a call ended as it did, in sentences that need no knowledge of Aegis. It repeats what the kernel says and adds no reason of its own. */
import type { RequestRow } from '../src/inspection/row.js';
import type { DenialView, TripView } from '../src/inspection/trip.js';
import { stageAbout, stageOf, stagePlace, stages } from './words.js';

export interface Story {
  /** What happened, in one sentence. */
  readonly headline: string;
  /** What came of it for the system. */
  readonly effect: string;
  /** How far it got. */
  readonly reach: string;
  /** Whether asking again can help; '' where nothing was refused. */
  readonly again: string;
}

const effects: Readonly<Record<RequestRow['executed'], string>> = {
  no: 'Nothing was executed: the call never reached the system.',
  intended: 'It was written down that it would be executed; whether the system did is not known.',
  confirmed: 'The system had carried it out before this was decided; its result was kept back.',
  unknown: 'It was sent to the system and never answered: whether it was carried out is not known.',
};

const again: Readonly<Record<DenialView['retry'], string>> = {
  no: 'Calling again will not help: an operator has to act.',
  later: 'The same call can succeed later.',
  changed: 'The same call will be refused again; only a changed call, or a changed state, can succeed.',
};

const reasonOf = (row: RequestRow, denial: DenialView | null): string =>
  denial?.message ?? (row.code === '' ? 'no reason was recorded' : row.code);

/** What the kernel's own failures are called, so that nobody looks for a rule. */
const headlines: Readonly<
  Record<RequestRow['verdict'], (row: RequestRow, denial: DenialView | null) => string>
> = {
  pending: () => 'This call is still under way.',
  allowed: () => 'Allowed: every stage let it pass, and what came back was released.',
  denied: (row, denial) => `Denied: ${reasonOf(row, denial)}.`,
  errored: (row, denial) =>
    `Refused, because something failed: ${reasonOf(row, denial)}. No rule decided against it.`,
  cancelled: () => 'Cancelled by the agent before it ended.',
  timedout: () => 'Cut off: it took longer than its deadline allows.',
};

const reachOf = (row: RequestRow): string => {
  if (row.verdict === 'allowed') return `It passed all ${stages.length} stages.`;
  const stage = row.endedIn === '' ? stageOf(row.state) : row.endedIn;
  const place = stagePlace(stage);
  const about = stageAbout[stage];
  if (stage === 'admission') return 'It was turned away at the door, before the first stage.';
  if (place >= stages.length) return '';
  const where = `stage ${place + 1} of ${stages.length}, ${stage}${about === undefined ? '' : ` (“${about}”)`}`;
  return row.verdict === 'pending' ? `It stands in ${where}.` : `It was stopped in ${where}.`;
};

export function storyOf({ row, denial }: TripView): Story {
  const isOver = row.verdict !== 'pending' && row.verdict !== 'allowed';
  return {
    headline: headlines[row.verdict](row, denial),
    effect: isOver ? effects[row.executed] : '',
    reach: reachOf(row),
    again: denial === null ? '' : again[denial.retry],
  };
}
