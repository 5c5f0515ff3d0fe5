/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'ambit-theme';

/** The theme that was chosen here before. */
export function rememberedTheme(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto'; // storage may be switched off; the theme is then not remembered
  }
}

/** Puts a theme on the page and remembers it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // see rememberedTheme
  }
  document.dispatchEvent(new Event('ambit:theme'));
}

/** Calls back whenever the page's colours change: by choice, or by the system. */
export function watchColours(listener: () => void): void {
  document.addEventListener('ambit:theme', listener);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener);
}
