import { element } from '../dom/element.ts';
import { applyTheme, rememberedTheme, type Theme } from '../state/theme.ts';

const order: readonly Theme[] = ['auto', 'light', 'dark'];
const signs: Readonly<Record<Theme, string>> = { auto: '◐', light: '☀', dark: '☾' };

/** Steps through the system's theme, light and dark. */
export function themeButton(): HTMLElement {
  const button = element('button', { class: 'icon-button', attributes: { type: 'button' } });
  const show = (theme: Theme) => {
    button.textContent = signs[theme];
    const label = `Colours: ${theme === 'auto' ? 'as the system' : theme}`;
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  let theme = rememberedTheme();
  show(theme);
  button.addEventListener('click', () => {
    theme = order[(order.indexOf(theme) + 1) % order.length] ?? 'auto';
    applyTheme(theme);
    show(theme);
  });
  return button;
}
