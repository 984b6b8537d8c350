/** The frame around every view: where one can go, how the kernel is, which view the address names. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Banners, LinkMark } from './parts/banner.js';
import { Icon } from './parts/icon.js';
import { KeysDialog, useKeys } from './parts/keys.js';
import { type Route, readRoute, type View, views, writeRoute } from './route.js';
import { useTheme } from './state/media.js';
import { useStore } from './state/store.js';
import { useWorld } from './state/use.js';
import { Catalog } from './views/catalog.js';
import { Overview } from './views/overview.js';
import { Policies } from './views/policies.js';
import { Request } from './views/request.js';
import { Requests } from './views/requests.js';
import { Sessions } from './views/sessions.js';
import { Systems } from './views/systems.js';

const names: Readonly<Record<View, string>> = {
  overview: 'Overview',
  requests: 'Requests',
  sessions: 'Sessions',
  catalog: 'Catalog',
  policies: 'Policies',
  systems: 'Systems',
};

function useRoute(): Route {
  const [route, go] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const look = (): void => go(readRoute(location.hash));
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return route;
}

function Views({ route }: { readonly route: Route }): JSX.Element {
  switch (route.view) {
    case 'overview':
      return <Overview />;
    case 'requests':
      return route.id === '' ? <Requests route={route} /> : <Request key={route.id} route={route} />;
    case 'sessions':
      return <Sessions />;
    case 'catalog':
      return <Catalog />;
    case 'policies':
      return <Policies route={route} />;
    case 'systems':
      return <Systems />;
  }
}

function Theme(): JSX.Element {
  const { isDark, flip } = useTheme();
  return (
    <button type="button" class="round" onClick={flip} aria-label={isDark ? 'Light colours' : 'Dark colours'}>
      <Icon name={isDark ? 'light' : 'dark'} />
    </button>
  );
}

function Side({ view, showKeys }: { readonly view: View; readonly showKeys: () => void }): JSX.Element {
  return (
    <header class="side">
      <a class="brand" href="#/overview">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path
            class="brand-shield"
            d="M16 2 4 6.500v8.600c0 7.200 5 12.700 12 14.900 7-2.200 12-7.700 12-14.900V6.500z"
          />
          <path class="brand-tick" d="m10.600 16.300 3.900 3.900 7.200-8" />
        </svg>
        Aegis
      </a>
      <nav aria-label="Views">
        {views.map((one) => (
          <a key={one} href={writeRoute({ view: one })} aria-current={one === view ? 'page' : undefined}>
            <Icon name={one} />
            {names[one]}
          </a>
        ))}
      </nav>
      <div class="side-foot">
        <LinkMark />
        <button type="button" class="round" onClick={showKeys} aria-label="Keys">
          <Icon name="keys" />
        </button>
        <Theme />
      </div>
    </header>
  );
}

function Refused(): JSX.Element {
  return (
    <main class="refused">
      <Icon name="lock" />
      <h1>This page may not read from this kernel</h1>
      <p>
        Its ticket is used up or has expired, or the kernel was started anew. Run this in the directory of its
        configuration:
      </p>
      <pre class="code">aegis inspect</pre>
      <p class="quiet">It opens this page with a new ticket.</p>
    </main>
  );
}

const titleOf = (route: Route, state: string | undefined): string => {
  const loud = state === 'sealed' || state === 'draining' ? `${state.toUpperCase()} · ` : '';
  return `${loud}${route.id === '' ? names[route.view] : route.id.slice(0, 12)} · Aegis`;
};

export function App(): JSX.Element {
  const route = useRoute();
  const { link, overview } = useStore(useWorld().glance);
  const keys = useKeys();
  const main = useRef<HTMLElement>(null);
  const place = `${route.view}/${route.id}`;
  const last = useRef(place);
  useEffect(() => {
    document.title = titleOf(route, overview?.state);
  }, [place, overview?.state]);
  // A reader of the screen is taken along to the new view; the first one is read from the top.
  useEffect(() => {
    if (last.current !== place) main.current?.focus();
    last.current = place;
  }, [place]);
  if (link.is === 'refused') return <Refused />;
  return (
    <div class="frame">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Side view={route.view} showKeys={keys.show} />
      <main id="main" ref={main} tabIndex={-1}>
        <Banners />
        <Views route={route} />
      </main>
      <KeysDialog keys={keys} />
    </div>
  );
}
