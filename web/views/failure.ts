import { isExpired, RequestFailure } from '../api/failure.ts';
import { element } from '../dom/element.ts';

/** A failure in words, with what can be done about it. */
export function failureView(error: unknown): HTMLElement {
  if (isExpired(error)) {
    return message('This link has expired', 'Use the address that `ambit serve` printed when it was started.');
  }
  if (error instanceof RequestFailure) return message(error.message, error.detail);
  return message('The page met a mistake of its own', 'Reload it; if that does not help, please report what you did.');
}

/** What to do where nothing was loaded yet. */
export function emptyStoreView(): HTMLElement {
  return element(
    'div',
    { class: 'message' },
    element('h1', { text: 'Nothing is loaded yet' }),
    element('p', { text: 'Read an AWS account, or the estate that ships with Ambit, then reload this page.' }),
    element('pre', {
      class: 'message__commands',
      text: 'ambit ingest aws --live --profile <name>\nambit ingest aws <folder>\nambit demo',
    }),
  );
}

function message(title: string, text: string): HTMLElement {
  return element(
    'div',
    { class: 'message', attributes: { role: 'alert' } },
    element('h1', { text: title }),
    text !== '' && element('p', { text }),
  );
}
