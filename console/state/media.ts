/** What the window is like, kept true as it changes. */
import { useEffect, useState } from 'preact/hooks';

function useMedia(query: string): boolean {
  const [matches, note] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = (): void => note(list.matches);
    look();
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, [query]);
  return matches;
}

/** A phone held upright: lists have two lines a row. */
export const useNarrow = (): boolean => useMedia('(max-width: 760px)');

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const shelf = 'aegis.theme';

const readTheme = (): Theme => themes.find((one) => one === localStorage.getItem(shelf)) ?? 'system';

export const applyTheme = (theme: Theme = readTheme()): void => {
  document.documentElement.dataset.theme = theme;
};

/** Light or dark, and the way to change it. What was chosen is kept in this browser. */
export function useTheme(): { readonly isDark: boolean; readonly flip: () => void } {
  const isSystemDark = useMedia('(prefers-color-scheme: dark)');
  const [theme, set] = useState<Theme>(readTheme);
  const isDark = theme === 'system' ? isSystemDark : theme === 'dark';
  const flip = (): void => {
    const next = isDark ? 'light' : 'dark';
    localStorage.setItem(shelf, next);
    applyTheme(next);
    set(next);
  };
  return { isDark, flip };
}
