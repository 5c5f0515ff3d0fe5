/**
 * Runs a change that replaces what a holder shows; a focus that would be lost with it goes to the new heading.
 *
 * Somebody at the keyboard then reads on from what their choice opened.
 */
export function keepFocus(holder: HTMLElement, change: () => void): void {
  const hadFocus = holder.contains(document.activeElement);
  change();
  if (!hadFocus || holder.contains(document.activeElement)) return;
  const heading = holder.querySelector<HTMLElement>('h1, h2');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
