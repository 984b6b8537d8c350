/** Opens the world and draws the page into it. */
import { render } from 'preact';
import { App } from './app.js';
import { applyTheme } from './state/media.js';
import { WorldProvider } from './state/use.js';
import { openWorld } from './state/world.js';

applyTheme();
const place = document.getElementById('app');
const world = await openWorld();
if (place !== null)
  render(
    <WorldProvider value={world}>
      <App />
    </WorldProvider>,
    place,
  );
