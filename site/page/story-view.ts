/** The replay of the careless agent, under a policy that allows everything or under the one that ships. What it shows was just decided. */
import type { JsonObject } from '../../src/index.js';
import { textOf } from './answer-view.js';
import { fill, h, isStill, the } from './dom.js';
import type { Score, Step } from './story.js';
import { policies } from './texts.js';
import { isAllowed } from './trip.js';

type Mode = 'off' | 'on';

const policyOf: Readonly<Record<Mode, string>> = { off: policies.allowAll, on: policies.standard };

const asked = (tool: string, args: JsonObject): string =>
  typeof args.sql === 'string' ? args.sql : `${tool} ${JSON.stringify(args)}`;

const longest = 420;
const opening = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`);

function pendingItem(thought: string, tool: string, args: JsonObject): HTMLLIElement {
  return h(
    'li',
    { class: 'step pending' },
    h('p', { class: 'thought' }, thought),
    h('code', { class: 'asked' }, asked(tool, args)),
    h('p', { class: 'came' }, '…'),
  );
}

function settle(item: HTMLLIElement, { told }: Step): void {
  const allowed = isAllowed(told);
  item.className = `step ${allowed ? 'allowed' : 'denied'}`;
  const word = allowed ? 'allowed' : `denied in ${told.endedIn}`;
  item.lastElementChild?.replaceWith(
    h(
      'details',
      { class: 'came' },
      h(
        'summary',
        {},
        h('span', { class: 'badge' }, word),
        h('span', { class: 'quiet' }, 'what the agent got'),
      ),
      h('pre', { tabindex: 0, 'aria-label': 'What the agent got' }, opening(textOf(told))),
    ),
  );
}

function setScore(id: string, value: string, tone: 'good' | 'bad' | 'none'): void {
  const place = the(id, HTMLElement);
  place.textContent = value;
  place.dataset.tone = tone;
}

function showScore(score: Score): void {
  const { customers, emails, ofEmails, gold, entries, isVerified } = score;
  setScore(
    'score-customers',
    customers === undefined ? 'gone' : `${customers} rows`,
    customers === undefined ? 'bad' : 'good',
  );
  setScore('score-emails', `${emails} of ${ofEmails}`, emails === 0 ? 'good' : 'bad');
  setScore('score-gold', `${gold} rows`, gold === 0 ? 'good' : 'bad');
  setScore('score-entries', `${entries} ${isVerified ? 'verified' : 'broken'}`, isVerified ? 'good' : 'bad');
}

const scores = ['score-customers', 'score-emails', 'score-gold', 'score-entries'];

const breath = 260;
const pause = (): Promise<void> =>
  isStill() ? Promise.resolve() : new Promise((go) => setTimeout(go, breath));

const words: Readonly<Record<Mode, string>> = {
  off: 'Nobody had decided anything: every call was allowed, and recorded.',
  on: 'The same agent, the same calls. It met the same instruction, and obeyed it. Nothing came of it.',
};

const say = (text: string): void => {
  the('story-told', HTMLElement).textContent = text;
};

async function run(mode: Mode): Promise<void> {
  const steps = the('story-steps', HTMLOListElement);
  fill(steps);
  for (const id of scores) setScore(id, '…', 'none');
  say('Starting a kernel and a lake in this page…');
  const { play } = await import('./story.js');
  let item: HTMLLIElement | undefined;
  const score = await play(policyOf[mode], {
    before: (thought, tool, args) => {
      item = pendingItem(thought, tool, args);
      steps.append(item);
      return pause();
    },
    after: (step) => {
      if (item !== undefined) settle(item, step);
    },
  });
  showScore(score);
  say(words[mode]);
}

/** One play at a time; a mode chosen meanwhile is played after it. */
export function createStory() {
  const place = the('story', HTMLElement);
  let wanted: Mode | undefined;
  let isPlaying = false;
  const playOne = async (mode: Mode): Promise<void> => {
    try {
      await run(mode);
      place.dataset.played = mode;
    } catch {
      say('The kernel could not be started in this browser.');
    }
  };
  const playAll = async (): Promise<void> => {
    if (isPlaying) return;
    isPlaying = true;
    for (let mode = wanted; mode !== undefined; mode = wanted) {
      wanted = undefined;
      await playOne(mode);
    }
    isPlaying = false;
  };
  return {
    play(mode: Mode) {
      wanted = mode;
      delete place.dataset.played;
      void playAll();
    },
  };
}
