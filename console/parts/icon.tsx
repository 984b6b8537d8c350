/** The small pictures. Each stands beside a word or carries one as its label; none means anything by colour alone. */
import type { JSX } from 'preact';

const paths = {
  overview: 'M3 12h4l2.5-6 4 12 2.5-6H21',
  requests: 'M4 6h16M4 12h16M4 18h10',
  sessions: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.4 3.4-5 7-5s6.400 1.600 7 5',
  catalog:
    'M4 7c0-1.700 3.600-3 8-3s8 1.300 8 3-3.600 3-8 3-8-1.300-8-3Zm0 0v10c0 1.700 3.600 3 8 3s8-1.300 8-3V7M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3',
  policies:
    'M12 3 5 5.700v5.500c0 4.300 2.900 7.900 7 9.300 4.100-1.400 7-5 7-9.300V5.700Zm-3 9 2.200 2.200L15.300 10',
  systems: 'M4 5h16v5H4zm0 9h16v5H4zM8 7.500h.01M8 16.500h.01',
  allowed: 'm5 12.500 4.500 4.500L19 7.500',
  denied: 'M6.500 6.500l11 11m0-11-11 11',
  errored: 'M12 5v8.500M12 18h.01',
  cancelled: 'M6 12h12',
  pending: 'M6 12h.01M12 12h.01M18 12h.01',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Zm4.700-1.800L20 20',
  lock: 'M6.500 11h11v9h-11zM9 11V8a3 3 0 0 1 6 0v3',
  key: 'M14.500 13a4.500 4.500 0 1 0-4.200-3L4 16.300V20h3.700v-2.500H10V15l1.700-1.700',
  light:
    'M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM12 3v1.500m0 15V21m9-9h-1.500m-15 0H3m15.400-6.400-1.100 1.100M6.700 17.300l-1.100 1.100m12.800 0-1.100-1.100M6.700 6.700 5.600 5.600',
  dark: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10Z',
  back: 'M14.500 6 8.500 12l6 6',
  next: 'm9.500 6 6 6-6 6',
  play: 'M8 5.500v13l10.500-6.500z',
  stop: 'M7 7h10v10H7z',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  keys: 'M3.500 7h17v10h-17zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, label }: { readonly name: IconName; readonly label?: string }): JSX.Element {
  const named =
    label === undefined ? { 'aria-hidden': 'true' as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" {...named}>
      <path d={paths[name]} />
    </svg>
  );
}
