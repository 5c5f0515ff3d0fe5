/** Colours of the map, as the page's style sheet has them at the moment. */
export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly surface: string;
  readonly track: string;
  readonly line: string;
  readonly jewel: string;
  readonly path: string;
  readonly core: string;
  category(category: string): string;
}

/** Reads the palette through a probe, as only a used colour has light or dark decided. */
export function readPalette(holder: HTMLElement): Palette {
  const probe = document.createElement('span');
  holder.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ['identity', 'system', 'data', 'automation', 'passage', 'credential'];
  const categories = new Map(names.map((name) => [name, read(`fill-${name}`)]));
  const palette = {
    ink: read('ink'),
    muted: read('muted'),
    surface: read('paper'),
    track: read('track'),
    line: read('line-strong'),
    jewel: read('jewel'),
    path: read('path'),
    core: read('core'),
    category: (category: string) => categories.get(category) ?? categories.get('passage') ?? 'gray',
  };
  probe.remove();
  return palette;
}
