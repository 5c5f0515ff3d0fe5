import type { App } from '../app.ts';
import { element } from '../dom/element.ts';
import { isNewer, watchStatus } from '../state/watch-status.ts';

/** Stays hidden until the store holds another snapshot than the one that the page shows. */
export function newerNote(app: App): HTMLElement {
  const text = 'A newer snapshot is there';
  const note = element(
    'button',
    { class: 'newer', attributes: { type: 'button', hidden: '' }, on: { click: () => location.reload() } },
    `${text} · `,
    element('b', { text: 'reload' }),
  );
  const stop = watchStatus(document, app.api.statusNow, (status) => {
    if (!isNewer(status, app.status)) return;
    stop();
    note.hidden = false;
    app.announce(text);
  });
  return note;
}
