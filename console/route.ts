/** Where one is, as the address says it: a view, at most one id, and what is chosen in it. Refuses nothing: what it does not know is the overview. */

export const views = ['overview', 'requests', 'sessions', 'catalog', 'policies', 'systems'] as const;
export type View = (typeof views)[number];

export interface Route {
  readonly view: View;
  /** Of one request, session or rule; '' for the whole view. */
  readonly id: string;
  readonly chosen: Readonly<Record<string, string>>;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', ...rest] = path.split('/');
  const view = views.find((one) => one === first) ?? 'overview';
  const chosen = Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => value !== ''));
  return { view, id: decoded(rest.join('/')), chosen };
}

export function writeRoute(route: Partial<Route>): string {
  const { view = 'overview', id = '', chosen = {} } = route;
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== '')).toString();
  return `#/${view}${id === '' ? '' : `/${encodeURIComponent(id)}`}${query === '' ? '' : `?${query}`}`;
}
