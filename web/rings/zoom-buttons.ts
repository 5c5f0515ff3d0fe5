import { element } from '../dom/element.ts';

/** Zooming by button and keyboard; a factor of 0 asks for the whole map. */
export function zoomButtons(onZoom: (factor: number) => void): HTMLElement {
  const button = (text: string, label: string, factor: number) =>
    element('button', {
      class: 'zoom__button',
      text,
      attributes: { type: 'button', 'aria-label': label, title: label },
      on: { click: () => onZoom(factor) },
    });
  return element(
    'div',
    { class: 'zoom', attributes: { role: 'group', 'aria-label': 'Zoom' } },
    button('+', 'Zoom in', 1.5),
    button('−', 'Zoom out', 1 / 1.5),
    button('⤢', 'Show the whole map', 0),
  );
}
