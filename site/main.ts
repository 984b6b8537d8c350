/** The page's start: theme, replay and playground. The kernel and SQLite are fetched when somebody comes to them. */
import './page/no-eval.js';
import './style.css';
import { the } from './page/dom.js';
import { createPlayground } from './page/playground.js';
import { createStory } from './page/story-view.js';
import { openTheme } from './page/theme.js';

openTheme();
createPlayground();

const story = createStory();
const chosen = (): 'off' | 'on' => (the('policy-on', HTMLInputElement).checked ? 'on' : 'off');
for (const id of ['policy-off', 'policy-on'])
  the(id, HTMLInputElement).addEventListener('change', () => story.play(chosen()));
the('replay', HTMLButtonElement).addEventListener('click', () => story.play(chosen()));

const arrival = new IntersectionObserver(([seen]) => {
  if (seen?.isIntersecting !== true) return;
  arrival.disconnect();
  story.play(chosen());
});
arrival.observe(the('story', HTMLElement));
