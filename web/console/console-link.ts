import type { App } from '../app.ts';
import { element } from '../dom/element.ts';
import { stepLink } from '../dom/parts.ts';

/** The way to the console, where the store is a database; comes when that is known. */
export function consoleLink(app: App): HTMLElement {
  const holder = element('span', { class: 'console-link' });
  const offer = async () => {
    const { isNeo4j } = await app.api.console();
    if (isNeo4j) holder.append(stepLink(app, { view: 'console' }, 'gap-link', 'Ask in Cypher'));
  };
  offer().catch(() => undefined); // whoever may not ask is offered nothing
  return holder;
}
