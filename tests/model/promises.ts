// What a run of the shipped kernel must never do, whatever its ports do: each broken promise in words.
import type { Happening, Played } from './scripted-kernel.js';

export const linesOf = (happened: readonly Happening[]) => happened.filter((one) => one.what === 'line');
export const stagesOf = (happened: readonly Happening[]) => happened.filter((one) => one.what === 'stage');
const at = (happened: readonly Happening[], holds: (one: Happening) => boolean): number =>
  happened.findIndex(holds);

/** Every way in which a run broke a promise, in words. */
export function brokenPromises({ happened, code, doubts }: Played): readonly string[] {
  const told: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || told.push(what));
  const stages = stagesOf(happened);
  for (const request of new Set(stages.map((one) => one.request))) {
    const mine = stages.filter((one) => one.request === request).map((one) => one.stage);
    const entered = mine.filter((stage, place) => stage === 'audit' && mine[place - 1] !== 'audit');
    must(entered.length === 1, `${mine.join(' ')}: audit was not entered exactly once`);
    must(['done', 'denied'].includes(mine.at(-1) ?? ''), `${mine.join(' ')}: it did not end`);
    must(mine.at(-2) === 'audit', `${mine.join(' ')}: it ended from elsewhere than audit`);
    const lines = linesOf(happened).filter((one) => one.decision === request);
    const last = lines.filter((one) => one.type === 'outcome' || one.type === 'deny');
    must(
      last.length === 1 || code === 'audit-failed',
      `${last.length} lines say how ${mine.join(' ')} ended`,
    );
    const isIntended = lines.some((one) => one.type === 'intent');
    must(
      last.every((one) => one.type === (isIntended ? 'outcome' : 'deny')),
      'an intent and no outcome, or the reverse',
    );
  }
  happened.forEach((one, place) => {
    if (one.what !== 'sent') return;
    const before = happened.slice(0, place);
    const sent = before.filter((other) => other.what === 'sent').length;
    const intents = linesOf(before).filter((line) => line.type === 'intent').length;
    must(intents > sent, `${one.tool} was sent before its intent was durable`);
  });
  const isSent = happened.some((one) => one.what === 'sent');
  must(isSent || doubts === 0 || code === 'audit-failed', 'a dataset is in doubt, and nothing was sent');
  const reply = at(happened, (one) => one.what === 'reply');
  const outcome = at(
    happened,
    (one) => one.what === 'line' && one.body.verdict === 'allowed' && one.type === 'outcome',
  );
  must(code !== 'allowed' || (outcome >= 0 && outcome < reply), 'allowed before the outcome was durable');
  // A ledger that did not answer in time may still write; a doubt is over when the child says so.
  const late = linesOf(happened.slice(reply)).filter((one) => one.decision !== '' && one.type !== 'recovery');
  must(code === 'audit-failed' || late.length === 0, 'something was recorded after the reply');
  const said = happened.flatMap((one) =>
    one.what === 'reply' ? [one.text] : one.what === 'line' ? [JSON.stringify(one)] : [],
  );
  must(!said.some((one) => one.includes('xenobia')), 'a value of the data was said');
  return told;
}
