import { element, fill } from '../dom/element.ts';
import { rowAfterKey } from './keys.ts';
import { scrollToShow, windowOf, type Viewport, type Window } from './window.ts';

/** What a list box shows and what it tells. */
export interface ListBoxSource {
  readonly label: string;
  /** Pixels; the style sheet gives rows the same height. */
  readonly rowHeight: number;
  rowCount(): number;
  /** The content of a row; it becomes an option. */
  row(index: number): HTMLElement;
  isSelected(index: number): boolean;
  onChoose(index: number): void;
  /** Told of the rows that are drawn, so that they can be fetched. */
  onWindow(window: Window): void;
}

/** A list of any length of which only the rows in sight exist; one stop of the Tab key, arrows inside. */
export interface ListBox {
  readonly element: HTMLElement;
  draw(): void;
  /** Makes a row the one that keys start from; -1 is none. */
  activate(index: number, where?: 'in sight'): void;
  active(): number;
}

/** A list box over a source. */
export function createListBox(source: ListBoxSource): ListBox {
  const rows = element('div', { class: 'list__rows', attributes: { role: 'presentation' } });
  const box = element(
    'div',
    { class: 'list__box', attributes: { role: 'listbox', tabindex: '0', 'aria-label': source.label } },
    rows,
  );
  let active = -1;
  const viewport = (): Viewport => ({
    scrollTop: box.scrollTop,
    height: box.clientHeight,
    rowHeight: source.rowHeight,
  });

  const draw = () => {
    const window = windowOf(viewport(), source.rowCount());
    rows.style.height = `${source.rowCount() * source.rowHeight}px`;
    const places = Array.from({ length: window.end - window.first }, (_, index) => window.first + index);
    fill(rows, ...places.map((index) => option(source, index, index === active)));
    if (active >= window.first && active < window.end) box.setAttribute('aria-activedescendant', `row-${active}`);
    else box.removeAttribute('aria-activedescendant');
    source.onWindow(window);
  };
  const activate = (index: number, where?: 'in sight') => {
    active = index;
    if (where !== undefined && index >= 0) box.scrollTop = scrollToShow(index, viewport());
    draw();
  };

  box.addEventListener('scroll', draw, { passive: true });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && active >= 0) source.onChoose(active);
    const rowsInSight = Math.floor(box.clientHeight / source.rowHeight);
    const next = rowAfterKey(event.key, active, source.rowCount(), rowsInSight);
    if (next === undefined) return;
    event.preventDefault();
    activate(next, 'in sight');
  });
  new ResizeObserver(draw).observe(box);
  return { element: box, draw, activate, active: () => active };
}

function option(source: ListBoxSource, index: number, isActive: boolean): HTMLElement {
  const made = source.row(index);
  made.id = `row-${index}`;
  made.style.top = `${index * source.rowHeight}px`;
  made.setAttribute('role', 'option');
  made.setAttribute('aria-posinset', String(index + 1));
  made.setAttribute('aria-setsize', String(source.rowCount()));
  made.setAttribute('aria-selected', String(source.isSelected(index)));
  made.classList.toggle('row--active', isActive);
  made.addEventListener('click', () => source.onChoose(index));
  return made;
}
