import type { App } from '../app.ts';
import { plain } from '../format/name.ts';
import type { ViewState } from '../state/view-state.ts';
import { element, type Child } from './element.ts';
import { glyphMark, stepLink } from './parts.ts';

/** A node of a list in two lines, whose texts are wrapped and never cut. */
export interface TallLink {
  readonly node: { readonly id: string; readonly kind: string; readonly name: string; readonly scope: string };
  readonly isHuman: boolean;
  /** The step that a click makes. */
  readonly patch: Partial<ViewState>;
  /** Stands at the end of the first line. */
  readonly end: readonly Child[];
}

/** Name and what stands at its end; below them the node's kind and account in words, then what else is given. */
export function tallLink(app: App, { node, isHuman, patch, end }: TallLink, ...below: readonly Child[]): HTMLElement {
  const { words } = app;
  const where = `${plain(words.node(node.kind).title)} · ${words.scope(node.scope)}`;
  return stepLink(
    app,
    patch,
    'tall-link',
    glyphMark(words, node.kind, isHuman),
    element('span', { class: 'tall-link__name', text: words.nameOf(node), attributes: { title: plain(node.id) } }),
    element('span', { class: 'tall-link__end' }, ...end),
    element('span', {
      class: 'tall-link__where',
      text: where,
      attributes: { title: words.scopeWithId(node.scope) },
    }),
    ...below,
  );
}
