/** Light, dark, or what the system says. The choice is kept in this browser, where that is allowed. */
import { the } from './dom.js';

const key = 'aegis-theme';
const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const kept = (): Theme => {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto';
  } catch {
    return 'auto';
  }
};

const keep = (theme: Theme): void => {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A browser that keeps nothing shows what was chosen until the page is left.
  }
};

export function openTheme(): void {
  const button = the('theme', HTMLButtonElement);
  const show = (theme: Theme): void => {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let now = kept();
  show(now);
  button.addEventListener('click', () => {
    now = themes[(themes.indexOf(now) + 1) % themes.length] ?? 'auto';
    keep(now);
    show(now);
  });
}
